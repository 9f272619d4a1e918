package io.stator.partition.storage;

/** The keys of {@link KeySpace#STATE}: [space][its own byte]. */
public enum StateKey {
    /** Store format, 4 bytes big-endian; written when a store is made, checked whenever it is opened. */
    FORMAT(1),
    /** [index, 8 bytes big-endian][term, 8 bytes big-endian] of the last log entry in the store. */
    APPLIED(2),
    /** A stator.v1.PartitionState. */
    PARTITION(3);

    private final byte[] key;

    StateKey(int last) {
        this.key = new byte[] {KeySpace.STATE.prefix(), (byte) last};
    }

    public byte[] key() {
        return key.clone();
    }
}
