package io.stator.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of bodies in the process. Thread-safe. */
final class HeldBytes {
    private final long max;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(long max) {
        this.max = max;
    }

    /** @return false, and nothing is counted, if there is no room for so much more */
    boolean tryHold(long bytes) {
        if (held.addAndGet(bytes) <= max) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** Counts what there is already, room or not: then there is less room for others. */
    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
