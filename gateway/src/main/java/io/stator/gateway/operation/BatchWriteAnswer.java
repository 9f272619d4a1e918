package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.CapacityUnits;
import io.stator.proto.v1.BatchWriteRequest.TableWrites;
import io.stator.proto.v1.BatchWriteRequest.Write;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.BatchWriteResponse.TableSizes;
import io.stator.proto.v1.WrittenSizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a BatchWriteItem.
 *
 * @param asked by what the request calls the tables
 */
record BatchWriteAnswer(Map<String, List<WriteMember>> asked, CapacityDetail detail) {

    ApiAnswer of(BatchWriteResponse written) {
        Map<String, List<Write>> unprocessed = new HashMap<>();
        for (TableWrites table : written.getUnprocessedList()) {
            unprocessed
                    .computeIfAbsent(table.getTable(), name -> new ArrayList<>())
                    .addAll(table.getWritesList());
        }
        return ApiAnswer.of(JsonBytes.object(generator -> {
            generator.writeObjectFieldStart("UnprocessedItems");
            for (String table : asked.keySet()) {
                List<Write> left = unprocessed.getOrDefault(TableArns.nameOf(table), List.of());
                if (!left.isEmpty()) {
                    writeUnprocessed(generator, table, left);
                }
            }
            generator.writeEndObject();
            writeCapacity(generator, unprocessed, sizes(written));
        }));
    }

    private static void writeUnprocessed(JsonGenerator generator, String table, List<Write> writes) throws IOException {
        generator.writeArrayFieldStart(table);
        for (Write write : writes) {
            generator.writeStartObject();
            if (write.hasPutItem()) {
                writeRequest(generator, "PutRequest", "Item", write.getPutItem());
            } else {
                writeRequest(generator, "DeleteRequest", "Key", write.getDeleteKey());
            }
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writeRequest(JsonGenerator generator, String request, String member, ByteString item)
            throws IOException {
        generator.writeObjectFieldStart(request);
        EncodedItems.writeMember(generator, member, item);
        generator.writeEndObject();
    }

    private static Map<String, List<WrittenSizes>> sizes(BatchWriteResponse written) {
        Map<String, List<WrittenSizes>> sizes = new HashMap<>();
        for (TableSizes table : written.getSizesList()) {
            sizes.computeIfAbsent(table.getTable(), name -> new ArrayList<>()).addAll(table.getWritesList());
        }
        return sizes;
    }

    private void writeCapacity(
            JsonGenerator generator, Map<String, List<Write>> unprocessed, Map<String, List<WrittenSizes>> sizes)
            throws IOException {
        if (detail == CapacityDetail.NONE) {
            return;
        }
        generator.writeArrayFieldStart("ConsumedCapacity");
        for (Map.Entry<String, List<WriteMember>> table : asked.entrySet()) {
            String name = TableArns.nameOf(table.getKey());
            int done = table.getValue().size()
                    - unprocessed.getOrDefault(name, List.of()).size();
            List<WrittenSizes> known = sizes.getOrDefault(name, List.of());
            // Sizes that are no longer known are told as small ones, as in WriteAnswer.
            double units = (done - known.size()) * CapacityUnits.write(0, 0);
            for (WrittenSizes write : known) {
                units += WriteAnswer.units(write);
            }
            new ConsumedCapacity(table.getKey(), units).write(generator, detail);
        }
        generator.writeEndArray();
    }
}
