package io.stator.partition;

import com.google.protobuf.ByteString;

/**
 * Names a write among its retries, so that it is applied once.
 *
 * @param id 16 bytes; empty: the write is not remembered
 * @param sentAfter {@link Partition#writeCount} as far as the client knew it when it first sent the write, the same
 *     in every retry; {@link #SENT_NOW}: this is the first time, or whoever sends it does not say
 */
public record WriteId(ByteString id, long sentAfter) {
    public static final long SENT_NOW = -1;

    /** Of a write that is not remembered. */
    public static final WriteId NONE = new WriteId(ByteString.EMPTY, 0);

    public boolean isNone() {
        return id.isEmpty();
    }
}
