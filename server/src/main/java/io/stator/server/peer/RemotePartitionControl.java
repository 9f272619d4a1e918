package io.stator.server.peer;

import io.grpc.MethodDescriptor;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionControl;
import io.stator.catalog.PartitionRecord;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.partition.Partition;
import io.stator.proto.v1.DropTableRequest;
import io.stator.proto.v1.InstallTableRequest;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.Route;
import io.stator.server.replica.Failures;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Reaches the leaders of partitions, here or on other nodes. Thread-safe. */
public final class RemotePartitionControl implements PartitionControl {
    /** The catalog tries again whatever fails, so one try need not wait out an election. */
    private static final long TIMEOUT_MILLIS = 3_000;

    private final Places places;
    private final LocalReplicas replicas;
    private final PeerChannels channels;
    private final LeaderCalls calls;

    public RemotePartitionControl(
            Places places, LocalReplicas replicas, PeerChannels channels, ScheduledExecutorService scheduler) {
        this.places = places;
        this.replicas = replicas;
        this.channels = channels;
        this.calls = new LeaderCalls(scheduler, TIMEOUT_MILLIS);
    }

    @Override
    public CompletableFuture<Void> installTable(PartitionRecord partition, TableInfo table) {
        InstallTableRequest request = InstallTableRequest.newBuilder()
                .setRoute(route(partition))
                .setTable(TableConversions.toProto(table))
                .build();
        return atLeader(
                partition, local -> local.installTable(table), remote(PeerGrpc.getInstallTableMethod(), request));
    }

    @Override
    public CompletableFuture<Void> dropTable(PartitionRecord partition, long tableId) {
        DropTableRequest request = DropTableRequest.newBuilder()
                .setRoute(route(partition))
                .setTableId(tableId)
                .build();
        return atLeader(partition, local -> local.dropTable(tableId), remote(PeerGrpc.getDropTableMethod(), request));
    }

    /** On this node's replica: WRONG_ROUTE with a hint if it does not lead or is not here. */
    public CompletableFuture<Void> here(long partitionId, Function<Partition, CompletableFuture<Void>> local) {
        LocalPartition partition = replicas.partition(partitionId);
        if (partition == null) {
            return CompletableFuture.failedFuture(new WrongRouteException(
                    "The partition is not here",
                    places.partition(partitionId).map(places::info).orElse(null)));
        }
        return local.apply(partition.partition())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Failures.translate(failure, leader -> places.info(partition.record()))));
    }

    private CompletableFuture<Void> atLeader(
            PartitionRecord partition,
            Function<Partition, CompletableFuture<Void>> local,
            Function<NodeRecord, CompletableFuture<Void>> remote) {
        return calls.call(
                () -> candidates(partition),
                nodeId -> {
                    if (nodeId.equals(places.self().id())) {
                        return here(partition.id(), local);
                    }
                    NodeRecord node = places.node(nodeId);
                    return node == null
                            ? CompletableFuture.failedFuture(
                                    new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No leader is known"))
                            : remote.apply(node);
                },
                true);
    }

    private <Q, A> Function<NodeRecord, CompletableFuture<Void>> remote(MethodDescriptor<Q, A> method, Q request) {
        return node -> PeerCalls.call(channels.to(node.clientAddress()), method, request, TIMEOUT_MILLIS)
                .thenApply(answer -> null);
    }

    private List<String> candidates(PartitionRecord partition) {
        List<String> candidates = new ArrayList<>();
        String leader = places.leaderOf(partition.id());
        if (!leader.isEmpty()) {
            candidates.add(leader);
        }
        candidates.addAll(partition.replicas());
        return candidates;
    }

    private static Route route(PartitionRecord partition) {
        return Route.newBuilder()
                .setPartitionId(partition.id())
                .setEpoch(partition.epoch())
                .build();
    }
}
