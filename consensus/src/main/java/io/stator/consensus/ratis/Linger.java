package io.stator.consensus.ratis;

import java.util.concurrent.TimeUnit;

/**
 * What waits to share an entry, since an entry costs about the same whatever it carries. A client that is alone and sends one command at a time never waits. Not
 * thread-safe.
 *
 * <p>While entries carry several commands, what does not fill one waits for the answer to the one under way, as Nagle's algorithm has
 * small segments wait (RFC 896): two half empty entries under way cost twice as much, and the second is answered little earlier.
 *
 * <p>And with none under way a batch waits a moment that is small beside the entries before it: clients that were answered just now
 * are about to come back. Without it a small entry comes again and again, since what it answers is all that waits when the next one
 * goes out. Each answer begins this wait anew.
 */
final class Linger {
    /** However slow entries are. */
    static final long NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(10);

    /** Commands in an entry, usually, from which on others wait for its answer. */
    private static final double SHARED = 2;

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

    /** Whether what does not fill an entry waits for the answer to the one under way. */
    boolean waitsForAnswer() {
        return usualCommands >= SHARED;
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
