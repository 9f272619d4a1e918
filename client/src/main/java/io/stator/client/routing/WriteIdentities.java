package io.stator.client.routing;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identities for writes. Ids of its own have 16 bytes: a random start, then counted, so that no two are the same.
 * Thread-safe.
 */
final class WriteIdentities {
    private final WriteCounts counts;
    private final long high;
    private final AtomicLong low;

    WriteIdentities(WriteCounts counts) {
        this.counts = counts;
        SecureRandom random = new SecureRandom();
        high = random.nextLong();
        low = new AtomicLong(random.nextLong());
    }

    /**
     * By what the caller says of the write.
     *
     * @param id empty: it has none yet
     */
    WriteIdentity of(ByteString id, boolean hasSentAfter, long sentAfter) {
        if (id.isEmpty()) {
            return WriteIdentity.fresh(newId(), counts);
        }
        return hasSentAfter ? WriteIdentity.of(id, sentAfter, counts) : WriteIdentity.fresh(id, counts);
    }

    /** A token for a transaction that has none. */
    String newToken() {
        return HexFormat.of().formatHex(newId().toByteArray());
    }

    private ByteString newId() {
        ByteBuffer bytes = ByteBuffer.allocate(16).putLong(high).putLong(low.getAndIncrement());
        return ByteString.copyFrom(bytes.flip());
    }
}
