package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EntryBatcherTest extends EntryBatcherFixture {
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
