package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.ConsensusException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What shares an entry, and how long it waits for that. */
class EntrySharingTest extends EntryBatcherFixture {
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
}
