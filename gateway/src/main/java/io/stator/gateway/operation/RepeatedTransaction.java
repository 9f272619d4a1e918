package io.stator.gateway.operation;

import io.stator.model.CapacityType;
import io.stator.model.CapacityUnits;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.TableInfo;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetRequest.TableKeys;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchGetResponse.TableItems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A TransactWriteItems that an earlier call with its token has done. DynamoDB charges it the reads of its items, as they are
 * now; so they are read, for their sizes.
 */
record RepeatedTransaction(Cluster cluster) {

    /** @return does not fail: the transaction is done. Items that cannot be read now are told as small ones */
    CompletableFuture<TransactCapacity> capacity(List<TransactedWrite> writes) {
        Map<String, List<TransactedWrite>> tables = writes.stream()
                .collect(Collectors.groupingBy(TransactedWrite::calledTable, LinkedHashMap::new, Collectors.toList()));
        CompletableFuture<TransactCapacity> sum =
                CompletableFuture.completedFuture(new TransactCapacity(CapacityType.READ));
        for (Map.Entry<String, List<TransactedWrite>> table : tables.entrySet()) {
            CompletableFuture<Double> units = units(TableArns.nameOf(table.getKey()), table.getValue());
            sum = sum.thenCombine(units, (capacity, alone) -> {
                capacity.add(table.getKey(), alone);
                return capacity;
            });
        }
        return sum;
    }

    private CompletableFuture<Double> units(String name, List<TransactedWrite> writes) {
        return cluster.tables()
                .withTable(name, table -> question(table, writes))
                .thenCompose(cluster.data()::batchGet)
                .thenApply(got -> units(got, writes.size()))
                .exceptionally(failure -> writes.size() * CapacityUnits.read(0, true));
    }

    /** Of the items no more is wanted than their sizes. */
    private static BatchGetRequest question(TableInfo table, List<TransactedWrite> writes) {
        Projection partitionKey = new Projection(
                List.of(DocumentPath.of(table.schema().partitionKey().name())));
        TableKeys.Builder keys = TableKeys.newBuilder()
                .setTable(table.name())
                .setConsistent(true)
                .setProjection(ExpressionCodec.encode(partitionKey));
        for (TransactedWrite write : writes) {
            EncodedKey encoded = KeyCodec.encodeKey(table, write.keyed());
            Item key = KeyCodec.decodeKey(table, encoded);
            keys.addKeys(ItemCodec.encode(key));
        }
        return BatchGetRequest.newBuilder().addTables(keys).build();
    }

    private static double units(BatchGetResponse got, int items) {
        double units = 0;
        int found = 0;
        for (TableItems table : got.getTablesList()) {
            for (int bytes : table.getItemBytesList()) {
                units += CapacityUnits.read(bytes, true);
                found++;
            }
        }
        return units + (items - found) * CapacityUnits.read(0, true);
    }
}
