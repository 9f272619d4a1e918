package io.stator.server.grpc;

import io.grpc.BindableService;
import io.stator.client.routing.RoutedCalls;
import io.stator.server.bootstrap.Identity;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.RemotePartitionControl;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.users.UserDirectory;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the services are made of.
 *
 * @param routed sends on what has no route
 * @param status of this node
 * @param timer for deadlines
 */
public record NodeServices(
        LocalReplicas replicas,
        Places places,
        CatalogLeader leader,
        RemotePartitionControl control,
        RoutedCalls routed,
        Supplier<Identity> identity,
        NodeStatusReport status,
        CallListener listener,
        FrameSessions sessions,
        ScheduledExecutorService timer,
        BooleanSupplier diskIsFull,
        UserDirectory users) {

    /** All of them. They refuse as SERVICE_UNAVAILABLE until the node knows its cluster; Peer.Identify answers at once. */
    public List<BindableService> all() {
        CallAnswers answers = new CallAnswers(listener);
        TableResolver tables = new TableResolver(places, leader::lookUpTable);
        LocalRequests requests = new LocalRequests(replicas, places, tables, diskIsFull);
        ItemRequests items = new ItemRequests(new LocalItems(requests), routed);
        sessions.serve(new FramedItems(answers, items, timer));
        return List.of(
                new DataService(answers, routed, items, new LocalPages(requests), new LocalBatches(requests), sessions),
                new TablesService(answers, leader),
                new UsersService(answers, leader, users),
                new ClusterService(answers, replicas, places, status, leader),
                new PeerService(answers, places, identity, leader, control));
    }
}
