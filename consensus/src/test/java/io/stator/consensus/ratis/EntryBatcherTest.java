package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryBatcherTest {
    private static final EntryBatcher.Limits LIMITS = new EntryBatcher.Limits(100, 1000, 2, 2000, 500, 800);

    private static final long MILLI = 1_000_000;

    private final List<PendingEntry> submitted = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();
    private final ProposalBudget budget = new ProposalBudget(10_000);
    private boolean logClosed;
    private long now;
    private @Nullable Long laterNanos;
    private Runnable later = () -> {};

    private final EntryBatcher batcher = new EntryBatcher(
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

    private void lead() {
        batcher.elected(1);
        batcher.open(1);
        apply(submitted.remove(0));
    }

    private static void apply(PendingEntry entry) {
        entry.appending();
        entry.applied(entry.proposals().stream()
                .map(proposal -> "done " + proposal.command().length)
                .toList());
    }

    private static byte[] command(int length) {
        return new byte[length];
    }

    private static Reason reason(CompletableFuture<?> future) {
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

    private List<Integer> sizes(int entry) {
        return submitted.get(entry).proposals().stream()
                .map(proposal -> proposal.command().length)
                .toList();
    }

    @Test
    void whatComesWhileEntriesAreUnderWaySharesTheNext() {
        lead();
        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            answers.add(batcher.propose(command(i)));
        }
        assertThat(submitted).hasSize(2);
        apply(submitted.get(0));
        assertThat(submitted).hasSize(3);
        assertThat(sizes(2)).containsExactly(3, 4, 5, 6);
        apply(submitted.get(2));
        assertThat(answers.get(0).join()).isEqualTo("done 1");
        assertThat(answers.get(1)).isNotDone();
        assertThat(answers.get(5).join()).isEqualTo("done 6");
    }

    private int leaseMillis(int entry) {
        return LogEntryFormat.decode(ByteBuffer.wrap(submitted.get(entry).content()))
                .leaseMillis();
    }

    @Test
    void entriesGrantNoLeaseWhileAnybodyWantsItSo() {
        lead();
        batcher.propose(command(1));
        assertThat(leaseMillis(0)).isEqualTo(LIMITS.leaseMillis());
        batcher.withholdLeases();
        batcher.withholdLeases();
        batcher.grantLeases();
        batcher.propose(command(2));
        assertThat(leaseMillis(1)).isZero();
        batcher.grantLeases();
        apply(submitted.get(0));
        apply(submitted.get(1));
        batcher.propose(command(3));
        assertThat(leaseMillis(2)).isEqualTo(LIMITS.leaseMillis());
    }

    private void proposeOfUsualSize(int commands) {
        propose(2);
        propose(commands);
        apply(submitted.get(0));
        now += 4 * MILLI;
        apply(submitted.get(1));
        now += 4 * MILLI;
        apply(submitted.get(2));
        submitted.clear();
    }

    private void propose(int commands) {
        for (int i = 0; i < commands; i++) {
            batcher.propose(command(1));
        }
    }

    private void moment() {
        now += Objects.requireNonNull(laterNanos);
        laterNanos = null;
        later.run();
    }

    @Test
    void whatIsLittleBesideWhatIsUsualWaitsForMore() {
        lead();
        proposeOfUsualSize(16);
        propose(1);
        assertThat(submitted).isEmpty();
        assertThat(laterNanos)
                .as("half of what is usual after entries of 0, 4 and 8 ms")
                .isEqualTo(11 * MILLI / 8);
        propose(2);
        assertThat(submitted)
                .as("more than half of what is usual after entries of 1, 1 and 16 commands")
                .hasSize(1);
        assertThat(sizes(0)).containsExactly(1, 1, 1);
        moment();
        assertThat(submitted).as("nothing is left").hasSize(1);
    }

    @Test
    void whereEntriesCarrySeveralOneThatIsNotFullWaitsForTheAnswerToTheLast() {
        lead();
        proposeOfUsualSize(16);
        propose(3);
        moment();
        propose(8);
        assertThat(submitted).hasSize(1);
        now += 100 * MILLI;
        apply(submitted.get(0));
        assertThat(submitted).hasSize(2);
        assertThat(sizes(1)).hasSize(8);
        assertThat(laterNanos).as("nobody needs to look again").isNull();
        batcher.propose(command(LIMITS.batchBytesMax() - LogEntryFormat.PER_COMMAND_BYTES));
        assertThat(submitted).as("a full one goes beside it").hasSize(3);
    }

    @Test
    void itWaitsForAMomentOnly() {
        lead();
        proposeOfUsualSize(16);
        propose(1);
        assertThat(submitted).isEmpty();
        moment();
        assertThat(submitted).hasSize(1);
    }

    private CompletableFuture<Object> late(int length) {
        return batcher.proposeLate(command(length));
    }

    @Test
    void whatIsLateGoesWithTheNextEntryInItsPlace() {
        lead();
        CompletableFuture<Object> late = late(3);
        assertThat(submitted).isEmpty();
        assertThat(laterNanos).isEqualTo(EntryBatcher.LATE_NANOS);
        batcher.propose(command(4));
        assertThat(sizes(0)).containsExactly(3, 4);
        apply(submitted.get(0));
        assertThat(late.join()).isEqualTo("done 3");
    }

    @Test
    void whatIsLateGoesAloneWhenNothingElseComes() {
        lead();
        late(3);
        now += MILLI;
        late(5);
        assertThat(submitted).isEmpty();
        now -= MILLI;
        moment();
        assertThat(sizes(0)).containsExactly(3, 5);
        batcher.propose(command(6));
        assertThat(sizes(1)).as("nothing late is left").containsExactly(6);
    }

    /** Else what is small would wait as long as what is late. */
    @Test
    void whatIsSmallIsNotKeptBackByWhatIsLate() {
        lead();
        proposeOfUsualSize(16);
        late(3);
        assertThat(laterNanos).isEqualTo(EntryBatcher.LATE_NANOS);
        propose(1);
        assertThat(submitted).isEmpty();
        assertThat(laterNanos)
                .as("half of what is usual after entries of 0, 4 and 8 ms")
                .isEqualTo(11 * MILLI / 8);
        moment();
        assertThat(sizes(0)).containsExactly(3, 1);
    }

    @Test
    void whatIsLateIsRefusedAsAllIsByWhoLeadsNoMore() {
        lead();
        CompletableFuture<Object> late = late(3);
        batcher.deposed();
        assertThat(reason(late)).isEqualTo(Reason.NOT_LEADER);
        batcher.elected(2);
        batcher.open(2);
        late(4);
        assertThat(sizes(0)).as("the entry that opens the term").isEmpty();
    }

    @Test
    void whatFillsAnEntryDoesNotWait() {
        lead();
        proposeOfUsualSize(16);
        batcher.propose(command(LIMITS.batchBytesMax() - LogEntryFormat.PER_COMMAND_BYTES - 1));
        assertThat(submitted).isEmpty();
        batcher.propose(command(1));
        assertThat(submitted).hasSize(1);
    }

    @Test
    void aBarrierDoesNotWait() {
        lead();
        proposeOfUsualSize(16);
        propose(1);
        CompletableFuture<?> barrier = batcher.barrier();
        assertThat(submitted).hasSize(1);
        assertThat(sizes(0)).as("the write goes with it").containsExactly(1);
        CompletableFuture<?> beside = batcher.barrier();
        assertThat(submitted).as("nor for the entry under way").hasSize(2);
        apply(submitted.get(0));
        assertThat(barrier).isCompleted();
        assertThat(beside).isNotDone();
    }

    @Test
    void whatWaitedForMoreIsRefusedWhenTheLeadIsLost() {
        lead();
        proposeOfUsualSize(16);
        CompletableFuture<Object> waiting = batcher.propose(command(1));
        batcher.deposed();
        assertThat(reason(waiting)).isEqualTo(Reason.NOT_LEADER);
        moment();
        assertThat(submitted).isEmpty();
    }

    @Test
    void aBatchIsAsLargeAsAllowedAndNotAByteLarger() {
        lead();
        batcher.propose(command(1));
        batcher.propose(command(1));
        batcher.propose(command(46));
        batcher.propose(command(46));
        batcher.propose(command(1));
        batcher.propose(command(1000));
        batcher.propose(command(2));
        apply(submitted.get(0));
        apply(submitted.get(1));
        assertThat(sizes(2)).as("46 + 4 + 46 + 4 = 100").containsExactly(46, 46);
        assertThat(sizes(3)).as("the next would be far too much").containsExactly(1);
        apply(submitted.get(2));
        assertThat(sizes(4)).as("alone").containsExactly(1000);
    }

    @Test
    void aCommandMayFillAnEntryAndNotAByteMore() {
        lead();
        assertThat(batcher.propose(command(1000))).isNotDone();
        assertThat(reason(batcher.propose(command(1001)))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused).containsExactly(Reason.TOO_LARGE);
    }

    @Test
    void theQueueIsBoundedInBytes() {
        lead();
        batcher.propose(command(1));
        batcher.propose(command(1));
        int overhead = EntryBatcher.QUEUED_OVERHEAD_BYTES;
        CompletableFuture<Object> first = batcher.propose(command(1000 - overhead));
        CompletableFuture<Object> fits = batcher.propose(command(1000 - overhead));
        assertThat(reason(batcher.propose(command(0)))).isEqualTo(Reason.OVERLOADED);
        apply(submitted.get(0));
        assertThat(first).isNotDone();
        assertThat(batcher.propose(command(0))).isNotDone();
        assertThat(fits).isNotDone();
    }

    @Test
    void nothingMoreIsTakenWhileTheFirstHasWaitedTooLong() {
        lead();
        batcher.propose(command(1));
        batcher.propose(command(1));
        CompletableFuture<Object> first = batcher.propose(command(1));
        now += 500 * MILLI;
        CompletableFuture<Object> atTheEdge = batcher.propose(command(1));
        now += 1;
        assertThat(reason(batcher.propose(command(1)))).isEqualTo(Reason.OVERLOADED);
        assertThat(refused).containsExactly(Reason.OVERLOADED);
        apply(submitted.get(0));
        assertThat(batcher.propose(command(1)))
                .as("the queue has gone into an entry")
                .isNotDone();
        apply(submitted.get(2));
        assertThat(first).isDone();
        assertThat(atTheEdge).isDone();
    }

    @Test
    void aLeaderThatKeepsSilentIsNotSlow() {
        batcher.elected(1);
        batcher.propose(command(60));
        batcher.propose(command(60));
        batcher.propose(command(60));
        now += 10_000 * MILLI;
        assertThat(batcher.propose(command(60))).isNotDone();
        batcher.open(1);
        now += 500 * MILLI;
        assertThat(batcher.propose(command(60))).as("since it opened").isNotDone();
        now += 1;
        assertThat(reason(batcher.propose(command(60)))).isEqualTo(Reason.OVERLOADED);
    }

    @Test
    void whatIsUnderWayAndWhatWaitsIsHeldAgainstTheHostsBudget() {
        lead();
        assertThat(budget.take(10_000 - 3 * (100 + EntryBatcher.QUEUED_OVERHEAD_BYTES)))
                .isTrue();
        long others = budget.held();
        batcher.propose(command(100));
        batcher.propose(command(100));
        batcher.propose(command(100));
        assertThat(reason(batcher.propose(command(0)))).isEqualTo(Reason.OVERLOADED);
        apply(submitted.get(0));
        assertThat(batcher.propose(command(100))).as("one was answered").isNotDone();
        assertThat(reason(batcher.propose(command(0)))).isEqualTo(Reason.OVERLOADED);
        assertThat(submitted).as("the last one waits").hasSize(3);
        batcher.deposed();
        submitted.get(1).failed(Reason.NOT_LEADER, null);
        apply(submitted.get(2));
        assertThat(budget.held()).as("all is given back, and once").isEqualTo(others);
    }

    @Test
    void theFirstIsLetInWhateverItWeighs() {
        ProposalBudget small = new ProposalBudget(10);
        assertThat(small.take(11)).isTrue();
        assertThat(small.take(0)).isFalse();
        small.giveBack(11);
        assertThat(small.take(6)).isTrue();
        assertThat(small.take(5)).isFalse();
        assertThat(small.take(4)).isTrue();
    }

    @Test
    void nothingIsSaidBeforeTheGateOpens() {
        assertThat(reason(batcher.propose(command(1)))).isEqualTo(Reason.NOT_LEADER);
        assertThat(reason(batcher.barrier())).isEqualTo(Reason.NOT_LEADER);
        batcher.elected(4);
        CompletableFuture<Object> answer = batcher.propose(command(1));
        CompletableFuture<?> barrier = batcher.barrier();
        batcher.renewLease();
        batcher.open(3);
        assertThat(submitted).isEmpty();
        batcher.open(4);
        assertThat(submitted).hasSize(1);
        apply(submitted.get(0));
        assertThat(answer).isCompletedWithValue("done 1");
        assertThat(barrier).isCompleted();
    }

    @Test
    void aNewLeaderProposesAnEmptyEntryAtOnce() {
        batcher.elected(1);
        now = 77;
        batcher.open(1);
        assertThat(submitted).hasSize(1);
        assertThat(submitted.get(0).proposals()).isEmpty();
        assertThat(submitted.get(0).proposedNanos()).isEqualTo(77);
    }

    @Test
    void aGateThatOpensTooLateOpensNothing() {
        batcher.elected(4);
        batcher.deposed();
        batcher.open(4);
        batcher.elected(4);
        assertThat(reason(batcher.propose(command(1)))).isEqualTo(Reason.NOT_LEADER);
        batcher.elected(5);
        batcher.open(4);
        assertThat(submitted).isEmpty();
    }

    @Test
    void barriersShareAnEntryThatWasProposedAfterThem() {
        lead();
        CompletableFuture<?> first = batcher.barrier();
        assertThat(submitted).hasSize(1);
        CompletableFuture<?> second = batcher.barrier();
        assertThat(submitted).hasSize(2);
        CompletableFuture<?> third = batcher.barrier();
        CompletableFuture<?> fourth = batcher.barrier();
        assertThat(submitted).as("as many as may be under way").hasSize(2);
        apply(submitted.get(0));
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(submitted).hasSize(3);
        apply(submitted.get(1));
        assertThat(third).isNotDone();
        apply(submitted.get(2));
        assertThat(third).isCompleted();
        assertThat(fourth).isCompleted();
        assertThat(submitted).hasSize(3);
    }

    @Test
    void aRenewalIsNotProposedWhileAnythingIsUnderWay() {
        lead();
        batcher.renewLease();
        batcher.renewLease();
        assertThat(submitted).hasSize(1);
        apply(submitted.get(0));
        batcher.propose(command(1));
        batcher.renewLease();
        assertThat(submitted).hasSize(2);
    }

    @Test
    void whatWasNotAppendedIsKnownNotToBe() {
        lead();
        CompletableFuture<Object> refusedByLog = batcher.propose(command(1));
        submitted.get(0).failed(Reason.NOT_LEADER, null);
        assertThat(reason(refusedByLog)).isEqualTo(Reason.NOT_LEADER);

        CompletableFuture<Object> overloaded = batcher.propose(command(1));
        submitted.get(1).failed(Reason.OVERLOADED, null);
        assertThat(reason(overloaded)).isEqualTo(Reason.OVERLOADED);
    }

    @Test
    void whatMayHaveBeenAppendedIsOfUnknownOutcome() {
        lead();
        CompletableFuture<Object> answer = batcher.propose(command(1));
        CompletableFuture<?> barrier = batcher.barrier();
        submitted.forEach(PendingEntry::appending);
        batcher.deposed();
        submitted.forEach(entry -> entry.failed(Reason.NOT_LEADER, null));
        assertThat(reason(answer)).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(reason(barrier)).as("may be asked for again").isEqualTo(Reason.NOT_LEADER);
    }

    @Test
    void whatWaitsAtTheLossOfLeadershipIsRefused() {
        lead();
        batcher.propose(command(1));
        batcher.propose(command(1));
        CompletableFuture<Object> waiting = batcher.propose(command(1));
        CompletableFuture<?> barrier = batcher.barrier();
        batcher.deposed();
        assertThat(reason(waiting)).isEqualTo(Reason.NOT_LEADER);
        assertThat(reason(barrier)).isEqualTo(Reason.NOT_LEADER);
        assertThat(submitted).hasSize(2);
    }

    @Test
    void anEntryIsSettledOnce() {
        lead();
        CompletableFuture<Object> answer = batcher.propose(command(1));
        apply(submitted.get(0));
        submitted.get(0).failed(Reason.NOT_LEADER, null);
        assertThat(answer).isCompletedWithValue("done 1");
        batcher.propose(command(1));
        batcher.propose(command(1));
        batcher.propose(command(1));
        assertThat(submitted).as("a place was given back once").hasSize(3);
    }

    @Test
    void aStoppedReplicaStaysStopped() {
        lead();
        CompletableFuture<Object> underWay = batcher.propose(command(1));
        batcher.stopped();
        batcher.elected(9);
        batcher.open(9);
        batcher.deposed();
        assertThat(reason(batcher.propose(command(1)))).isEqualTo(Reason.STOPPED);
        assertThat(reason(batcher.barrier())).isEqualTo(Reason.STOPPED);
        assertThat(underWay).isNotDone();
    }

    @Test
    void aLogThatThrowsHasNotAppended() {
        lead();
        logClosed = true;
        assertThat(reason(batcher.propose(command(1)))).isEqualTo(Reason.STOPPED);
        assertThat(reason(batcher.propose(command(1))))
                .as("its place was given back")
                .isEqualTo(Reason.STOPPED);
        assertThatThrownBy(() -> batcher.barrier().join()).hasCauseInstanceOf(ConsensusException.class);
    }
}
