package io.stator.txn;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/**
 * Names one attempt at a transaction. An attempt that failed is followed by one with another id, so that what is still on its
 * way for the first means nothing for the second.
 *
 * @param bytes 16, never used before
 */
public record TransactionId(ByteString bytes) {
    public static final int BYTES = 16;

    public TransactionId {
        if (bytes.size() != BYTES) {
            throw new IllegalArgumentException("a transaction id has 16 bytes");
        }
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
