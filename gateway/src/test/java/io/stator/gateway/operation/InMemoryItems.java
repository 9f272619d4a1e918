package io.stator.gateway.operation;

import com.google.protobuf.ByteString;
import io.stator.client.routing.DataCalls;
import io.stator.client.routing.ScanSegment;
import io.stator.client.routing.ValueConversions;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.ItemProjection;
import io.stator.model.expression.ItemUpdater;
import io.stator.model.expression.KeyCondition;
import io.stator.model.expression.UpdateAction;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ReturnValues;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import io.stator.proto.v1.WrittenSizes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Items in this process's memory, by the model's own rules: what a cluster does, without one. */
final class InMemoryItems implements DataCalls {
    /** Of writes, in the order in which they came. */
    final List<ByteString> requestIds = new ArrayList<>();

    /** Which items batches leave for later. */
    Predicate<Item> unprocessed = item -> false;

    final InMemoryTransactions transactions;

    private final InMemoryTables tables;
    private final Map<Long, NavigableMap<Position, Item>> items = new HashMap<>();

    InMemoryItems(InMemoryTables tables) {
        this.tables = tables;
        this.transactions = new InMemoryTransactions(tables, this::of);
    }

    private NavigableMap<Position, Item> of(TableInfo table) {
        return items.computeIfAbsent(table.id(), id -> new TreeMap<>());
    }

    /** A write as all kinds of it are: what becomes of the old item, and what is answered. */
    private record Change(
            String table, Item keyed, Optional<Condition> condition, boolean returnItem, ByteString requestId) {}

    private WriteResponse write(Change change, UnaryOperator<Item> apply, Answering answering) {
        TableInfo table = tables.active(change.table());
        Position place = KeyCodec.encodeKey(table, change.keyed()).position();
        requestIds.add(change.requestId());
        Item old = of(table).get(place);
        if (change.condition().isPresent()
                && !ConditionEvaluator.holds(change.condition().get(), old)) {
            throw new StatorException(
                    ErrorCode.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    change.returnItem() ? old : null,
                    null);
        }
        Item now = apply.apply(old);
        if (now == null) {
            of(table).remove(place);
        } else {
            of(table).put(place, now);
        }
        return answering.answer(old, now);
    }

    private interface Answering {
        WriteResponse answer(Item old, Item now);
    }

    private static WriteResponse.Builder sized(Item old, Item now, boolean sizes) {
        WriteResponse.Builder answer = WriteResponse.newBuilder();
        return sizes ? answer.setSizes(sizes(old, now)) : answer;
    }

    static WrittenSizes sizes(Item old, Item now) {
        return WrittenSizes.newBuilder()
                .setOldItemBytes(old == null ? 0 : ItemSize.of(old))
                .setNewItemBytes(now == null ? 0 : ItemSize.of(now))
                .build();
    }

    private static WriteResponse withOld(Item old, Item now, ReturnValues values, boolean sizes) {
        WriteResponse.Builder answer = sized(old, now, sizes);
        return old != null && values == ReturnValues.RETURN_VALUES_ALL_OLD
                ? answer.setAttributes(ItemCodec.encode(old)).build()
                : answer.build();
    }

    static Optional<Condition> condition(boolean there, ByteString encoded) {
        return there ? Optional.of(ExpressionCodec.decodeCondition(encoded)) : Optional.empty();
    }

    @Override
    public CompletableFuture<WriteResponse> put(PutRequest request) {
        return InMemoryTables.answer(() -> {
            Item item = ItemCodec.decode(request.getItem());
            Validation.item(tables.active(request.getTable()), item);
            return write(
                    new Change(
                            request.getTable(),
                            item,
                            condition(request.hasCondition(), request.getCondition()),
                            request.getReturnItemOnConditionFailure(),
                            request.getRequestId()),
                    old -> item,
                    (old, now) -> withOld(old, now, request.getReturnValues(), request.getReturnSizes()));
        });
    }

    @Override
    public CompletableFuture<WriteResponse> delete(DeleteRequest request) {
        return InMemoryTables.answer(() -> {
            Item key = ItemCodec.decode(request.getKey());
            Validation.key(tables.active(request.getTable()), key);
            return write(
                    new Change(
                            request.getTable(),
                            key,
                            condition(request.hasCondition(), request.getCondition()),
                            request.getReturnItemOnConditionFailure(),
                            request.getRequestId()),
                    old -> null,
                    (old, now) -> withOld(old, now, request.getReturnValues(), request.getReturnSizes()));
        });
    }

    @Override
    public CompletableFuture<WriteResponse> update(UpdateRequest request) {
        return InMemoryTables.answer(() -> {
            TableInfo table = tables.active(request.getTable());
            Item key = ItemCodec.decode(request.getKey());
            Validation.key(table, key);
            List<UpdateAction> actions = request.getActionsList().stream()
                    .map(ExpressionCodec::decodeAction)
                    .toList();
            ExpressionRules.update(table, actions);
            return write(
                    new Change(
                            request.getTable(),
                            key,
                            condition(request.hasCondition(), request.getCondition()),
                            request.getReturnItemOnConditionFailure(),
                            request.getRequestId()),
                    old -> ItemUpdater.update(old, key, actions),
                    (old, now) -> updated(request, actions, old, now));
        });
    }

    private static WriteResponse updated(UpdateRequest request, List<UpdateAction> actions, Item old, Item now) {
        ItemProjection changed =
                new ItemProjection(actions.stream().map(UpdateAction::path).toList());
        Item returned = switch (request.getReturnValues()) {
            case RETURN_VALUES_NONE, UNRECOGNIZED -> null;
            case RETURN_VALUES_ALL_OLD -> old;
            case RETURN_VALUES_ALL_NEW -> now;
            case RETURN_VALUES_UPDATED_OLD -> old == null ? null : changed.of(old);
            case RETURN_VALUES_UPDATED_NEW -> now == null ? null : changed.of(now);
        };
        WriteResponse.Builder answer = sized(old, now, request.getReturnSizes());
        return returned == null || returned.attributes().isEmpty()
                ? answer.build()
                : answer.setAttributes(ItemCodec.encode(returned)).build();
    }

    @Override
    public CompletableFuture<GetResponse> get(GetRequest request) {
        return InMemoryTables.answer(() -> {
            Item item = find(request.getTable(), ItemCodec.decode(request.getKey()));
            return item == null
                    ? GetResponse.getDefaultInstance()
                    : GetResponse.newBuilder()
                            .setItem(projected(request.hasProjection(), request.getProjection(), item))
                            .setItemBytes(ItemSize.of(item))
                            .build();
        });
    }

    private Item find(String tableName, Item key) {
        TableInfo table = tables.active(tableName);
        Validation.key(table, key);
        return of(table).get(KeyCodec.encodeKey(table, key).position());
    }

    static ByteString projected(boolean there, ByteString projection, Item item) {
        return ItemCodec.encode(
                there
                        ? new ItemProjection(ExpressionCodec.decodeProjection(projection)
                                        .paths())
                                .of(item)
                        : item);
    }

    /** A question about many items, as queries and scans are. */
    private record Page(
            TableInfo table,
            Optional<Item> after,
            int limit,
            Optional<Condition> filter,
            boolean projects,
            ByteString projection,
            boolean countOnly) {}

    private static PageResponse page(Page page, List<Item> candidates) {
        PageResponse.Builder answer = PageResponse.newBuilder();
        boolean started = page.after().isEmpty();
        long bytes = 0;
        for (Item item : candidates) {
            EncodedKey key = KeyCodec.encodeKey(page.table(), item);
            if (!started) {
                started = page.after().get().equals(KeyCodec.decodeKey(page.table(), key));
                continue;
            }
            answer.setScannedCount(answer.getScannedCount() + 1);
            bytes += ItemSize.of(item);
            if (page.filter().isEmpty()
                    || ConditionEvaluator.holds(page.filter().get(), item)) {
                answer.setCount(answer.getCount() + 1);
                if (!page.countOnly()) {
                    answer.addItems(projected(page.projects(), page.projection(), item));
                }
            }
            if (page.limit() > 0 && answer.getScannedCount() == page.limit()) {
                answer.setLastEvaluatedKey(ItemCodec.encode(KeyCodec.decodeKey(page.table(), key)));
                break;
            }
        }
        return answer.setItemBytes((int) bytes).build();
    }

    @Override
    public CompletableFuture<PageResponse> query(QueryRequest request) {
        return InMemoryTables.answer(() -> {
            TableInfo table = tables.active(request.getTable());
            KeyCondition wanted = new KeyCondition(
                    ValueConversions.fromProto(request.getPartitionKey()),
                    ValueConversions.fromProto(request.getSortKey()));
            Validation.query(table, wanted.partitionKey(), wanted.sortKey());
            List<Item> found = new ArrayList<>(of(table).values().stream()
                    .filter(item -> matches(table, wanted, item))
                    .toList());
            if (request.getBackward()) {
                Collections.reverse(found);
            }
            return page(
                    new Page(
                            table,
                            start(request.hasExclusiveStartKey(), request.getExclusiveStartKey()),
                            request.getLimit(),
                            condition(request.hasFilter(), request.getFilter()),
                            request.hasProjection(),
                            request.getProjection(),
                            request.getCountOnly()),
                    found);
        });
    }

    private static Optional<Item> start(boolean there, ByteString key) {
        return there ? Optional.of(ItemCodec.decode(key)) : Optional.empty();
    }

    private static boolean matches(TableInfo table, KeyCondition wanted, Item item) {
        if (!wanted.partitionKey().equals(item.get(table.schema().partitionKey().name()))) {
            return false;
        }
        KeyAttribute sortKey = table.schema().sortKey();
        return sortKey == null
                || wanted.sortKey().equals(SortKeyRange.ALL)
                || inRange(wanted.sortKey(), item.get(sortKey.name()));
    }

    private static boolean inRange(SortKeyRange range, AttributeValue value) {
        if (range.beginsWith() instanceof AttributeValue.S prefix) {
            return ((AttributeValue.S) value).value().startsWith(prefix.value());
        }
        return (range.from() == null || compare(range.from(), value) < (range.fromExclusive() ? 0 : 1))
                && (range.to() == null || compare(value, range.to()) < (range.toExclusive() ? 0 : 1));
    }

    private static int compare(AttributeValue left, AttributeValue right) {
        return ByteString.unsignedLexicographicalComparator().compare(KeyCodec.encode(left), KeyCodec.encode(right));
    }

    @Override
    public CompletableFuture<PageResponse> scan(ScanRequest request) {
        return InMemoryTables.answer(() -> {
            TableInfo table = tables.active(request.getTable());
            Bounds bounds = ScanSegment.of(request.getSegment(), request.getTotalSegments())
                    .bounds();
            List<Item> found = of(table).entrySet().stream()
                    .filter(entry -> bounds.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            return page(
                    new Page(
                            table,
                            start(request.hasExclusiveStartKey(), request.getExclusiveStartKey()),
                            request.getLimit(),
                            condition(request.hasFilter(), request.getFilter()),
                            request.hasProjection(),
                            request.getProjection(),
                            request.getCountOnly()),
                    found);
        });
    }

    @Override
    public CompletableFuture<BatchGetResponse> batchGet(BatchGetRequest request) {
        return InMemoryTables.answer(() -> {
            BatchGetResponse.Builder answer = BatchGetResponse.newBuilder();
            for (BatchGetRequest.TableKeys table : request.getTablesList()) {
                var items = BatchGetResponse.TableItems.newBuilder().setTable(table.getTable());
                var left = BatchGetRequest.TableKeys.newBuilder().setTable(table.getTable());
                for (ByteString encoded : table.getKeysList()) {
                    Item key = ItemCodec.decode(encoded);
                    Item item = find(table.getTable(), key);
                    if (unprocessed.test(key)) {
                        left.addKeys(encoded);
                    } else if (item != null) {
                        items.addItems(projected(table.hasProjection(), table.getProjection(), item))
                                .addItemBytes(ItemSize.of(item));
                    }
                }
                answer.addTables(items);
                if (left.getKeysCount() > 0) {
                    answer.addUnprocessed(left);
                }
            }
            return answer.build();
        });
    }

    @Override
    public CompletableFuture<BatchWriteResponse> batchWrite(BatchWriteRequest request) {
        return InMemoryTables.answer(() -> {
            BatchWriteResponse.Builder answer = BatchWriteResponse.newBuilder();
            for (BatchWriteRequest.TableWrites table : request.getTablesList()) {
                var left = BatchWriteRequest.TableWrites.newBuilder().setTable(table.getTable());
                var sizes = BatchWriteResponse.TableSizes.newBuilder().setTable(table.getTable());
                for (BatchWriteRequest.Write write : table.getWritesList()) {
                    Item item = ItemCodec.decode(write.hasPutItem() ? write.getPutItem() : write.getDeleteKey());
                    if (unprocessed.test(item)) {
                        left.addWrites(write);
                        continue;
                    }
                    Change change = new Change(table.getTable(), item, Optional.empty(), false, write.getRequestId());
                    WriteResponse written = write(
                            change,
                            old -> write.hasPutItem() ? item : null,
                            (old, now) -> sized(old, now, true).build());
                    sizes.addWrites(written.getSizes());
                }
                if (left.getWritesCount() > 0) {
                    answer.addUnprocessed(left);
                }
                if (request.getReturnSizes()) {
                    answer.addSizes(sizes);
                }
            }
            return answer.build();
        });
    }

    @Override
    public CompletableFuture<TransactWriteResponse> transactWrite(TransactWriteRequest request) {
        return InMemoryTables.answer(() -> transactions.write(request));
    }

    @Override
    public CompletableFuture<TransactGetResponse> transactGet(TransactGetRequest request) {
        return InMemoryTables.answer(() -> transactions.get(request));
    }
}
