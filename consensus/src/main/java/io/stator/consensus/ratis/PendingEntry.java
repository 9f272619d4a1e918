package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An entry on its way from the batcher through the log and back. Settled exactly once. Thread-safe. */
final class PendingEntry {

    /**
     * A command that waits for its answer.
     *
     * @param queuedNanos when it came, on the monotonic clock
     * @param isLate whether it may wait for others
     */
    record Proposal(byte[] command, CompletableFuture<Object> answer, long queuedNanos, boolean isLate) {}

    /** Told once how the entry ended. */
    interface Owner {
        /** Applied here. */
        void applied(PendingEntry entry, List<?> answers);

        /** Surely not appended, or of unknown outcome. */
        void failed(PendingEntry entry, Reason reason, @Nullable Throwable cause);
    }

    private final Owner owner;
    private final List<Proposal> proposals;
    private final List<CompletableFuture<@Nullable Void>> barriers;
    private final long proposedNanos;
    private final byte[] content;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean appending;

    PendingEntry(
            Owner owner,
            List<Proposal> proposals,
            List<CompletableFuture<@Nullable Void>> barriers,
            long proposedNanos,
            int leaseMillis) {
        this.owner = owner;
        this.proposals = proposals;
        this.barriers = barriers;
        this.proposedNanos = proposedNanos;
        this.content = LogEntryFormat.encode(
                leaseMillis, proposals.stream().map(Proposal::command).toList());
    }

    List<Proposal> proposals() {
        return proposals;
    }

    List<CompletableFuture<@Nullable Void>> barriers() {
        return barriers;
    }

    /** On the monotonic clock, before anything of this entry left the batcher. */
    long proposedNanos() {
        return proposedNanos;
    }

    byte[] content() {
        return content;
    }

    /** From here on nobody can say that it was not appended. */
    void appending() {
        appending = true;
    }

    /** Applied on this replica. */
    void applied(List<?> answers) {
        if (settled.compareAndSet(false, true)) {
            owner.applied(this, answers);
        }
    }

    /** It will not be applied by this leader. @param ifNotAppended what to say if it surely was not appended */
    void failed(Reason ifNotAppended, @Nullable Throwable cause) {
        if (settled.compareAndSet(false, true)) {
            owner.failed(this, appending ? Reason.OUTCOME_UNKNOWN : ifNotAppended, cause);
        }
    }
}
