package io.stator.client;

import io.stator.client.routing.ReturnValuesConversions;
import io.stator.client.routing.ValueConversions;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.SortKeyRange;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.UpdateRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests as messages, without a route. */
final class Requests {
    private Requests() {}

    static PutRequest of(Put put) {
        PutRequest.Builder builder = PutRequest.newBuilder()
                .setTable(put.table())
                .setItem(ItemCodec.encode(put.item()))
                .setReturnValues(ReturnValuesConversions.toProto(put.returnValues()))
                .setReturnItemOnConditionFailure(put.returnItemOnConditionFailure());
        if (put.condition() != null) {
            builder.setCondition(ExpressionCodec.encode(put.condition()));
        }
        return builder.build();
    }

    static UpdateRequest of(Update update) {
        UpdateRequest.Builder builder = UpdateRequest.newBuilder()
                .setTable(update.table())
                .setKey(ItemCodec.encode(update.key()))
                .setReturnValues(ReturnValuesConversions.toProto(update.returnValues()))
                .setReturnItemOnConditionFailure(update.returnItemOnConditionFailure());
        update.actions().forEach(action -> builder.addActions(ExpressionCodec.encode(action)));
        if (update.condition() != null) {
            builder.setCondition(ExpressionCodec.encode(update.condition()));
        }
        return builder.build();
    }

    static DeleteRequest of(Delete delete) {
        DeleteRequest.Builder builder = DeleteRequest.newBuilder()
                .setTable(delete.table())
                .setKey(ItemCodec.encode(delete.key()))
                .setReturnValues(ReturnValuesConversions.toProto(delete.returnValues()))
                .setReturnItemOnConditionFailure(delete.returnItemOnConditionFailure());
        if (delete.condition() != null) {
            builder.setCondition(ExpressionCodec.encode(delete.condition()));
        }
        return builder.build();
    }

    static GetRequest of(Get get) {
        GetRequest.Builder builder = GetRequest.newBuilder()
                .setTable(get.table())
                .setKey(ItemCodec.encode(get.key()))
                .setConsistent(get.consistency() == ReadConsistency.STRONG);
        if (get.projection() != null) {
            builder.setProjection(ExpressionCodec.encode(get.projection()));
        }
        return builder.build();
    }

    static QueryRequest of(Query query) {
        QueryRequest.Builder builder = QueryRequest.newBuilder()
                .setTable(query.table())
                .setPartitionKey(ValueConversions.toProto(query.partitionKey()))
                .setBackward(query.backward())
                .setConsistent(query.consistency() == ReadConsistency.STRONG)
                .setLimit(query.limit());
        if (!query.sortKey().equals(SortKeyRange.ALL)) {
            builder.setSortKey(ValueConversions.toProto(query.sortKey()));
        }
        if (query.filter() != null) {
            builder.setFilter(ExpressionCodec.encode(query.filter()));
        }
        if (query.projection() != null) {
            builder.setProjection(ExpressionCodec.encode(query.projection()));
        }
        Item startKey = query.exclusiveStartKey();
        if (startKey != null) {
            builder.setExclusiveStartKey(ItemCodec.encode(startKey));
        }
        return builder.build();
    }

    static ScanRequest of(Scan scan) {
        ScanRequest.Builder builder = ScanRequest.newBuilder()
                .setTable(scan.table())
                .setSegment(scan.segment())
                .setTotalSegments(scan.totalSegments())
                .setConsistent(scan.consistency() == ReadConsistency.STRONG)
                .setLimit(scan.limit());
        if (scan.filter() != null) {
            builder.setFilter(ExpressionCodec.encode(scan.filter()));
        }
        if (scan.projection() != null) {
            builder.setProjection(ExpressionCodec.encode(scan.projection()));
        }
        Item startKey = scan.exclusiveStartKey();
        if (startKey != null) {
            builder.setExclusiveStartKey(ItemCodec.encode(startKey));
        }
        return builder.build();
    }

    static BatchGetRequest of(BatchGet batch) {
        Map<String, BatchGetRequest.TableKeys.Builder> tables = new LinkedHashMap<>();
        for (Get get : batch.gets()) {
            tables.computeIfAbsent(get.table(), name -> keysLike(get)).addKeys(ItemCodec.encode(get.key()));
        }
        BatchGetRequest.Builder builder = BatchGetRequest.newBuilder();
        tables.values().forEach(builder::addTables);
        return builder.build();
    }

    private static BatchGetRequest.TableKeys.Builder keysLike(Get get) {
        BatchGetRequest.TableKeys.Builder keys = BatchGetRequest.TableKeys.newBuilder()
                .setTable(get.table())
                .setConsistent(get.consistency() == ReadConsistency.STRONG);
        if (get.projection() != null) {
            keys.setProjection(ExpressionCodec.encode(get.projection()));
        }
        return keys;
    }

    static BatchWriteRequest of(BatchWrite batch) {
        Map<String, BatchWriteRequest.TableWrites.Builder> tables = new LinkedHashMap<>();
        for (BatchWrite.Entry entry : batch.entries()) {
            tables.computeIfAbsent(
                            entry.table(),
                            name -> BatchWriteRequest.TableWrites.newBuilder().setTable(name))
                    .addWrites(of(entry));
        }
        BatchWriteRequest.Builder builder = BatchWriteRequest.newBuilder();
        tables.values().forEach(builder::addTables);
        return builder.build();
    }

    private static BatchWriteRequest.Write of(BatchWrite.Entry entry) {
        BatchWriteRequest.Write.Builder builder = BatchWriteRequest.Write.newBuilder();
        if (entry instanceof BatchWrite.PutEntry put) {
            builder.setPutItem(ItemCodec.encode(put.item()));
        } else if (entry instanceof BatchWrite.DeleteEntry delete) {
            builder.setDeleteKey(ItemCodec.encode(delete.key()));
        }
        return builder.build();
    }
}
