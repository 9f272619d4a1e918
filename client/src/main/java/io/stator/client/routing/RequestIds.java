package io.stator.client.routing;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Names for writes, 16 bytes each: a random start, then counted, so that no two are the same. Thread-safe. */
final class RequestIds {
    private final long high;
    private final AtomicLong low;

    RequestIds() {
        SecureRandom random = new SecureRandom();
        high = random.nextLong();
        low = new AtomicLong(random.nextLong());
    }

    /** The one that the request has, or a new one. */
    ByteString of(ByteString given) {
        if (!given.isEmpty()) {
            return given;
        }
        ByteBuffer bytes = ByteBuffer.allocate(16).putLong(high).putLong(low.getAndIncrement());
        return ByteString.copyFrom(bytes.flip());
    }
}
