package io.stator.server.grpc;

import io.grpc.stub.StreamObserver;
import io.stator.catalog.Catalog;
import io.stator.catalog.CatalogView;
import io.stator.client.routing.TableConversions;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.Validation;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TablesGrpc;
import io.stator.server.peer.CatalogLeader;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** The Tables service: all of it is answered by the catalog's leader, wherever a client asks. */
final class TablesService extends TablesGrpc.TablesImplBase {
    private final CallAnswers answers;
    private final CatalogLeader leader;

    TablesService(CallAnswers answers, CatalogLeader leader) {
        this.answers = answers;
        this.leader = leader;
    }

    @Override
    public void createTable(CreateTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.CREATE_TABLE, observer, () -> {
            if (!request.hasSchema()) {
                throw StatorException.validation("A table schema is missing");
            }
            TableSchema schema = TableConversions.fromProto(request.getSchema());
            Validation.tableSchema(schema);
            return (ForwardedCalls.isForwarded()
                            ? leader.here(catalog -> catalog.createTable(schema))
                            : leader.createTable(schema))
                    .thenApply(TableConversions::toProto);
        });
    }

    @Override
    public void deleteTable(DeleteTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.DELETE_TABLE, observer, () -> {
            String name = request.getName();
            Validation.tableName(name);
            return (ForwardedCalls.isForwarded()
                            ? leader.here(catalog -> catalog.deleteTable(name))
                            : leader.deleteTable(name))
                    .thenApply(TableConversions::toProto);
        });
    }

    @Override
    public void describeTable(DescribeTableRequest request, StreamObserver<Table> observer) {
        answers.answer(Operation.DESCRIBE_TABLE, observer, () -> {
            String name = request.getName();
            Validation.tableName(name);
            return (ForwardedCalls.isForwarded()
                            ? leader.here(catalog -> described(catalog, name))
                            : leader.describeTable(name))
                    .thenApply(TableConversions::toProto);
        });
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
