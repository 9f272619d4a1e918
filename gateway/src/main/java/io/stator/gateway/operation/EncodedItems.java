package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.stator.model.ItemCodec;
import io.stator.model.json.DynamoJson;
import java.io.IOException;
import java.util.List;

/** Items, as the cluster sends them, in answers. */
final class EncodedItems {
    private EncodedItems() {}

    static void write(JsonGenerator generator, ByteString item) throws IOException {
        DynamoJson.writeItem(generator, ItemCodec.decode(item));
    }

    static void writeMember(JsonGenerator generator, String member, ByteString item) throws IOException {
        generator.writeFieldName(member);
        write(generator, item);
    }

    static void writeList(JsonGenerator generator, String member, List<ByteString> items) throws IOException {
        generator.writeArrayFieldStart(member);
        for (ByteString item : items) {
            write(generator, item);
        }
        generator.writeEndArray();
    }
}
