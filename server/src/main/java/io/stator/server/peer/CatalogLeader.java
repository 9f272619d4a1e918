package io.stator.server.peer;

import io.grpc.MethodDescriptor;
import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogCodec;
import io.stator.catalog.CatalogView;
import io.stator.catalog.Completion;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.TableRequests;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.LookUpPartitionRequest;
import io.stator.proto.v1.LookUpTableRequest;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.RemoveNodeRequest;
import io.stator.proto.v1.Table;
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

    public CompletableFuture<TableInfo> createTable(TableDefinition definition, Completion completion) {
        return changeTable(
                catalog -> catalog.createTable(definition, completion),
                TablesGrpc.getCreateTableMethod(),
                TableRequests.toProto(definition, completion == Completion.DECIDED));
    }

    public CompletableFuture<TableInfo> deleteTable(String name, Completion completion) {
        return changeTable(
                catalog -> catalog.deleteTable(name, completion),
                TablesGrpc.getDeleteTableMethod(),
                DeleteTableRequest.newBuilder()
                        .setName(name)
                        .setAtOnce(completion == Completion.DECIDED)
                        .build());
    }

    public CompletableFuture<TableInfo> updateTable(TableChange change, Completion completion) {
        return changeTable(
                catalog -> catalog.updateTable(change, completion),
                TablesGrpc.getUpdateTableMethod(),
                TableRequests.toProto(change, completion == Completion.DECIDED));
    }

    public CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags) {
        return changeTable(
                catalog -> catalog.tagTable(name, tags),
                TablesGrpc.getTagTableMethod(),
                TableRequests.tagging(name, tags));
    }

    public CompletableFuture<TableInfo> untagTable(String name, List<String> keys) {
        return changeTable(
                catalog -> catalog.untagTable(name, keys),
                TablesGrpc.getUntagTableMethod(),
                TableRequests.untagging(name, keys));
    }

    /** Completes when it is decided. */
    public CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change) {
        return changeTable(
                catalog -> catalog.updateTimeToLive(change),
                TablesGrpc.getUpdateTimeToLiveMethod(),
                TableRequests.toProto(change));
    }

    private <Q> CompletableFuture<TableInfo> changeTable(
            Function<Catalog, CompletableFuture<TableInfo>> local, MethodDescriptor<Q, Table> method, Q request) {
        return everywhere(local, remote(method, request, TableConversions::fromProto), false);
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

    /**
     * Something that other nodes answer by a call of their own.
     *
     * @param repeatable whether it may be asked again when an answer was lost
     */
    public <Q, A> CompletableFuture<A> ask(
            Function<Catalog, CompletableFuture<A>> local,
            MethodDescriptor<Q, A> method,
            Q request,
            boolean repeatable) {
        return everywhere(local, remote(method, request, Function.identity()), repeatable);
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
