package io.stator.txn;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;

/** Keys and transactions of tests: A is the first in canonical order. */
public final class Keys {
    public static final EncodedKey A = key(1);
    public static final EncodedKey B = key(2);
    public static final EncodedKey C = key(3);

    private Keys() {}

    private static EncodedKey key(int number) {
        return new EncodedKey(1, number, ByteString.copyFromUtf8("k" + number), ByteString.EMPTY);
    }

    public static TransactionId id(int number) {
        byte[] bytes = new byte[TransactionId.BYTES];
        bytes[0] = (byte) number;
        return new TransactionId(ByteString.copyFrom(bytes));
    }

    /** Anchored at A. */
    public static TransactionHeader header(int number, long deadline) {
        return new TransactionHeader(id(number), A, deadline);
    }
}
