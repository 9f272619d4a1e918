package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A batcher over a log that the test plays, with a clock of its own. */
abstract class EntryBatcherFixture {
    static final EntryBatcher.Limits LIMITS = new EntryBatcher.Limits(100, 1000, 2, 2000, 500, 800);

    static final long MILLI = 1_000_000;

    final List<PendingEntry> submitted = new ArrayList<>();
    final List<Reason> refused = new ArrayList<>();
    final ProposalBudget budget = new ProposalBudget(10_000);
    boolean logClosed;
    long now;

    @Nullable
    Long laterNanos;

    Runnable later = () -> {};

    final EntryBatcher batcher = new EntryBatcher(
            LIMITS,
            () -> now,
            new EntryBatcher.Surroundings() {
                @Override
                public void submit(PendingEntry entry) {
                    if (logClosed) {
                        throw new IllegalStateException("the log is closed");
                    }
                    submitted.add(entry);
                }

                @Override
                public String leader() {
                    return "n7";
                }

                @Override
                public void answered(PendingEntry entry, long latencyNanos) {
                    assertThat(latencyNanos).isEqualTo(now - entry.proposedNanos());
                }

                @Override
                public void failed(Reason reason) {
                    assertThat(reason).isNotNull();
                }

                @Override
                public void refused(Reason reason) {
                    refused.add(reason);
                }

                @Override
                public void later(Runnable task, long delayNanos) {
                    assertThat(laterNanos)
                            .as("only if it is earlier")
                            .matches(planned -> planned == null || delayNanos < planned);
                    later = task;
                    laterNanos = delayNanos;
                }
            },
            budget,
            Runnable::run);

    void lead() {
        batcher.elected(1);
        batcher.open(1);
        apply(submitted.remove(0));
    }

    static void apply(PendingEntry entry) {
        entry.appending();
        entry.applied(entry.proposals().stream()
                .map(proposal -> "done " + proposal.command().length)
                .toList());
    }

    static byte[] command(int length) {
        return new byte[length];
    }

    static Reason reason(CompletableFuture<?> future) {
        assertThat(future).isDone();
        try {
            future.join();
            throw new AssertionError("did not fail");
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConsensusException failure) {
                assertThat(failure.leader()).isEqualTo("n7");
                return failure.reason();
            }
            throw e;
        }
    }

    List<Integer> sizes(int entry) {
        return submitted.get(entry).proposals().stream()
                .map(proposal -> proposal.command().length)
                .toList();
    }
}
