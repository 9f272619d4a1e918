package io.stator.harness.anomaly;

/** Why one transaction must come before another. */
enum Relation {
    /** It wrote the version before the other's. */
    WRITE_WRITE("ww", 1),
    /** The other read the version that it wrote. */
    WRITE_READ("wr", 2),
    /** It read the version before the other's. */
    READ_WRITE("rw", 4),
    /** The same process did it before. */
    PROCESS("process", 8),
    /** It ended before the other began. */
    REAL_TIME("real time", 16);

    private final String label;
    private final int bit;

    Relation(String label, int bit) {
        this.label = label;
        this.bit = bit;
    }

    String label() {
        return label;
    }

    /** One bit, so that several relations of one pair fit a number. */
    int bit() {
        return bit;
    }
}
