package io.stator.server.transaction;

import com.google.protobuf.ByteString;
import io.stator.txn.TransactionId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that no other process gives: a random start, then counted. Thread-safe. */
final class TransactionIds {
    private final long high;
    private final AtomicLong low;

    TransactionIds() {
        SecureRandom random = new SecureRandom();
        high = random.nextLong();
        low = new AtomicLong(random.nextLong());
    }

    TransactionId next() {
        return new TransactionId(bytes());
    }

    /** 16, as of a write. */
    ByteString bytes() {
        return ByteString.copyFrom(ByteBuffer.allocate(TransactionId.BYTES)
                .putLong(high)
                .putLong(low.getAndIncrement())
                .flip());
    }
}
