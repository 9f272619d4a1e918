package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.model.CapacityType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a call consumed of a table.
 *
 * @param table as the request called it
 * @param told which units they are, as DynamoDB says for transactions only; null: it does not say
 */
record ConsumedCapacity(
        String table, double units, @Nullable CapacityType told) {

    /** Of a call that is no transaction. */
    ConsumedCapacity(String table, double units) {
        this(table, units, null);
    }

    /** Writes the member ConsumedCapacity, if it is wanted. */
    void writeMember(JsonGenerator generator, CapacityDetail detail) throws IOException {
        if (detail != CapacityDetail.NONE) {
            generator.writeFieldName("ConsumedCapacity");
            write(generator, detail);
        }
    }

    void write(JsonGenerator generator, CapacityDetail detail) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("TableName", table);
        writeUnits(generator);
        if (detail == CapacityDetail.INDEXES) {
            generator.writeObjectFieldStart("Table");
            writeUnits(generator);
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }

    private void writeUnits(JsonGenerator generator) throws IOException {
        generator.writeNumberField("CapacityUnits", units);
        if (told != null) {
            String member = switch (told) {
                case READ -> "ReadCapacityUnits";
                case WRITE -> "WriteCapacityUnits";
            };
            generator.writeNumberField(member, units);
        }
    }
}
