package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.model.CapacityType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a transaction consumed of each of its tables: twice what its items would consume one by one. For one answer; not
 * thread-safe.
 */
final class TransactCapacity {
    /** Of what the same would be without a transaction: there is a round to prepare, and one to commit. */
    private static final int TIMES = 2;

    private final CapacityType type;
    private final Map<String, ConsumedCapacity> tables = new LinkedHashMap<>();

    /** @param type of all its units */
    TransactCapacity(CapacityType type) {
        this.type = type;
    }

    /**
     * @param calledTable as the request calls it
     * @param alone units that the item would consume without a transaction
     */
    void add(String calledTable, double alone) {
        tables.merge(
                TableArns.nameOf(calledTable),
                new ConsumedCapacity(calledTable, TIMES * alone, type),
                (before, more) -> new ConsumedCapacity(before.table(), before.units() + more.units(), type));
    }

    /** Writes the member ConsumedCapacity, if it is wanted. */
    void writeMember(JsonGenerator generator, CapacityDetail detail) throws IOException {
        if (detail == CapacityDetail.NONE) {
            return;
        }
        generator.writeArrayFieldStart("ConsumedCapacity");
        for (ConsumedCapacity table : tables.values()) {
            table.write(generator, detail);
        }
        generator.writeEndArray();
    }
}
