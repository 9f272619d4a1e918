package io.stator.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.Map;

/** Writes to a generator. */
final class DynamoJsonWriter {
    private DynamoJsonWriter() {}

    static void writeMembers(JsonGenerator generator, Map<String, AttributeValue> members, int level)
            throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            generator.writeFieldName(member.getKey());
            writeValue(generator, member.getValue(), level);
        }
        generator.writeEndObject();
    }

    static void writeValue(JsonGenerator generator, AttributeValue value, int level) throws IOException {
        Validation.nestingLevel(level);
        generator.writeStartObject();
        generator.writeFieldName(value.type().letters());
        switch (value.type()) {
            case STRING -> generator.writeString(((AttributeValue.S) value).value());
            case NUMBER ->
                generator.writeString(((AttributeValue.N) value).value().toString());
            case BINARY ->
                generator.writeBinary(((AttributeValue.B) value).value().toByteArray());
            case STRING_SET, NUMBER_SET, BINARY_SET -> writeSet(generator, value);
            case MAP -> writeMembers(generator, ((AttributeValue.M) value).members(), level + 1);
            case LIST -> {
                generator.writeStartArray();
                for (AttributeValue element : ((AttributeValue.L) value).values()) {
                    writeValue(generator, element, level + 1);
                }
                generator.writeEndArray();
            }
            case NULL -> generator.writeBoolean(true);
            case BOOLEAN -> generator.writeBoolean(((AttributeValue.Bool) value).value());
        }
        generator.writeEndObject();
    }

    private static void writeSet(JsonGenerator generator, AttributeValue set) throws IOException {
        generator.writeStartArray();
        if (set instanceof AttributeValue.SS strings) {
            for (String element : strings.values()) {
                generator.writeString(element);
            }
        } else if (set instanceof AttributeValue.NS numbers) {
            for (DecimalNumber element : numbers.values()) {
                generator.writeString(element.toString());
            }
        } else if (set instanceof AttributeValue.BS binaries) {
            for (ByteString element : binaries.values()) {
                generator.writeBinary(element.toByteArray());
            }
        }
        generator.writeEndArray();
    }
}
