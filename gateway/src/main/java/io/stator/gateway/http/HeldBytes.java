package io.stator.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of bodies and answers in the process. Thread-safe. */
final class HeldBytes {
    /**
     * An answer up to so much always finds room: no more than one for each connection, and who asks for little is to get it
     * while large answers fill the rest.
     */
    static final int SMALL_ANSWER_BYTES = 16 << 10;

    private final long max;

    /** Of it, what large answers may take together: a quarter is left to requests, and to who asks for less. */
    private final long largeMax;

    private final AtomicLong held = new AtomicLong();

    /** Of it, what large answers take. Guarded by this. */
    private long large;

    HeldBytes(long max) {
        this.max = max;
        this.largeMax = max - max / 4;
    }

    /** @return false, and nothing is counted, if there is no room for so much more */
    boolean tryHold(long bytes) {
        if (held.addAndGet(bytes) <= max) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    /**
     * Counts another number of bytes for an answer. Less always fits, and so does a large answer while there is no other: of
     * a small heap, it could else never be had.
     *
     * @param before what is counted for it
     * @return false, and nothing changes, if there is no room for so much more
     */
    boolean tryResize(long before, long after) {
        if (isSmall(before) && isSmall(after)) {
            held.addAndGet(after - before);
            return true;
        }
        synchronized (this) {
            if (!fits(before, after)) {
                return false;
            }
            resize(before, after);
            return true;
        }
    }

    /** The same for what there is already, room or not: then there is less room for others. */
    void resize(long before, long after) {
        held.addAndGet(after - before);
        if (!isSmall(before) || !isSmall(after)) {
            synchronized (this) {
                large += largeOf(after) - largeOf(before);
            }
        }
    }

    private boolean fits(long before, long after) {
        long others = large - largeOf(before);
        return after <= before
                || isSmall(after)
                || others == 0
                || (others + after <= largeMax && held.get() + after - before <= max);
    }

    private static boolean isSmall(long bytes) {
        return bytes <= SMALL_ANSWER_BYTES;
    }

    private static long largeOf(long bytes) {
        return isSmall(bytes) ? 0 : bytes;
    }

    long held() {
        return held.get();
    }
}
