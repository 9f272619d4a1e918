package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.MonotonicClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Joins what is proposed at the same time into few log entries: an entry costs about the same
 * whatever it carries. While {@code entriesInFlight} entries are under way everything waits, then goes out together; what is little
 * waits longer ({@link Linger}), and what is late even more. Thread-safe.
 */
final class EntryBatcher implements PendingEntry.Owner {
    /** Added to a command's length when the queue is weighed, so that small commands are bounded too. */
    static final int QUEUED_OVERHEAD_BYTES = 64;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** For which late commands wait for an entry that goes anyway. Reads of what they change may take a detour until then. */
    static final long LATE_NANOS = 5 * NANOS_PER_MILLI;

    /** No look is planned. */
    private static final long NEVER = Long.MAX_VALUE;

    /**
     * @param batchBytesMax what commands are joined up to
     * @param entryBytesMax the largest command
     * @param entriesInFlight under way at once
     * @param queueBytesMax that wait
     * @param queueMillisMax that the first in the queue may have waited when another comes
     * @param leaseMillis that each entry carries, unless leases are withheld
     */
    record Limits(
            int batchBytesMax,
            int entryBytesMax,
            int entriesInFlight,
            long queueBytesMax,
            int queueMillisMax,
            int leaseMillis) {}

    /** Where entries go, and where news of them goes. */
    interface Surroundings {
        /** Hands an entry to the log; called for one entry at a time. May throw if it was not appended. */
        void submit(PendingEntry entry);

        /** Member id of the leader, empty if unknown. */
        String leader();

        void answered(PendingEntry entry, long latencyNanos);

        void failed(Reason reason);

        void refused(Reason reason);

        /** Runs it after so long, on a thread that it must not hold up. */
        void later(Runnable task, long delayNanos);
    }

    /** Whether this replica leads. */
    private enum Mode {
        /** Refuses everything. */
        NOT_LEADER,
        /** Leads, but has to keep silent yet: everything waits. */
        SILENT,
        /** Leads and proposes. */
        OPEN,
        /** Closed for good. */
        STOPPED
    }

    private final Limits limits;
    private final MonotonicClock clock;
    private final Surroundings surroundings;
    private final ProposalBudget budget;
    private final Executor lane;

    private final AtomicInteger drains = new AtomicInteger();

    // Guarded by this. The log is never called under this lock: Ratis calls back under its own.
    private Mode mode = Mode.NOT_LEADER;
    private long term = -1;
    private final Queue<PendingEntry.Proposal> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long openedNanos;
    private List<CompletableFuture<@Nullable Void>> barriers = new ArrayList<>();
    private boolean renewalWanted;
    private int inFlight;
    private final Linger linger = new Linger();

    /** Of those in the queue, how many are not late. */
    private int queuedNow;

    /** When somebody looks again. */
    private long nextLookNanos = NEVER;

    /** How many want it so. */
    private int leasesWithheld;

    /** @param lane runs what answers and refusals trigger, in order */
    EntryBatcher(Limits limits, MonotonicClock clock, Surroundings surroundings, ProposalBudget budget, Executor lane) {
        this.limits = limits;
        this.clock = clock;
        this.surroundings = surroundings;
        this.budget = budget;
        this.lane = lane;
    }

    CompletableFuture<Object> propose(byte[] command) {
        return propose(command, false);
    }

    /** Nobody waits for it. */
    CompletableFuture<Object> proposeLate(byte[] command) {
        return propose(command, true);
    }

    private CompletableFuture<Object> propose(byte[] command, boolean isLate) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Reason refusal = enqueue(new PendingEntry.Proposal(command, answer, clock.nanos(), isLate));
        if (refusal == null) {
            drain();
        } else {
            surroundings.refused(refusal);
            answer.completeExceptionally(exception(refusal, null));
        }
        return answer;
    }

    private synchronized @Nullable Reason enqueue(PendingEntry.Proposal proposal) {
        Reason closed = closedReason();
        if (closed != null) {
            return closed;
        }
        int length = proposal.command().length;
        if (length > limits.entryBytesMax) {
            return Reason.TOO_LARGE;
        }
        boolean full = !queue.isEmpty() && queuedBytes + weight(proposal) > limits.queueBytesMax;
        if (full || isSlow(proposal.queuedNanos()) || !budget.take(weight(proposal))) {
            return Reason.OVERLOADED;
        }
        queue.add(proposal);
        queuedBytes += weight(proposal);
        queuedNow += proposal.isLate() ? 0 : 1;
        return null;
    }

    /**
     * Whoever came now would wait too long, since the first does already: it is told so while it can still do something
     * else. A new leader that keeps silent is not slow.
     */
    private boolean isSlow(long nowNanos) {
        PendingEntry.Proposal first = queue.peek();
        if (first == null || mode != Mode.OPEN) {
            return false;
        }
        long waitedNanos = Math.min(nowNanos - first.queuedNanos(), nowNanos - openedNanos);
        return waitedNanos > limits.queueMillisMax * NANOS_PER_MILLI;
    }

    /** Completes when an entry proposed after this call is applied. */
    CompletableFuture<@Nullable Void> barrier() {
        CompletableFuture<@Nullable Void> passed = new CompletableFuture<>();
        Reason refusal;
        synchronized (this) {
            refusal = closedReason();
            if (refusal == null) {
                barriers.add(passed);
            }
        }
        if (refusal == null) {
            drain();
        } else {
            passed.completeExceptionally(exception(refusal, null));
        }
        return passed;
    }

    /** Proposes an empty entry in the background, unless an entry is under way that renews the lease as well. */
    void renewLease() {
        synchronized (this) {
            if (mode != Mode.OPEN || inFlight > 0 || renewalWanted) {
                return;
            }
            renewalWanted = true;
        }
        lane.execute(this::drain);
    }

    /** From the next entry on none grants a lease, until whoever calls this has called {@link #grantLeases}, too. */
    synchronized void withholdLeases() {
        leasesWithheld++;
    }

    synchronized void grantLeases() {
        leasesWithheld--;
    }

    /** This replica was elected: what comes waits until {@link #open}. */
    synchronized void elected(long newTerm) {
        if (mode != Mode.STOPPED && newTerm > term) {
            mode = Mode.SILENT;
            term = newTerm;
        }
    }

    /** The leader of this term may speak. Proposes an entry at once. */
    void open(long openTerm) {
        synchronized (this) {
            if (mode != Mode.SILENT || term != openTerm) {
                return;
            }
            mode = Mode.OPEN;
            openedNanos = clock.nanos();
            renewalWanted = true;
        }
        lane.execute(this::drain);
    }

    /** Leads no more: what waits is refused; what is under way is told by the log. */
    void deposed() {
        close(Mode.NOT_LEADER);
    }

    /** For good. */
    void stopped() {
        close(Mode.STOPPED);
    }

    private void close(Mode closed) {
        List<PendingEntry.Proposal> refused;
        List<CompletableFuture<@Nullable Void>> stranded;
        Reason reason;
        synchronized (this) {
            if (mode == Mode.STOPPED) {
                return;
            }
            mode = closed;
            reason = closed == Mode.STOPPED ? Reason.STOPPED : Reason.NOT_LEADER;
            refused = new ArrayList<>(queue);
            budget.giveBack(queuedBytes);
            stranded = barriers;
            queue.clear();
            queuedBytes = 0;
            queuedNow = 0;
            barriers = new ArrayList<>();
            renewalWanted = false;
        }
        if (!refused.isEmpty() || !stranded.isEmpty()) {
            lane.execute(() -> {
                ConsensusException exception = exception(reason, null);
                refused.forEach(proposal -> proposal.answer().completeExceptionally(exception));
                stranded.forEach(barrier -> barrier.completeExceptionally(exception));
            });
        }
    }

    /** Submits outside the lock, and yet one entry after the other, by whoever comes first. */
    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (PendingEntry entry = nextEntry(); entry != null; entry = nextEntry()) {
                submit(entry);
            }
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private void submit(PendingEntry entry) {
        try {
            surroundings.submit(entry);
        } catch (RuntimeException e) {
            entry.failed(Reason.STOPPED, e);
        }
    }

    private @Nullable PendingEntry nextEntry() {
        List<PendingEntry.Proposal> proposals = new ArrayList<>();
        List<CompletableFuture<@Nullable Void>> sharing;
        int leaseMillis;
        synchronized (this) {
            boolean idle = queue.isEmpty() && barriers.isEmpty() && !renewalWanted;
            if (mode != Mode.OPEN || inFlight >= limits.entriesInFlight || idle || lingers()) {
                return null;
            }
            int bytes = 0;
            for (PendingEntry.Proposal next = queue.peek(); next != null; next = queue.peek()) {
                bytes += next.command().length + LogEntryFormat.PER_COMMAND_BYTES;
                if (!proposals.isEmpty() && bytes > limits.batchBytesMax) {
                    break;
                }
                queue.remove();
                queuedBytes -= weight(next);
                queuedNow -= next.isLate() ? 0 : 1;
                proposals.add(next);
            }
            sharing = barriers;
            barriers = new ArrayList<>();
            renewalWanted = false;
            inFlight++;
            leaseMillis = leasesWithheld == 0 ? limits.leaseMillis : 0;
        }
        return new PendingEntry(this, proposals, sharing, clock.nanos(), leaseMillis);
    }

    /** Called under the lock, and with something to propose. */
    private boolean lingers() {
        PendingEntry.Proposal first = queue.peek();
        long entryBytes =
                queuedBytes - queue.size() * (long) (QUEUED_OVERHEAD_BYTES - LogEntryFormat.PER_COMMAND_BYTES);
        if (first == null || entryBytes >= limits.batchBytesMax || !barriers.isEmpty() || renewalWanted) {
            return false;
        }
        if (inFlight > 0 && linger.waitsForAnswer()) {
            return true;
        }
        long nowNanos = clock.nanos();
        long remainingNanos = queuedNow == 0
                ? first.queuedNanos() + LATE_NANOS - nowNanos
                : linger.remainingNanos(queue.size(), firstNow().queuedNanos(), nowNanos);
        if (remainingNanos > 0 && nowNanos + remainingNanos < nextLookNanos) {
            long look = nowNanos + remainingNanos;
            nextLookNanos = look;
            surroundings.later(() -> lane.execute(() -> look(look)), remainingNanos);
        }
        return remainingNanos > 0;
    }

    /** The first that is not late. */
    private PendingEntry.Proposal firstNow() {
        for (PendingEntry.Proposal proposal : queue) {
            if (!proposal.isLate()) {
                return proposal;
            }
        }
        throw new IllegalStateException("all that waits is late");
    }

    /** One that was planned when an earlier one was not has been replaced by that. */
    private void look(long plannedNanos) {
        synchronized (this) {
            if (nextLookNanos == plannedNanos) {
                nextLookNanos = NEVER;
            }
        }
        drain();
    }

    @Override
    public void applied(PendingEntry entry, List<?> answers) {
        long latencyNanos = clock.nanos() - entry.proposedNanos();
        lane.execute(() -> {
            if (!entry.proposals().isEmpty()) {
                answered(entry.proposals().size(), latencyNanos);
            }
            release(entry);
            surroundings.answered(entry, latencyNanos);
            for (int i = 0; i < answers.size(); i++) {
                complete(entry.proposals().get(i).answer(), answers.get(i));
            }
            entry.barriers().forEach(barrier -> barrier.complete(null));
        });
    }

    @SuppressWarnings("NullAway") // what the state machine answers is the proposer's business, null too
    private static void complete(CompletableFuture<Object> answer, Object value) {
        answer.complete(value);
    }

    @Override
    public void failed(PendingEntry entry, Reason reason, @Nullable Throwable cause) {
        lane.execute(() -> {
            release(entry);
            surroundings.failed(reason);
            ConsensusException exception = exception(reason, cause);
            entry.proposals().forEach(proposal -> proposal.answer().completeExceptionally(exception));
            // A barrier changes nothing: whatever became of its entry, it may be asked for again.
            Reason retry = reason == Reason.OUTCOME_UNKNOWN ? Reason.NOT_LEADER : reason;
            ConsensusException again = exception(retry, cause);
            entry.barriers().forEach(barrier -> barrier.completeExceptionally(again));
        });
    }

    private synchronized void answered(int commands, long latencyNanos) {
        linger.answered(commands, latencyNanos, clock.nanos());
    }

    private void release(PendingEntry entry) {
        budget.giveBack(
                entry.proposals().stream().mapToLong(EntryBatcher::weight).sum());
        synchronized (this) {
            inFlight--;
        }
        drain();
    }

    private @Nullable Reason closedReason() {
        return switch (mode) {
            case NOT_LEADER -> Reason.NOT_LEADER;
            case STOPPED -> Reason.STOPPED;
            case SILENT, OPEN -> null;
        };
    }

    private ConsensusException exception(Reason reason, @Nullable Throwable cause) {
        String message = switch (reason) {
            case NOT_LEADER -> "this replica does not lead";
            case OVERLOADED -> "too much waits to be proposed, or for too long";
            case STOPPED -> "this replica is stopped";
            case TOO_LARGE -> "the command is larger than an entry may be";
            case OUTCOME_UNKNOWN -> "the command may or may not be applied";
        };
        return new ConsensusException(reason, message, surroundings.leader(), cause);
    }

    private static long weight(PendingEntry.Proposal proposal) {
        return proposal.command().length + (long) QUEUED_OVERHEAD_BYTES;
    }
}
