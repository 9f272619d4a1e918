package io.stator.server.grpc;

import io.grpc.BindableService;
import io.stator.client.routing.DataCalls;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.TableCalls;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.server.bootstrap.Identity;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.RemotePartitionControl;
import io.stator.server.peer.ThroughputSharing;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.sizes.SizeBooks;
import io.stator.server.users.UserDirectory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the services are made of.
 *
 * @param routed sends on what has no route, and knows the own node
 * @param own what is served here
 * @param status of this node
 * @param timer for deadlines
 * @param transactions that are not decided
 */
public record NodeServices(
        LocalReplicas replicas,
        Places places,
        CatalogLeader leader,
        RemotePartitionControl control,
        RoutedCalls routed,
        Supplier<Identity> identity,
        NodeStatusReport status,
        OwnNode own,
        FrameSessions sessions,
        ScheduledExecutorService timer,
        UserDirectory users,
        ThroughputSharing throughput,
        Sizes sizes,
        TransactionReport transactions) {

    /**
     * How much is in tables.
     *
     * @param ofTable empty: not known
     * @param books what other nodes are told from
     */
    public record Sizes(Function<TableInfo, Optional<TableSize>> ofTable, SizeBooks books) {}

    /** What whoever is in this process asks for data by: what is sent is checked where it is served. */
    public DataCalls dataCalls() {
        return routed;
    }

    /** What whoever is in this process asks for tables by. */
    public TableCalls tableCalls() {
        return routed;
    }

    /** All of them. They refuse as SERVICE_UNAVAILABLE until the node knows its cluster; Peer.Identify answers at once. */
    public List<BindableService> all() {
        CallAnswers answers = own.answers();
        DataCalls unrouted = new CheckedCalls(own, routed);
        ItemRequests items = new ItemRequests(own, unrouted);
        sessions.serve(new FramedItems(answers, items, timer));
        return List.of(
                new DataService(own, unrouted, items, sessions),
                new TablesService(answers, leader, sizes.ofTable()),
                new UsersService(answers, leader, users),
                new ClusterService(answers, replicas, places, new ClusterService.Reports(status, transactions), leader),
                new PeerService(
                        answers, places, identity, new PeerService.Means(leader, control, throughput, sizes.books())));
    }
}
