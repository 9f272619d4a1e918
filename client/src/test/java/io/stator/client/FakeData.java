package io.stator.client;

import com.google.protobuf.ByteString;
import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.routing.RequestExpiredException;
import io.stator.client.routing.ReturnValuesConversions;
import io.stator.client.routing.ScanSegment;
import io.stator.client.routing.ValueConversions;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.ReturnValues;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ItemUpdater;
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
import io.stator.proto.v1.Route;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The data operations as one node serves them: refuses what it does not lead, or what was routed by an old epoch. */
final class FakeData {
    private final FakeCluster cluster;
    private final int node;

    FakeData(FakeCluster cluster, int node) {
        this.cluster = cluster;
        this.node = node;
    }

    WriteResponse put(PutRequest request) {
        synchronized (cluster) {
            return once(
                    routed(request.getRoute(), true),
                    request.getRequestId(),
                    request.getSentAfter(),
                    () -> applyPut(request));
        }
    }

    private WriteResponse applyPut(PutRequest request) {
        Item item = ItemCodec.decode(request.getItem());
        Position position = routed(request.getRoute(), true, request.getTable(), item);
        Item old = item(position);
        if (request.hasCondition()) {
            check(request.getCondition(), old, request.getReturnItemOnConditionFailure());
        }
        cluster.store(position, request.getItem());
        return written(ReturnValuesConversions.fromProto(request.getReturnValues()), old, item);
    }

    WriteResponse update(UpdateRequest request) {
        synchronized (cluster) {
            return once(
                    routed(request.getRoute(), true),
                    request.getRequestId(),
                    request.getSentAfter(),
                    () -> applyUpdate(request));
        }
    }

    private WriteResponse applyUpdate(UpdateRequest request) {
        Item key = ItemCodec.decode(request.getKey());
        Position position = routed(request.getRoute(), true, request.getTable(), key);
        Item old = item(position);
        if (request.hasCondition()) {
            check(request.getCondition(), old, request.getReturnItemOnConditionFailure());
        }
        Item updated = ItemUpdater.update(
                old,
                key,
                request.getActionsList().stream()
                        .map(ExpressionCodec::decodeAction)
                        .toList());
        if (updated != null) {
            cluster.store(position, ItemCodec.encode(updated));
        }
        return written(ReturnValuesConversions.fromProto(request.getReturnValues()), old, updated);
    }

    WriteResponse delete(DeleteRequest request) {
        synchronized (cluster) {
            return once(
                    routed(request.getRoute(), true),
                    request.getRequestId(),
                    request.getSentAfter(),
                    () -> applyDelete(request));
        }
    }

    private WriteResponse applyDelete(DeleteRequest request) {
        Position position = routed(request.getRoute(), true, request.getTable(), ItemCodec.decode(request.getKey()));
        Item old = item(position);
        if (request.hasCondition()) {
            check(request.getCondition(), old, request.getReturnItemOnConditionFailure());
        }
        cluster.remove(position);
        return written(ReturnValuesConversions.fromProto(request.getReturnValues()), old, null);
    }

    /** A write with an id is done once. */
    private static WriteResponse once(
            FakePartition partition, ByteString id, long sentAfter, Supplier<WriteResponse> work) {
        if (id.isEmpty()) {
            return work.get();
        }
        checkNotExpired(partition, id, sentAfter);
        if (!partition.answers.containsKey(id)) {
            Object answer;
            try {
                answer = work.get();
            } catch (WrongRouteException elsewhere) {
                throw elsewhere;
            } catch (StatorException refusal) {
                answer = refusal;
            }
            partition.writeCount++;
            partition.answers.put(id, answer);
        }
        Object answer = partition.answers.get(id);
        if (answer instanceof StatorException refusal) {
            throw refusal;
        }
        return ((WriteResponse) Objects.requireNonNull(answer))
                .toBuilder().setWriteCount(partition.writeCount).build();
    }

    private static void checkNotExpired(FakePartition partition, ByteString id, long sentAfter) {
        if (!id.isEmpty() && (sentAfter < partition.forgotten || sentAfter > partition.writeCount)) {
            throw new RequestExpiredException(partition.writeCount);
        }
    }

    GetResponse get(GetRequest request) {
        synchronized (cluster) {
            Position position = routed(
                    request.getRoute(),
                    request.getConsistent(),
                    request.getTable(),
                    ItemCodec.decode(request.getKey()));
            ByteString item = cluster.items.get(position);
            return item == null
                    ? GetResponse.getDefaultInstance()
                    : GetResponse.newBuilder().setItem(item).build();
        }
    }

    PageResponse query(QueryRequest request) {
        synchronized (cluster) {
            FakePartition partition = routed(request.getRoute(), request.getConsistent());
            TableInfo table = cluster.table(request.getTable());
            ByteString key = KeyCodec.encode(ValueConversions.fromProto(request.getPartitionKey()));
            SortKeyRange range = ValueConversions.fromProto(request.getSortKey());
            Predicate<Position> wanted = position -> position.tableId() == table.id()
                    && position.partitionKey().equals(key)
                    && inRange(range, position.sortKey());
            Question question = new Question(
                    table,
                    request.getBackward(),
                    request.getLimit(),
                    request.getPageBytes(),
                    request.hasExclusiveStartKey() ? request.getExclusiveStartKey() : null,
                    request.hasFilter() ? ExpressionCodec.decodeCondition(request.getFilter()) : null);
            return page(partition, question, wanted);
        }
    }

    PageResponse scan(ScanRequest request) {
        synchronized (cluster) {
            FakePartition partition = routed(request.getRoute(), request.getConsistent());
            TableInfo table = cluster.table(request.getTable());
            Bounds segment = ScanSegment.of(request.getSegment(), request.getTotalSegments())
                    .bounds();
            Question question = new Question(
                    table,
                    false,
                    request.getLimit(),
                    request.getPageBytes(),
                    request.hasExclusiveStartKey() ? request.getExclusiveStartKey() : null,
                    request.hasFilter() ? ExpressionCodec.decodeCondition(request.getFilter()) : null);
            return page(
                    partition, question, position -> position.tableId() == table.id() && segment.contains(position));
        }
    }

    BatchGetResponse batchGet(BatchGetRequest request) {
        synchronized (cluster) {
            BatchGetResponse.Builder answer = BatchGetResponse.newBuilder();
            for (BatchGetRequest.TableKeys keys : request.getTablesList()) {
                BatchGetResponse.TableItems.Builder items =
                        BatchGetResponse.TableItems.newBuilder().setTable(keys.getTable());
                for (ByteString key : keys.getKeysList()) {
                    Position position =
                            routed(request.getRoute(), keys.getConsistent(), keys.getTable(), ItemCodec.decode(key));
                    ByteString item = cluster.items.get(position);
                    if (item != null) {
                        items.addItems(item);
                    }
                }
                answer.addTables(items);
            }
            return answer.build();
        }
    }

    BatchWriteResponse batchWrite(BatchWriteRequest request) {
        synchronized (cluster) {
            FakePartition partition = routed(request.getRoute(), true);
            request.getTablesList()
                    .forEach(writes -> writes.getWritesList()
                            .forEach(write -> checkNotExpired(partition, write.getRequestId(), write.getSentAfter())));
            BatchWriteResponse.Builder response = BatchWriteResponse.newBuilder();
            for (BatchWriteRequest.TableWrites writes : request.getTablesList()) {
                BatchWriteRequest.TableWrites.Builder again =
                        BatchWriteRequest.TableWrites.newBuilder().setTable(writes.getTable());
                for (BatchWriteRequest.Write write : writes.getWritesList()) {
                    ByteString keyed = write.hasPutItem() ? write.getPutItem() : write.getDeleteKey();
                    Position position = routed(request.getRoute(), true, writes.getTable(), ItemCodec.decode(keyed));
                    try {
                        once(partition, write.getRequestId(), write.getSentAfter(), () -> {
                            if (partition.keptAway.contains(keyed)) {
                                throw new StatorException(ErrorCode.TRANSACTION_CONFLICT, "kept away");
                            } else if (write.hasPutItem()) {
                                cluster.store(position, keyed);
                            } else {
                                cluster.remove(position);
                            }
                            return WriteResponse.getDefaultInstance();
                        });
                    } catch (StatorException conflict) {
                        again.addWrites(write.toBuilder().clearRequestId().clearSentAfter());
                    }
                }
                if (again.getWritesCount() > 0) {
                    response.addUnprocessed(again);
                }
            }
            return response.setWriteCount(partition.writeCount).build();
        }
    }

    /** The rest of a page question. */
    private record Question(
            TableInfo table,
            boolean backward,
            int limit,
            int pageBytes,
            @Nullable ByteString startKey,
            @Nullable Condition filter) {}

    private PageResponse page(FakePartition partition, Question question, Predicate<Position> wanted) {
        NavigableMap<Position, ByteString> items = question.backward() ? cluster.items.descendingMap() : cluster.items;
        ByteString startKey = question.startKey();
        if (startKey != null) {
            EncodedKey start = KeyCodec.encodeKey(question.table(), ItemCodec.decode(startKey));
            if (!partition.bounds.contains(start.position())) {
                throw StatorException.validation("a start key of another partition");
            }
            items = items.tailMap(start.position(), false);
        }
        PageResponse.Builder page = PageResponse.newBuilder();
        int bytes = 0;
        EncodedKey last = null;
        for (Map.Entry<Position, ByteString> entry : items.entrySet()) {
            Position at = entry.getKey();
            if (!wanted.test(at) || !partition.bounds.contains(at)) {
                continue;
            }
            boolean full = (question.limit() > 0 && page.getScannedCount() >= question.limit())
                    || bytes >= question.pageBytes();
            if (full) {
                Item key = KeyCodec.decodeKey(question.table(), Objects.requireNonNull(last));
                page.setLastEvaluatedKey(ItemCodec.encode(key));
                break;
            }
            Item item = ItemCodec.decode(entry.getValue());
            page.setScannedCount(page.getScannedCount() + 1);
            if (question.filter() == null || ConditionEvaluator.holds(question.filter(), item)) {
                page.addItems(entry.getValue());
                page.setCount(page.getCount() + 1);
            }
            bytes += ItemSize.of(item);
            last = new EncodedKey(at.tableId(), at.token(), at.partitionKey(), at.sortKey());
        }
        if (last != null && !page.hasLastEvaluatedKey() && question.filter() != null) {
            page.setLastScannedKey(ItemCodec.encode(KeyCodec.decodeKey(question.table(), last)));
        }
        return page.setItemBytes(bytes).build();
    }

    private static boolean inRange(SortKeyRange range, ByteString sortKey) {
        if (sortKey.isEmpty()) {
            return true;
        }
        AttributeValue prefix = range.beginsWith();
        if (prefix != null) {
            return compare(KeyCodec.prefixStart(prefix), sortKey) <= 0
                    && compare(sortKey, KeyCodec.prefixEnd(prefix)) < 0;
        }
        int afterFrom = range.from() == null ? 1 : compare(sortKey, KeyCodec.encode(range.from()));
        int beforeTo = range.to() == null ? 1 : compare(KeyCodec.encode(range.to()), sortKey);
        return (afterFrom > 0 || (afterFrom == 0 && !range.fromExclusive()))
                && (beforeTo > 0 || (beforeTo == 0 && !range.toExclusive()));
    }

    private static int compare(ByteString one, ByteString other) {
        return ByteString.unsignedLexicographicalComparator().compare(one, other);
    }

    /** Of a transaction, by the first of its items. */
    void checkAnchor(Route route, Position first) {
        if (!routed(route, true).bounds.contains(first)) {
            FakePartition owner = cluster.partitions.stream()
                    .filter(each -> each.bounds.contains(first))
                    .findFirst()
                    .orElseThrow();
            throw new WrongRouteException("the first item is elsewhere", cluster.info(owner));
        }
    }

    private Position routed(Route route, boolean leaderOnly, String tableName, Item keyed) {
        FakePartition partition = routed(route, leaderOnly);
        Position position = KeyCodec.encodeKey(cluster.table(tableName), keyed).position();
        if (!partition.bounds.contains(position)) {
            throw new WrongRouteException("not here", cluster.info(cluster.partitionOf(tableName, keyed)));
        }
        return position;
    }

    FakePartition routed(Route route, boolean leaderOnly) {
        FakePartition partition = cluster.partitions.stream()
                .filter(each -> each.id == route.getPartitionId())
                .findFirst()
                .orElseThrow(() -> new WrongRouteException("no such partition", null));
        if (partition.epoch != route.getEpoch() || (leaderOnly && partition.leader != node)) {
            throw new WrongRouteException("another epoch or leader", cluster.info(partition));
        }
        return partition;
    }

    private @Nullable Item item(Position position) {
        ByteString item = cluster.items.get(position);
        return item == null ? null : ItemCodec.decode(item);
    }

    private static void check(ByteString condition, @Nullable Item old, boolean returnItem) {
        if (!ConditionEvaluator.holds(ExpressionCodec.decodeCondition(condition), old)) {
            throw new StatorException(
                    ErrorCode.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    returnItem ? old : null,
                    null);
        }
    }

    private static WriteResponse written(ReturnValues wanted, @Nullable Item old, @Nullable Item now) {
        Item answer = switch (wanted) {
            case NONE, UPDATED_OLD, UPDATED_NEW -> null;
            case ALL_OLD -> old;
            case ALL_NEW -> now;
        };
        return answer == null
                ? WriteResponse.getDefaultInstance()
                : WriteResponse.newBuilder()
                        .setAttributes(ItemCodec.encode(answer))
                        .build();
    }
}
