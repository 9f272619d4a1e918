package io.stator.server.grpc;

import io.grpc.stub.StreamObserver;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.StatorException;
import io.stator.partition.Digest;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetDigestRequest;
import io.stator.proto.v1.GetDigestResponse;
import io.stator.proto.v1.GetNodeStatusRequest;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.ListTransactionsRequest;
import io.stator.proto.v1.ListTransactionsResponse;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.RemoveNodeRequest;
import io.stator.proto.v1.RemoveNodeResponse;
import io.stator.proto.v1.StartDigestRequest;
import io.stator.proto.v1.StartDigestResponse;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.replica.Failures;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The Cluster service: what this node knows of the cluster and of itself. */
final class ClusterService extends ClusterGrpc.ClusterImplBase {
    private final CallAnswers answers;
    private final LocalReplicas replicas;
    private final Places places;
    private final Reports reports;
    private final CatalogLeader leader;

    /** What it tells of this node. */
    record Reports(Supplier<NodeStatus> status, TransactionReport transactions) {}

    ClusterService(CallAnswers answers, LocalReplicas replicas, Places places, Reports reports, CatalogLeader leader) {
        this.leader = leader;
        this.answers = answers;
        this.replicas = replicas;
        this.places = places;
        this.reports = reports;
    }

    @Override
    public void getPartitionMap(GetPartitionMapRequest request, StreamObserver<PartitionMap> observer) {
        answers.answer(Operation.PARTITION_MAP, observer, () -> CompletableFuture.completedFuture(places.map()));
    }

    @Override
    public void getNodeStatus(GetNodeStatusRequest request, StreamObserver<NodeStatus> observer) {
        answers.answer(
                Operation.NODE_STATUS,
                observer,
                () -> CompletableFuture.completedFuture(reports.status().get()));
    }

    @Override
    public void listTransactions(ListTransactionsRequest request, StreamObserver<ListTransactionsResponse> observer) {
        answers.answer(
                Operation.LIST_TRANSACTIONS,
                observer,
                () -> reports.transactions().list());
    }

    @Override
    public void startDigest(StartDigestRequest request, StreamObserver<StartDigestResponse> observer) {
        answers.answer(Operation.START_DIGEST, observer, () -> {
            LocalPartition local = require(request.getRoute().getPartitionId());
            return local.partition()
                    .startDigest()
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                            Failures.translate(failure, leader -> places.info(local.record()))))
                    .thenApply(index ->
                            StartDigestResponse.newBuilder().setLogIndex(index).build());
        });
    }

    @Override
    public void getDigest(GetDigestRequest request, StreamObserver<GetDigestResponse> observer) {
        answers.answer(Operation.GET_DIGEST, observer, () -> {
            Optional<Digest> digest =
                    require(request.getPartitionId()).partition().digest(request.getLogIndex());
            GetDigestResponse.Builder response = GetDigestResponse.newBuilder().setReady(digest.isPresent());
            digest.ifPresent(computed -> response.setDigest(computed.hash()).setItems(computed.items()));
            return CompletableFuture.completedFuture(response.build());
        });
    }

    @Override
    public void removeNode(RemoveNodeRequest request, StreamObserver<RemoveNodeResponse> observer) {
        answers.answer(
                Operation.REMOVE_NODE,
                observer,
                () -> (ForwardedCalls.isForwarded()
                                ? leader.here(catalog -> catalog.removeNode(request.getNodeId()))
                                : leader.removeNode(request.getNodeId()))
                        .thenApply(decided -> RemoveNodeResponse.getDefaultInstance()));
    }

    private LocalPartition require(long partitionId) {
        LocalPartition local = replicas.partition(partitionId);
        if (local != null) {
            return local;
        }
        PartitionInfo place = places.partition(partitionId).map(places::info).orElse(null);
        if (place == null) {
            throw StatorException.validation("There is no such partition");
        }
        throw new WrongRouteException("The partition is not here", place);
    }
}
