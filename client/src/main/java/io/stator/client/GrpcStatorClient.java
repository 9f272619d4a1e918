package io.stator.client;

import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.TableRequests;
import io.stator.model.Item;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableRules;
import io.stator.model.TableSize;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import io.stator.model.Validation;
import io.stator.model.expression.ExpressionRules;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.ListTablesRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks requests by the table's schema, and speaks to the cluster's gRPC services. */
final class GrpcStatorClient implements StatorClient {
    private final RoutedCalls calls;
    private final OptimisticTransactions transactions;

    GrpcStatorClient(RoutedCalls calls) {
        this.calls = calls;
        this.transactions = new OptimisticTransactions(calls);
    }

    @Override
    public BlockingStatorClient blocking() {
        return new WaitingStatorClient(this, transactions);
    }

    @Override
    public CompletableFuture<TableInfo> createTable(TableDefinition definition) {
        return guarded(() -> {
            TableRules.definition(definition);
            return calls.createTable(TableRequests.toProto(definition, false)).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<TableInfo> describeTable(String name) {
        return guarded(() -> {
            Validation.tableName(name);
            DescribeTableRequest request =
                    DescribeTableRequest.newBuilder().setName(name).build();
            return calls.describeTable(request).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<Optional<TableSize>> tableSize(String name) {
        return guarded(() -> {
            Validation.tableName(name);
            DescribeTableRequest request =
                    DescribeTableRequest.newBuilder().setName(name).build();
            return calls.describeTable(request).thenApply(TableConversions::sizeOf);
        });
    }

    @Override
    public CompletableFuture<TableInfo> deleteTable(String name) {
        return guarded(() -> {
            Validation.tableName(name);
            DeleteTableRequest request =
                    DeleteTableRequest.newBuilder().setName(name).build();
            return calls.deleteTable(request).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<TableInfo> updateTable(TableChange change) {
        return guarded(() -> {
            TableRules.change(change);
            return calls.updateTable(TableRequests.toProto(change, false)).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags) {
        return guarded(() -> {
            TableRules.tagging(name, tags);
            return calls.tagTable(TableRequests.tagging(name, tags)).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<TableInfo> untagTable(String name, List<String> keys) {
        return guarded(() -> {
            TableRules.untagging(name, keys);
            return calls.untagTable(TableRequests.untagging(name, keys)).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change) {
        return guarded(() -> {
            TableRules.timeToLive(change);
            return calls.updateTimeToLive(TableRequests.toProto(change)).thenApply(TableConversions::fromProto);
        });
    }

    @Override
    public CompletableFuture<List<String>> listTables() {
        return guarded(() -> listAfter("", new ArrayList<>()));
    }

    private CompletableFuture<List<String>> listAfter(String start, List<String> names) {
        ListTablesRequest request =
                ListTablesRequest.newBuilder().setExclusiveStartName(start).build();
        return calls.listTables(request).thenCompose(page -> {
            names.addAll(page.getNamesList());
            String last = page.getLastEvaluatedName();
            return last.isEmpty() ? CompletableFuture.completedFuture(List.copyOf(names)) : listAfter(last, names);
        });
    }

    @Override
    public CompletableFuture<Optional<Item>> put(Put put) {
        return guarded(() -> checked(put.table(), table -> {
                    Validation.item(table, put.item());
                    RequestRules.condition(put.condition());
                    RequestRules.returnValues(put.returnValues());
                })
                .thenCompose(table -> calls.put(Requests.of(put), put.item()))
                .thenApply(Answers::attributes));
    }

    @Override
    public CompletableFuture<Optional<Item>> update(Update update) {
        return guarded(() -> checked(update.table(), table -> {
                    Validation.key(table, update.key());
                    ExpressionRules.update(table, update.actions());
                    RequestRules.condition(update.condition());
                })
                .thenCompose(table -> calls.update(Requests.of(update)))
                .thenApply(Answers::attributes));
    }

    @Override
    public CompletableFuture<Optional<Item>> delete(Delete delete) {
        return guarded(() -> checked(delete.table(), table -> {
                    Validation.key(table, delete.key());
                    RequestRules.condition(delete.condition());
                    RequestRules.returnValues(delete.returnValues());
                })
                .thenCompose(table -> calls.delete(Requests.of(delete)))
                .thenApply(Answers::attributes));
    }

    @Override
    public CompletableFuture<Optional<Item>> get(Get get) {
        return guarded(() -> checked(get.table(), table -> {
                    Validation.key(table, get.key());
                    RequestRules.projection(get.projection());
                })
                .thenCompose(table -> calls.get(Requests.of(get)))
                .thenApply(Answers::item));
    }

    @Override
    public CompletableFuture<ItemPage> query(Query query) {
        return guarded(() -> checked(query.table(), table -> {
                    Validation.query(table, query.partitionKey(), query.sortKey());
                    RequestRules.startKey(table, query.exclusiveStartKey());
                    RequestRules.filter(table, query);
                    RequestRules.projection(query.projection());
                })
                .thenCompose(table -> calls.query(Requests.of(query)))
                .thenApply(Answers::page));
    }

    @Override
    public CompletableFuture<ItemPage> scan(Scan scan) {
        return guarded(() -> {
            RequestRules.segments(scan);
            RequestRules.filter(scan);
            RequestRules.projection(scan.projection());
            return checked(scan.table(), table -> RequestRules.startKey(table, scan.exclusiveStartKey()))
                    .thenCompose(table -> calls.scan(Requests.of(scan)))
                    .thenApply(Answers::page);
        });
    }

    @Override
    public CompletableFuture<BatchGetResult> batchGet(BatchGet batch) {
        Set<String> names = new LinkedHashSet<>();
        batch.gets().forEach(get -> names.add(get.table()));
        return guarded(() -> {
            RequestRules.alikeByTable(batch);
            return allChecked(names, table -> RequestRules.keys(table, batch))
                    .thenCompose(checked -> calls.batchGet(Requests.of(batch)))
                    .thenApply(Answers::batch);
        });
    }

    @Override
    public CompletableFuture<BatchWrite> batchWrite(BatchWrite batch) {
        Set<String> names = new LinkedHashSet<>();
        batch.entries().forEach(entry -> names.add(entry.table()));
        return guarded(() -> allChecked(names, table -> RequestRules.entries(table, batch))
                .thenCompose(checked -> calls.batchWrite(Requests.of(batch)))
                .thenApply(Answers::unprocessed));
    }

    @Override
    public CompletableFuture<Void> transactWrite(TransactWrite write) {
        Set<String> names = new LinkedHashSet<>();
        write.entries().forEach(entry -> names.add(entry.table()));
        return guarded(() -> {
            TransactionRules.request(write);
            return allChecked(names, table -> TransactionRules.entries(table, write))
                    .thenCompose(checked -> calls.transactWrite(TransactionRequests.of(write)))
                    .thenAccept(done -> {});
        });
    }

    @Override
    public CompletableFuture<List<Optional<Item>>> transactGet(TransactGet get) {
        Set<String> names = new LinkedHashSet<>();
        get.gets().forEach(each -> names.add(each.table()));
        return guarded(() -> {
            TransactionRules.request(get);
            return allChecked(names, table -> TransactionRules.keys(table, get))
                    .thenCompose(checked -> calls.transactGet(TransactionRequests.of(get)))
                    .thenApply(Answers::items);
        });
    }

    @Override
    public <T> CompletableFuture<T> inTransaction(Function<Transaction, CompletableFuture<T>> work) {
        return transactions.run(work);
    }

    @Override
    public void close() {
        calls.close();
    }

    private CompletableFuture<TableInfo> checked(String name, Consumer<TableInfo> check) {
        Validation.tableName(name);
        return calls.withTable(name, table -> {
            check.accept(table);
            return table;
        });
    }

    private CompletableFuture<Void> allChecked(Set<String> names, Consumer<TableInfo> check) {
        return CompletableFuture.allOf(
                names.stream().map(name -> checked(name, check)).toArray(CompletableFuture<?>[]::new));
    }

    /** What is malformed fails the future, not the caller; and the future fails with nothing but StatorExceptions. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            call.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(ErrorCodec.toStatorException(failure));
                }
            });
        } catch (RuntimeException failure) {
            result.completeExceptionally(ErrorCodec.toStatorException(failure));
        }
        return result;
    }
}
