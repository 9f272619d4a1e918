package io.stator.consensus.ratis;

import org.jspecify.annotations.Nullable;

/**
 * One replica's knowledge of leases: until when it may read locally as a leader, and how long it has
 * to keep silent as a new one. Rests on applied log entries, the moment of its own election, and a monotonic clock, nothing
 * else; the argument is in docs/decisions/0002-strong-reads-by-lease.md. Time is passed in. Thread-safe.
 */
final class Lease {
    /** Any two nodes' clocks differ in rate by this much at most; the one who waits pays. */
    static final int DRIFT_PERCENT = 1;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Instants are kept relative to this one, so that they can be compared with {@code <}. */
    private final long baseNanos;

    /** Highest term of an applied entry. */
    private long latestTerm = -1;
    /** When no lease of the latest term can hold any more, as far as the applied entries tell. */
    private long latestTermReleased;
    /** The same for all terms before the latest. */
    private long earlierTermsReleased;
    /** The longest lease of an applied entry. */
    private int longestLeaseMillis;
    /** When no lease can hold any more of an entry that was never applied here. */
    private long unseenReleased;

    /** The last term that this replica was elected in, as it believes. */
    private long electedTerm = -1;

    private long elected;

    private volatile @Nullable Held held;

    private record Held(long term, long expiry, long duration) {}

    Lease(long nowNanos) {
        baseNanos = nowNanos;
    }

    /** How long a new leader waits after it applied an entry with this lease. */
    static long waitNanos(int leaseMillis) {
        return leaseMillis * NANOS_PER_MILLI * (100 + DRIFT_PERCENT) / 100;
    }

    /** An entry was applied here: whoever proposed it may hold its lease, counted from before this moment. */
    synchronized void entryApplied(long term, int leaseMillis, long nowNanos) {
        long released = nowNanos - baseNanos + waitNanos(leaseMillis);
        longestLeaseMillis = Math.max(longestLeaseMillis, leaseMillis);
        if (term > latestTerm) {
            earlierTermsReleased = Math.max(earlierTermsReleased, latestTermReleased);
            latestTerm = term;
            latestTermReleased = released;
        } else if (term == latestTerm) {
            latestTermReleased = Math.max(latestTermReleased, released);
        } else {
            throw new IllegalStateException("term went back from " + latestTerm + " to " + term);
        }
    }

    /** Entries proposed before this moment are, or may be, part of the state without having been seen here. */
    synchronized void pastUnseen(long nowNanos) {
        long released = nowNanos - baseNanos + waitNanos(LogEntryFormat.LEASE_MILLIS_MAX);
        unseenReleased = Math.max(unseenReleased, released);
    }

    /**
     * This replica has been elected by now. Whoever voted for it acknowledges no entry of an earlier term any more, so no
     * lease counts from a later moment, however long it takes to apply the entry that carries it. The first call for a term
     * counts.
     *
     * @param term which this replica leads, or never will
     */
    synchronized void elected(long term, long nowNanos) {
        if (term > electedTerm) {
            electedTerm = term;
            elected = nowNanos - baseNanos;
        }
    }

    /**
     * How long a leader of this term still has to keep silent. Final once the leader has applied an
     * entry of its own term.
     */
    synchronized long silenceNanos(long term, long nowNanos) {
        long released = term > latestTerm ? Math.max(earlierTermsReleased, latestTermReleased) : earlierTermsReleased;
        if (term == electedTerm) {
            released = Math.min(released, elected + waitNanos(longestLeaseMillis));
        }
        return Math.max(0, Math.max(released, unseenReleased) - (nowNanos - baseNanos));
    }

    /**
     * An entry of this replica's own was committed in the term it was proposed in, and applied here.
     *
     * @param proposedNanos an instant before it was proposed
     */
    synchronized void granted(long term, long proposedNanos, int leaseMillis) {
        Held before = held;
        long duration = leaseMillis * NANOS_PER_MILLI;
        long expiry = proposedNanos - baseNanos + duration;
        if (before == null || before.term < term || (before.term == term && before.expiry < expiry)) {
            held = new Held(term, expiry, duration);
        }
    }

    /** The term of the last lease granted, -1 before the first. Never blocks. */
    long heldTerm() {
        Held now = held;
        return now == null ? -1 : now.term;
    }

    /** When the lease of this term ends, on the clock that is passed in; null if it was never granted. Never blocks. */
    @Nullable
    Long expiryNanos(long term) {
        Held now = held;
        return now == null || now.term != term ? null : now.expiry + baseNanos;
    }

    /** Whether less than half of the lease is left; false if leases are off. Never blocks. */
    boolean renewalDue(long nowNanos) {
        Held now = held;
        return now != null && now.duration > 0 && now.expiry - (nowNanos - baseNanos) < now.duration / 2;
    }
}
