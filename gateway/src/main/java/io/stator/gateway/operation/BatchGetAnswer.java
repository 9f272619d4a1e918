package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.CapacityUnits;
import io.stator.proto.v1.BatchGetRequest.TableKeys;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchGetResponse.TableItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a BatchGetItem.
 *
 * @param asked by what the request calls the tables
 */
record BatchGetAnswer(Map<String, KeysAndAttributes> asked, CapacityDetail detail) {

    ApiAnswer of(BatchGetResponse got) {
        Map<String, Found> found = found(got);
        return ApiAnswer.of(JsonBytes.object(generator -> {
            generator.writeObjectFieldStart("Responses");
            for (String table : asked.keySet()) {
                EncodedItems.writeList(generator, table, of(found, table).items);
            }
            generator.writeEndObject();
            generator.writeObjectFieldStart("UnprocessedKeys");
            for (Map.Entry<String, KeysAndAttributes> table : asked.entrySet()) {
                List<ByteString> unprocessed = of(found, table.getKey()).unprocessed;
                if (!unprocessed.isEmpty()) {
                    generator.writeFieldName(table.getKey());
                    table.getValue().writeUnprocessed(generator, unprocessed);
                }
            }
            generator.writeEndObject();
            writeCapacity(generator, found);
        }));
    }

    private void writeCapacity(JsonGenerator generator, Map<String, Found> found) throws IOException {
        if (detail == CapacityDetail.NONE) {
            return;
        }
        generator.writeArrayFieldStart("ConsumedCapacity");
        for (Map.Entry<String, KeysAndAttributes> table : asked.entrySet()) {
            double units = of(found, table.getKey()).units(table.getValue());
            new ConsumedCapacity(table.getKey(), units).write(generator, detail);
        }
        generator.writeEndArray();
    }

    private static Found of(Map<String, Found> found, String nameOrArn) {
        return found.getOrDefault(TableArns.nameOf(nameOrArn), new Found());
    }

    private static Map<String, Found> found(BatchGetResponse got) {
        Map<String, Found> found = new HashMap<>();
        for (TableItems table : got.getTablesList()) {
            Found here = found.computeIfAbsent(table.getTable(), name -> new Found());
            here.items.addAll(table.getItemsList());
            here.sizes.addAll(table.getItemBytesList());
        }
        for (TableKeys table : got.getUnprocessedList()) {
            found.computeIfAbsent(table.getTable(), name -> new Found())
                    .unprocessed
                    .addAll(table.getKeysList());
        }
        return found;
    }

    /** Of one table. */
    private static final class Found {
        private final List<ByteString> items = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final List<ByteString> unprocessed = new ArrayList<>();

        /** Each item is rounded up; one that is not there costs as much as a small one. */
        double units(KeysAndAttributes table) {
            int missing = table.keyCount() - unprocessed.size() - items.size();
            double units = missing * CapacityUnits.read(0, table.consistentRead());
            for (int bytes : sizes) {
                units += CapacityUnits.read(bytes, table.consistentRead());
            }
            return units;
        }
    }
}
