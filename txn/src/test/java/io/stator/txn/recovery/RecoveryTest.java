package io.stator.txn.recovery;

import static io.stator.txn.Keys.B;
import static io.stator.txn.Keys.C;
import static io.stator.txn.Keys.header;
import static io.stator.txn.Keys.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.TransactionMessage.Write;
import io.stator.txn.TransactionRecord;
import io.stator.txn.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The deadline is at 100; messages are sent again after 10, questions asked again after 20, all given up after 200. */
class RecoveryTest {
    private static final RecoveryTiming TIMING = new RecoveryTiming(10, 20, 200);
    private static final TransactionHeader HEADER = header(1, 100);
    private static final IntentStamp STAMP = new IntentStamp(7);
    private static final Intent INTENT = new Intent(HEADER, B, STAMP, new Change.Delete(), null);
    private static final TransactionAnswer DONE = new TransactionAnswer.Done();
    private static final Resolve RESOLVE = new Resolve(HEADER, B, STAMP);

    private static Ask ask(long number) {
        return new Ask(HEADER, B, STAMP, number);
    }

    private static TransactionAnswer settled(Verdict verdict) {
        return new TransactionAnswer.Settled(verdict);
    }

    @Test
    void aCountedIntentIsCommittedAndAnyOtherDropped() {
        IntentResolver counted = new IntentResolver(INTENT, TIMING);
        assertThat(counted.start(0)).containsExactly(ask(0));
        assertThat(counted.answered(ask(0), settled(Verdict.COUNTED), 1)).containsExactly(new Commit(B, id(1), STAMP));
        counted.answered(new Commit(B, id(1), STAMP), DONE, 2);
        assertThat(counted.result()).isTrue();
        IntentResolver other = new IntentResolver(INTENT, TIMING);
        other.start(0);
        assertThat(other.answered(ask(0), settled(Verdict.NOT_COUNTED), 1)).containsExactly(new Drop(B, id(1), STAMP));
        other.answered(new Drop(B, id(1), STAMP), DONE, 2);
        assertThat(other.result()).isTrue();
    }

    @Test
    void anUndecidedOneIsAskedForAgainAndAbortedOnlyAfterItsDeadline() {
        IntentResolver resolver = new IntentResolver(INTENT, TIMING);
        resolver.start(70);
        assertThat(resolver.tick(80)).containsExactly(ask(0));
        assertThat(resolver.answered(ask(0), settled(Verdict.UNDECIDED), 81)).isEmpty();
        assertThat(resolver.tick(100)).isEmpty();
        assertThat(resolver.tick(101)).containsExactly(RESOLVE);
        assertThat(resolver.answered(RESOLVE, settled(Verdict.UNDECIDED), 102)).isEmpty();
        assertThat(resolver.tick(122)).containsExactly(RESOLVE);
        assertThat(resolver.tick(271)).isEmpty();
        assertThat(resolver.result()).isFalse();
    }

    @Test
    void aRecordIsTakenOneStepOn() {
        TransactionRecord aborted = new TransactionRecord.Aborted(HEADER, 150);
        assertThat(new RecordRecovery(aborted, TIMING).start(151)).containsExactly(new Remove(HEADER));
        CountedIntents two = new CountedIntents(Map.of(B, STAMP, C, STAMP));
        RecordRecovery committed = new RecordRecovery(new TransactionRecord.Committed(HEADER, null, two, 900), TIMING);
        Commit commitB = new Commit(B, id(1), STAMP);
        Commit commitC = new Commit(C, id(1), STAMP);
        assertThat(committed.start(101)).containsExactly(commitB, commitC);
        assertThat(committed.answered(commitC, DONE, 102)).isEmpty();
        assertThat(committed.tick(111)).containsExactly(commitB);
        Confirm confirm = new Confirm(HEADER, List.of(C, B));
        assertThat(committed.answered(commitB, DONE, 112)).containsExactly(confirm);
        committed.answered(confirm, DONE, 113);
        assertThat(committed.result()).isTrue();
    }

    @Test
    void aRecordIsDueWhenNobodyElseIsAtWorkOnIt() {
        CountedIntents one = new CountedIntents(Map.of(B, STAMP));
        assertDueAfter(new TransactionRecord.Aborted(HEADER, 150), 150);
        assertDueAfter(new TransactionRecord.Committed(HEADER, null, one, 900), 100);
        assertDueAfter(new TransactionRecord.Committed(HEADER, null, CountedIntents.NONE, 900), 900);
    }

    private static void assertDueAfter(TransactionRecord record, long stamp) {
        assertThat(RecordRecovery.isDue(record, stamp)).isFalse();
        assertThat(RecordRecovery.isDue(record, stamp + 1)).isTrue();
    }

    @Test
    void aBlockedWriteIsTriedAgainWhenTheIntentIsGone() {
        BlockedWrite write = new BlockedWrite(B, 50, TIMING);
        assertThat(write.start(0)).containsExactly(new Write(B, 0, false));
        assertThat(write.answered(new Write(B, 0, false), new TransactionAnswer.Blocked(INTENT), 1))
                .containsExactly(ask(0));
        assertThat(write.answered(ask(0), settled(Verdict.NOT_COUNTED), 2)).containsExactly(new Drop(B, id(1), STAMP));
        assertThat(write.answered(new Drop(B, id(1), STAMP), DONE, 3)).containsExactly(new Write(B, 1, false));
        assertThat(write.answered(new Write(B, 0, false), new TransactionAnswer.Blocked(INTENT), 4))
                .isEmpty();
        write.answered(new Write(B, 1, false), DONE, 5);
        assertThat(write.result()).isEqualTo(BlockedWrite.Result.DONE);
    }

    @Test
    void aBlockedWriteWhoseTimeIsOverSaysThatItIsTheLastAttempt() {
        BlockedWrite write = new BlockedWrite(B, 50, TIMING);
        write.start(0);
        write.answered(new Write(B, 0, false), new TransactionAnswer.Blocked(INTENT), 1);
        write.answered(ask(0), settled(Verdict.UNDECIDED), 2);
        assertThat(write.tick(49)).containsExactly(ask(1));
        assertThat(write.tick(50)).contains(new Write(B, 1, true));
        assertThat(write.result()).isNull();
        write.answered(new Write(B, 1, true), new TransactionAnswer.Conflicted(), 51);
        assertThat(write.result()).isEqualTo(BlockedWrite.Result.CONFLICT);
    }

    @Test
    void aWriteWithoutAnAnswerIsUnknown() {
        BlockedWrite write = new BlockedWrite(B, 50, TIMING);
        write.start(0);
        assertThat(write.tick(251)).isEmpty();
        assertThat(write.result()).isEqualTo(BlockedWrite.Result.UNKNOWN);
    }
}
