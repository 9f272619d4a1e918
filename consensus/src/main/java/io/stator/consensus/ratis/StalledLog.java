package io.stator.consensus.ratis;

import java.util.concurrent.TimeUnit;

/**
 * Sees that a leader's disk takes no more entries. Ratis commits nothing that its leader has not on disk, and goes on with
 * its heartbeats: while the disk stands still, so does the group, though the others could go on. Of one thread.
 */
final class StalledLog {
    /** Longer than a disk in order ever takes, and than an election. */
    static final long PATIENCE_MILLIS = 2_000;

    private long flushedThen;
    private long sinceNanos;
    private boolean waiting;

    /**
     * At each look while it leads.
     *
     * @param lastIndex of its log
     * @param flushedIndex up to which that is on disk
     * @return whether nothing has come to the disk for too long; from then on it waits anew
     */
    boolean look(long lastIndex, long flushedIndex, long nowNanos) {
        if (lastIndex <= flushedIndex) {
            waiting = false;
            return false;
        }
        if (!waiting || flushedIndex != flushedThen) {
            waiting = true;
            flushedThen = flushedIndex;
            sinceNanos = nowNanos;
            return false;
        }
        if (nowNanos - sinceNanos <= TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            return false;
        }
        sinceNanos = nowNanos;
        return true;
    }

    /** It does not lead. */
    void reset() {
        waiting = false;
    }
}
