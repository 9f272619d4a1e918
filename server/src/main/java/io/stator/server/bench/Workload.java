package io.stator.server.bench;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the logical clients do. */
public enum Workload {
    WRITE("write"),
    READ("read"),
    EVENTUAL_READ("eventual-read"),
    /** Each operation a write or a strong read, by a fair coin. */
    MIXED("mixed");

    private final String label;

    Workload(String label) {
        this.label = label;
    }

    /** As on the command line. */
    public String label() {
        return label;
    }

    public static Optional<Workload> named(String label) {
        return Arrays.stream(values())
                .filter(workload -> workload.label.equals(label))
                .findFirst();
    }

    OperationKind next(SplittableRandom random) {
        return switch (this) {
            case WRITE -> OperationKind.WRITE;
            case READ -> OperationKind.READ;
            case EVENTUAL_READ -> OperationKind.EVENTUAL_READ;
            case MIXED -> random.nextBoolean() ? OperationKind.WRITE : OperationKind.READ;
        };
    }
}
