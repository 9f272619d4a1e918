package io.stator.server.grpc;

import io.grpc.stub.StreamObserver;
import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogView;
import io.stator.catalog.Completion;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.TableRequests;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableRules;
import io.stator.model.TableSize;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import io.stator.model.Validation;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TablesGrpc;
import io.stator.proto.v1.TagTableRequest;
import io.stator.proto.v1.UntagTableRequest;
import io.stator.proto.v1.UpdateTableRequest;
import io.stator.proto.v1.UpdateTimeToLiveRequest;
import io.stator.server.peer.CatalogLeader;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** The Tables service: all of it is answered by the catalog's leader, wherever a client asks. */
final class TablesService extends TablesGrpc.TablesImplBase {
    private final CallAnswers answers;
    private final CatalogLeader leader;
    private final Function<TableInfo, Optional<TableSize>> sizes;

    /** @param sizes what this node knows of tables' sizes; empty: nothing */
    TablesService(CallAnswers answers, CatalogLeader leader, Function<TableInfo, Optional<TableSize>> sizes) {
        this.answers = answers;
        this.leader = leader;
        this.sizes = sizes;
    }

    @Override
    public void createTable(CreateTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.CREATE_TABLE, observer, () -> {
            TableDefinition definition = TableRequests.fromProto(request);
            TableRules.definition(definition);
            Completion completion = completion(request.getAtOnce());
            return changed(
                    catalog -> catalog.createTable(definition, completion),
                    () -> leader.createTable(definition, completion));
        });
    }

    @Override
    public void deleteTable(DeleteTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.DELETE_TABLE, observer, () -> {
            String name = request.getName();
            Validation.tableName(name);
            Completion completion = completion(request.getAtOnce());
            return changed(
                    catalog -> catalog.deleteTable(name, completion), () -> leader.deleteTable(name, completion));
        });
    }

    @Override
    public void updateTable(UpdateTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.UPDATE_TABLE, observer, () -> {
            TableChange change = TableRequests.fromProto(request);
            TableRules.change(change);
            Completion completion = completion(request.getAtOnce());
            return changed(
                    catalog -> catalog.updateTable(change, completion), () -> leader.updateTable(change, completion));
        });
    }

    @Override
    public void tagTable(TagTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.TAG_TABLE, observer, () -> {
            String name = request.getName();
            List<Tag> tags = TableRequests.tags(request.getTagsList());
            TableRules.tagging(name, tags);
            return changed(catalog -> catalog.tagTable(name, tags), () -> leader.tagTable(name, tags));
        });
    }

    @Override
    public void untagTable(UntagTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.UNTAG_TABLE, observer, () -> {
            String name = request.getName();
            List<String> keys = request.getKeysList();
            TableRules.untagging(name, keys);
            return changed(catalog -> catalog.untagTable(name, keys), () -> leader.untagTable(name, keys));
        });
    }

    @Override
    public void updateTimeToLive(UpdateTimeToLiveRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.UPDATE_TIME_TO_LIVE, observer, () -> {
            TimeToLiveChange change = TableRequests.fromProto(request);
            TableRules.timeToLive(change);
            return changed(catalog -> catalog.updateTimeToLive(change), () -> leader.updateTimeToLive(change));
        });
    }

    private static Completion completion(boolean atOnce) {
        return atOnce ? Completion.DECIDED : Completion.DONE;
    }

    /** What another node sent on is done here or refused with a hint. */
    private CompletableFuture<Table> changed(
            Function<Catalog, CompletableFuture<TableInfo>> here, Supplier<CompletableFuture<TableInfo>> anywhere) {
        return (ForwardedCalls.isForwarded() ? leader.here(here) : anywhere.get()).thenApply(TableConversions::toProto);
    }

    @Override
    public void describeTable(DescribeTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.DESCRIBE_TABLE, observer, () -> {
            String name = request.getName();
            Validation.tableName(name);
            return ForwardedCalls.isForwarded()
                    ? leader.here(catalog -> described(catalog, name)).thenApply(TableConversions::toProto)
                    : leader.describeTable(name).thenApply(this::sized);
        });
    }

    private Table sized(TableInfo table) {
        Table message = TableConversions.toProto(table);
        return sizes.apply(table)
                .map(size -> message.toBuilder()
                        .setSize(TableConversions.toProto(size))
                        .build())
                .orElse(message);
    }

    private static CompletableFuture<TableInfo> described(Catalog catalog, String name) {
        return catalog.lookUpTable(name).thenApply(found -> found.orElseThrow(() -> CatalogLeader.notFound(name)));
    }

    @Override
    public void listTables(ListTablesRequest request, StreamObserver<ListTablesResponse> observer) {
        answers.answer(Operation.LIST_TABLES, observer, () -> {
            int limit = limit(request);
            CatalogLeader.TablePage page = view -> page(view, request.getExclusiveStartName(), limit);
            return ForwardedCalls.isForwarded()
                    ? leader.here(catalog -> catalog.strongView().thenApply(page::of))
                    : leader.listTables(request, page);
        });
    }

    private static int limit(ListTablesRequest request) {
        if (request.getLimit() < 0 || request.getLimit() > Limits.LIST_TABLES_MAX) {
            throw StatorException.validation("1 validation error detected: Value '"
                    + Integer.toUnsignedString(request.getLimit())
                    + "' at 'limit' failed to satisfy constraint: Member must have value less than or equal to "
                    + Limits.LIST_TABLES_MAX);
        }
        return request.getLimit() == 0 ? Limits.LIST_TABLES_MAX : request.getLimit();
    }

    private static ListTablesResponse page(CatalogView view, String after, int limit) {
        // The first name larger than this one is this one with a zero character behind it.
        SortedMap<String, TableInfo> rest =
                after.isEmpty() ? view.tables() : view.tables().tailMap(after + '\0');
        ListTablesResponse.Builder response = ListTablesResponse.newBuilder();
        for (String name : rest.keySet()) {
            if (response.getNamesCount() == limit) {
                response.setLastEvaluatedName(response.getNames(limit - 1));
                break;
            }
            response.addNames(name);
        }
        return response.build();
    }
}
