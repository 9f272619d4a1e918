package io.stator.catalog;

/**
 * How patiently the catalog's leader works. All in milliseconds, all above zero.
 *
 * @param tickMillis how often it looks for tables that somebody left half made or half deleted
 * @param backOffMillisFirst the most that it waits before the first repetition; doubled for each further one
 * @param backOffMillisMax the most that it ever waits before a repetition
 * @param attemptMillisMax after which a call to a partition that has not answered counts as failed
 */
public record ProcedurePacing(long tickMillis, long backOffMillisFirst, long backOffMillisMax, long attemptMillisMax) {

    /** A tick costs one look at the replica's status; a partition that lost its leader has another in a second or two. */
    public static final ProcedurePacing DEFAULT = new ProcedurePacing(250, 20, 1_000, 5_000);

    public ProcedurePacing {
        if (tickMillis < 1 || backOffMillisFirst < 1 || backOffMillisMax < backOffMillisFirst || attemptMillisMax < 1) {
            throw new IllegalArgumentException("procedure pacing out of range");
        }
    }

    /** The most to wait after this many failures, from 1. */
    long backOffMillisMax(int failures) {
        int doublings = Math.min(failures - 1, 30);
        return Math.min(backOffMillisMax, backOffMillisFirst << doublings);
    }
}
