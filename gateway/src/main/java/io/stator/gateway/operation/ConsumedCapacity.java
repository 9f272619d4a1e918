package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What a call consumed of a table.
 *
 * @param table as the request called it
 */
record ConsumedCapacity(String table, double units) {

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
        generator.writeNumberField("CapacityUnits", units);
        if (detail == CapacityDetail.INDEXES) {
            generator.writeObjectFieldStart("Table");
            generator.writeNumberField("CapacityUnits", units);
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }
}
