package io.stator.server.peer;

import io.grpc.MethodDescriptor;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionControl;
import io.stator.catalog.PartitionRecord;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.WrongRouteException;
import io.stator.consensus.Member;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.partition.Partition;
import io.stator.proto.v1.ChangeMembersRequest;
import io.stator.proto.v1.DropTableRequest;
import io.stator.proto.v1.GroupMember;
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
import java.util.function.Supplier;

/** Reaches the leaders of partitions, here or on other nodes. Thread-safe. */
public final class RemotePartitionControl implements PartitionControl {
    /** The catalog tries again whatever fails, so one try need not wait out an election. */
    private static final long TIMEOUT_MILLIS = 3_000;

    /** A new member is filled first. A change that takes longer goes on, and is found done, or under way, by the next try. */
    private static final long CHANGE_TIMEOUT_MILLIS = 60_000;

    private final Places places;
    private final LocalReplicas replicas;
    private final PeerChannels channels;
    private final LeaderCalls calls;
    private final LeaderCalls changes;

    public RemotePartitionControl(
            Places places, LocalReplicas replicas, PeerChannels channels, ScheduledExecutorService scheduler) {
        this.places = places;
        this.replicas = replicas;
        this.channels = channels;
        this.calls = new LeaderCalls(scheduler, TIMEOUT_MILLIS);
        this.changes = new LeaderCalls(scheduler, CHANGE_TIMEOUT_MILLIS);
    }

    @Override
    public CompletableFuture<Void> installTable(PartitionRecord partition, TableInfo table) {
        InstallTableRequest request = InstallTableRequest.newBuilder()
                .setRoute(route(partition))
                .setTable(TableConversions.toProto(table))
                .build();
        return atLeader(
                calls,
                partition,
                () -> here(partition.id(), local -> local.installTable(table)),
                remote(PeerGrpc.getInstallTableMethod(), request, TIMEOUT_MILLIS));
    }

    @Override
    public CompletableFuture<Void> dropTable(PartitionRecord partition, long tableId) {
        DropTableRequest request = DropTableRequest.newBuilder()
                .setRoute(route(partition))
                .setTableId(tableId)
                .build();
        return atLeader(
                calls,
                partition,
                () -> here(partition.id(), local -> local.dropTable(tableId)),
                remote(PeerGrpc.getDropTableMethod(), request, TIMEOUT_MILLIS));
    }

    @Override
    public CompletableFuture<Void> changeMembers(PartitionRecord partition, List<Member> members) {
        ChangeMembersRequest.Builder request = ChangeMembersRequest.newBuilder().setPartitionId(partition.id());
        members.forEach(member ->
                request.addMembers(GroupMember.newBuilder().setId(member.id()).setRaftAddress(member.address())));
        return atLeader(
                changes,
                partition,
                () -> changeMembersHere(partition.id(), members),
                remote(PeerGrpc.getChangeMembersMethod(), request.build(), CHANGE_TIMEOUT_MILLIS));
    }

    /** On this node's replica: WRONG_ROUTE with a hint if it does not lead or is not here. */
    public CompletableFuture<Void> changeMembersHere(long partitionId, List<Member> members) {
        return onLocal(partitionId, local -> local.replica().changeMembers(members));
    }

    /** On this node's replica: WRONG_ROUTE with a hint if it does not lead or is not here. */
    public CompletableFuture<Void> here(long partitionId, Function<Partition, CompletableFuture<Void>> local) {
        return onLocal(partitionId, partition -> local.apply(partition.partition()));
    }

    private CompletableFuture<Void> onLocal(long partitionId, Function<LocalPartition, CompletableFuture<Void>> local) {
        LocalPartition partition = replicas.partition(partitionId);
        if (partition == null) {
            return CompletableFuture.failedFuture(new WrongRouteException(
                    "The partition is not here",
                    places.partition(partitionId).map(places::info).orElse(null)));
        }
        return local.apply(partition)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Failures.translate(failure, leader -> places.info(partition.record()))));
    }

    private CompletableFuture<Void> atLeader(
            LeaderCalls leaderCalls,
            PartitionRecord partition,
            Supplier<CompletableFuture<Void>> local,
            Function<NodeRecord, CompletableFuture<Void>> remote) {
        return leaderCalls.call(
                () -> candidates(partition),
                nodeId -> {
                    if (nodeId.equals(places.self().id())) {
                        return local.get();
                    }
                    NodeRecord node = places.node(nodeId);
                    return node == null
                            ? CompletableFuture.failedFuture(
                                    new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No leader is known"))
                            : remote.apply(node);
                },
                true);
    }

    private <Q, A> Function<NodeRecord, CompletableFuture<Void>> remote(
            MethodDescriptor<Q, A> method, Q request, long timeoutMillis) {
        return node -> PeerCalls.call(channels.to(node.clientAddress()), method, request, timeoutMillis)
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
