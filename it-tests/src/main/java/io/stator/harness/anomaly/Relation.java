package io.stator.harness.anomaly;

/** Why one transaction must come before another. */
enum Relation {
    /** It wrote the version before the other's. */
    WRITE_WRITE("ww"),
    /** The other read the version that it wrote. */
    WRITE_READ("wr"),
    /** It read the version before the other's. */
    READ_WRITE("rw"),
    /** The same process did it before. */
    PROCESS("process"),
    /** It ended before the other began. */
    REAL_TIME("real time");

    private final String label;

    Relation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** One bit, so that several relations of one pair fit a number. */
    int bit() {
        return 1 << ordinal();
    }
}
