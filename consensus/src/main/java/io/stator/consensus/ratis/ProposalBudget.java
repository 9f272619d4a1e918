package io.stator.consensus.ratis;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that the proposals of all replicas of a host may hold together, from acceptance to answer: however many groups
 * there are, what waits in them does not fill the heap. Thread-safe.
 */
final class ProposalBudget {
    private final long bytesMax;
    private final AtomicLong held = new AtomicLong();

    ProposalBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The first is let in whatever it weighs. @return false: nothing was taken */
    boolean take(long bytes) {
        long before = held.get();
        while (before == 0 || before + bytes <= bytesMax) {
            if (held.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = held.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
