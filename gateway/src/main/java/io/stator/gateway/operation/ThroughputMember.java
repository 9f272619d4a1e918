package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.proto.v1.Throughput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A ProvisionedThroughput as it was sent; absent members are null. */
record ThroughputMember(@Nullable Long readUnits, @Nullable Long writeUnits) {

    static ThroughputMember read(RequestReader reader) throws IOException {
        Members members = new Members();
        reader.structure("ProvisionedThroughput", (name, at) -> {
            switch (name) {
                case "ReadCapacityUnits" -> members.readUnits = at.longInteger();
                case "WriteCapacityUnits" -> members.writeUnits = at.longInteger();
                default -> {}
            }
        });
        return new ThroughputMember(members.readUnits, members.writeUnits);
    }

    void constrain(Constraints constraints) {
        constraints
                .present("provisionedThroughput.writeCapacityUnits", writeUnits)
                .atLeast("provisionedThroughput.writeCapacityUnits", writeUnits, 1)
                .present("provisionedThroughput.readCapacityUnits", readUnits)
                .atLeast("provisionedThroughput.readCapacityUnits", readUnits, 1);
    }

    /** For what has passed its constraints: that it is not out of all bounds. */
    Throughput checked() {
        return Throughput.newBuilder()
                .setReadUnits(bounded(readUnits, "ReadCapacityUnits"))
                .setWriteUnits(bounded(writeUnits, "WriteCapacityUnits"))
                .build();
    }

    private static long bounded(@Nullable Long units, String name) {
        long given = Objects.requireNonNull(units, "a constraint");
        if (given > Limits.CAPACITY_UNITS_MAX) {
            throw StatorException.validation("Given value " + given + " for " + name + " is out of bounds");
        }
        return given;
    }

    private static final class Members {
        private @Nullable Long readUnits;
        private @Nullable Long writeUnits;
    }
}
