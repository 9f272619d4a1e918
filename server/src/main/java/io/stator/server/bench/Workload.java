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
    MIXED("mixed"),
    /** Each operation a transaction that writes two items, of whatever partitions. */
    TRANSACT_WRITE_2("txn2"),
    /** Each a transaction that reads two. */
    TRANSACT_READ_2("txn-get2"),
    /** Each a transaction that writes ten. */
    TRANSACT_WRITE_10("txn10"),
    /** Each a transaction that writes two of only {@link #HOT_KEYS} items: most meet others. */
    TRANSACT_HOT("txn-hot");

    /** Of {@link #TRANSACT_HOT}. */
    static final int HOT_KEYS = 20;

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
            case TRANSACT_WRITE_2, TRANSACT_WRITE_10, TRANSACT_HOT -> OperationKind.TRANSACT_WRITE;
            case TRANSACT_READ_2 -> OperationKind.TRANSACT_READ;
        };
    }

    public boolean isTransactional() {
        return itemsPerOperation() > 1;
    }

    /** How many items one operation works on. */
    int itemsPerOperation() {
        return switch (this) {
            case WRITE, READ, EVENTUAL_READ, MIXED -> 1;
            case TRANSACT_WRITE_2, TRANSACT_READ_2, TRANSACT_HOT -> 2;
            case TRANSACT_WRITE_10 -> 10;
        };
    }

    /** Of so many keys, those that are drawn from: the first of them. */
    int keysOf(int keys) {
        return this == TRANSACT_HOT ? Math.min(keys, HOT_KEYS) : keys;
    }
}
