package io.stator.server.peer;

import io.grpc.MethodDescriptor;
import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogCodec;
import io.stator.catalog.CatalogView;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.client.routing.TableConversions;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.LookUpPartitionRequest;
import io.stator.proto.v1.LookUpTableRequest;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.RemoveNodeRequest;
import io.stator.proto.v1.TablesGrpc;
import io.stator.server.replica.Failures;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * The catalog, as its leader answers, from any node: here if it leads, else by a call to the node that does.
 * Thread-safe; futures fail with a {@link StatorException}.
 */
public final class CatalogLeader {
    private final Places places;
    private final LocalReplicas replicas;
    private final PeerChannels channels;
    private final LeaderCalls calls;

    /** @param timeoutMillis for one request, with the search for the leader */
    public CatalogLeader(
            Places places,
            LocalReplicas replicas,
            PeerChannels channels,
            ScheduledExecutorService scheduler,
            long timeoutMillis) {
        this.places = places;
        this.replicas = replicas;
        this.channels = channels;
        this.calls = new LeaderCalls(scheduler, timeoutMillis);
    }

    /** A strong read. */
    public CompletableFuture<Optional<TableInfo>> lookUpTable(String name) {
        LookUpTableRequest request =
                LookUpTableRequest.newBuilder().setName(name).build();
        return everywhere(
                catalog -> catalog.lookUpTable(name),
                remote(
                        PeerGrpc.getLookUpTableMethod(),
                        request,
                        answer -> answer.hasTable()
                                ? Optional.of(TableConversions.fromProto(answer.getTable()))
                                : Optional.empty()),
                true);
    }

    /** Completes when the table is usable everywhere. */
    public CompletableFuture<TableInfo> createTable(TableSchema schema) {
        CreateTableRequest request = CreateTableRequest.newBuilder()
                .setSchema(TableConversions.toProto(schema))
                .build();
        return everywhere(
                catalog -> catalog.createTable(schema),
                remote(TablesGrpc.getCreateTableMethod(), request, TableConversions::fromProto),
                false);
    }

    /** Completes when the table is gone everywhere. */
    public CompletableFuture<TableInfo> deleteTable(String name) {
        DeleteTableRequest request =
                DeleteTableRequest.newBuilder().setName(name).build();
        return everywhere(
                catalog -> catalog.deleteTable(name),
                remote(TablesGrpc.getDeleteTableMethod(), request, TableConversions::fromProto),
                false);
    }

    /** A strong read; empty if there is no such partition. */
    public CompletableFuture<Optional<PartitionRecord>> lookUpPartition(long id) {
        LookUpPartitionRequest request =
                LookUpPartitionRequest.newBuilder().setPartitionId(id).build();
        return everywhere(
                catalog -> catalog.lookUpPartition(id),
                remote(
                        PeerGrpc.getLookUpPartitionMethod(),
                        request,
                        answer -> answer.hasPartition()
                                ? Optional.of(CatalogCodec.fromProto(answer.getPartition()))
                                : Optional.empty()),
                true);
    }

    /** Completes when it is decided that the node is to go. */
    public CompletableFuture<CatalogView> removeNode(String nodeId) {
        RemoveNodeRequest request =
                RemoveNodeRequest.newBuilder().setNodeId(nodeId).build();
        return everywhere(
                catalog -> catalog.removeNode(nodeId),
                remote(ClusterGrpc.getRemoveNodeMethod(), request, answer -> places.view()),
                true);
    }

    /** In whatever status; ResourceNotFound if there is none. */
    public CompletableFuture<TableInfo> describeTable(String name) {
        DescribeTableRequest request =
                DescribeTableRequest.newBuilder().setName(name).build();
        return everywhere(
                catalog -> catalog.lookUpTable(name).thenApply(found -> found.orElseThrow(() -> notFound(name))),
                remote(TablesGrpc.getDescribeTableMethod(), request, TableConversions::fromProto),
                true);
    }

    /** One page, as strong as a describe. */
    public CompletableFuture<ListTablesResponse> listTables(ListTablesRequest request, TablePage page) {
        return everywhere(
                catalog -> catalog.strongView().thenApply(page::of),
                remote(TablesGrpc.getListTablesMethod(), request, Function.identity()),
                true);
    }

    /** Takes a page of names from the catalog. */
    @FunctionalInterface
    public interface TablePage {
        ListTablesResponse of(CatalogView view);
    }

    /** What this node's own replica answers: WRONG_ROUTE with a hint if it does not lead. */
    public <A> CompletableFuture<A> here(Function<Catalog, CompletableFuture<A>> local) {
        CompletableFuture<A> answer;
        try {
            answer = local.apply(replicas.requireCatalog().catalog());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(Failures.translate(failure, places::catalogInfo)));
    }

    /** DynamoDB's refusal of a control-plane call on a table that is not there. */
    public static StatorException notFound(String name) {
        return new StatorException(
                ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + name + " not found");
    }

    private <A> CompletableFuture<A> everywhere(
            Function<Catalog, CompletableFuture<A>> local,
            Function<NodeRecord, CompletableFuture<A>> remote,
            boolean repeatable) {
        return calls.call(
                this::candidates,
                nodeId -> {
                    if (nodeId.equals(places.self().id())) {
                        return here(local);
                    }
                    NodeRecord node = places.node(nodeId);
                    return node == null
                            ? CompletableFuture.failedFuture(
                                    new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No leader is known"))
                            : remote.apply(node);
                },
                repeatable);
    }

    private <Q, A, B> Function<NodeRecord, CompletableFuture<B>> remote(
            MethodDescriptor<Q, A> method, Q request, Function<A, B> conversion) {
        return node -> PeerCalls.call(channels.to(node.clientAddress()), method, request, calls.timeoutMillis())
                .thenApply(conversion);
    }

    private List<String> candidates() {
        List<String> candidates = new ArrayList<>();
        replicas.localCatalog()
                .map(local -> places.leaderOf(local.replica()))
                .filter(leader -> !leader.isEmpty())
                .ifPresent(candidates::add);
        candidates.add(places.self().id());
        places.nodes().forEach(node -> candidates.add(node.id()));
        return candidates;
    }
}
