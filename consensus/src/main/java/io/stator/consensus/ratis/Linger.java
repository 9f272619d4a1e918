package io.stator.consensus.ratis;

import java.util.concurrent.TimeUnit;

/**
 * How long a batch waits that is small beside the entries before it: clients that were answered just now are about to
 * come back. Without it a small entry comes again and again, since what it answers is all that waits when the next one
 * goes out, and an entry costs about the same whatever it carries. A client that is alone never waits. Each answer begins the
 * wait anew, so that it lasts {@link #NANOS_MAX} for each entry that is under way, at most. Not thread-safe.
 */
final class Linger {
    /** However slow entries are. */
    static final long NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1);

    /** Of the newest entry in what is usual. */
    private static final double WEIGHT = 0.25;

    /** Of what is usual: what has less is small. */
    private static final double SMALL = 0.5;

    /** Of the time that an entry usually takes, what is worth waiting. */
    private static final double PATIENCE = 0.5;

    /** Running means. */
    private double usualCommands;

    private double usualNanos;

    /** When an entry was last answered, and so could be followed by another. */
    private long answeredNanos;

    void answered(int commands, long latencyNanos, long nowNanos) {
        usualCommands += WEIGHT * (commands - usualCommands);
        usualNanos += WEIGHT * (latencyNanos - usualNanos);
        answeredNanos = nowNanos;
    }

    /**
     * @param commands that wait
     * @param firstNanos when the first of them came
     * @return until the batch should go out as it is; 0: now
     */
    long remainingNanos(int commands, long firstNanos, long nowNanos) {
        if (commands >= SMALL * usualCommands) {
            return 0;
        }
        long waitedNanos = Math.min(nowNanos - firstNanos, nowNanos - answeredNanos);
        long patienceNanos = Math.min(NANOS_MAX, (long) (PATIENCE * usualNanos));
        return Math.max(0, patienceNanos - waitedNanos);
    }
}
