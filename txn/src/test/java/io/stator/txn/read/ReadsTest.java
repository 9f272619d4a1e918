package io.stator.txn.read;

import static io.stator.txn.Keys.A;
import static io.stator.txn.Keys.B;
import static io.stator.txn.Keys.header;
import static io.stator.txn.Keys.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.Look;
import io.stator.txn.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final StoredValue OLD = new StoredValue(3, ByteString.copyFromUtf8("old"));
    private static final StoredValue NEW = new StoredValue(7, ByteString.copyFromUtf8("new"));
    private static final long SECOND_ROUND = 1L << 32;

    private static Intent intent(EncodedKey key, long stamp) {
        return new Intent(
                header(1, 100), key, new IntentStamp(stamp), new Change.Put(ByteString.copyFromUtf8("new"), 3), null);
    }

    private static Ask ask(EncodedKey key, long stamp, long number) {
        return new Ask(header(1, 100), key, new IntentStamp(stamp), number);
    }

    private static TransactionAnswer free(StoredValue value) {
        return new TransactionAnswer.Seen(value, null);
    }

    private static TransactionAnswer held(StoredValue value, Intent intent) {
        return new TransactionAnswer.Seen(value, intent);
    }

    private static TransactionAnswer settled(Verdict verdict) {
        return new TransactionAnswer.Settled(verdict);
    }

    private static List<TransactionMessage> tell(
            Conversation<?> read, TransactionMessage message, TransactionAnswer answer) {
        return read.answered(message, answer, 0);
    }

    private static ItemRead readThatMeetsAnIntent() {
        ItemRead read = new ItemRead(A, 0, 10);
        assertThat(read.start(0)).containsExactly(new Look(A, 0));
        assertThat(tell(read, new Look(A, 0), held(OLD, intent(A, 7)))).containsExactly(ask(A, 7, 1));
        return read;
    }

    @Test
    void whatNoIntentStandsOnIsTheAnswer() {
        ItemRead read = new ItemRead(A, 0, 10);
        read.start(0);
        assertThat(tell(read, new Look(A, 0), free(OLD))).isEmpty();
        assertThat(read.result()).isEqualTo(OLD);
    }

    @Test
    void aCountedIntentHolds() {
        ItemRead read = readThatMeetsAnIntent();
        tell(read, ask(A, 7, 1), settled(Verdict.COUNTED));
        assertThat(read.result()).isEqualTo(NEW);
    }

    @Test
    void theOldValueHoldsIfTheSameIntentStillStandsAfterTheAnswer() {
        for (Verdict verdict : List.of(Verdict.UNDECIDED, Verdict.NOT_COUNTED)) {
            ItemRead read = readThatMeetsAnIntent();
            assertThat(tell(read, ask(A, 7, 1), settled(verdict))).containsExactly(new Look(A, 2));
            assertThat(read.result()).isNull();
            tell(read, new Look(A, 2), held(OLD, intent(A, 7)));
            assertThat(read.result()).isEqualTo(OLD);
        }
    }

    @Test
    void anIntentThatIsGoneOrAnotherOneIsANewBeginning() {
        ItemRead read = readThatMeetsAnIntent();
        tell(read, ask(A, 7, 1), settled(Verdict.NOT_COUNTED));
        assertThat(tell(read, new Look(A, 2), held(NEW, intent(A, 9)))).containsExactly(ask(A, 9, 3));
        assertThat(tell(read, ask(A, 9, 3), settled(Verdict.UNDECIDED))).containsExactly(new Look(A, 4));
        tell(read, new Look(A, 4), free(NEW));
        assertThat(read.result()).isEqualTo(NEW);
    }

    @Test
    void aLateCopyOfTheFirstLookIsNotTheSecond() {
        ItemRead read = readThatMeetsAnIntent();
        tell(read, ask(A, 7, 1), settled(Verdict.UNDECIDED));
        assertThat(tell(read, new Look(A, 0), held(OLD, intent(A, 7)))).isEmpty();
        assertThat(read.result()).isNull();
        assertThat(read.tick(10)).containsExactly(new Look(A, 2));
    }

    @Test
    void aCommittedDeleteAndACheckAreReadAsWhatTheyDo() {
        ItemRead deleted = new ItemRead(A, 0, 10);
        deleted.start(0);
        tell(
                deleted,
                new Look(A, 0),
                held(OLD, new Intent(header(1, 100), A, new IntentStamp(7), new Change.Delete(), null)));
        tell(deleted, ask(A, 7, 1), settled(Verdict.COUNTED));
        assertThat(deleted.result()).isEqualTo(new StoredValue(7, null));
        ItemRead checked = new ItemRead(A, 0, 10);
        checked.start(0);
        tell(
                checked,
                new Look(A, 0),
                held(OLD, new Intent(header(1, 100), A, new IntentStamp(7), new Change.Nothing(), null)));
        tell(checked, ask(A, 7, 1), settled(Verdict.COUNTED));
        assertThat(checked.result()).isEqualTo(OLD);
    }

    @Test
    void severalItemsAreReadTwice() {
        TransactionalRead read = new TransactionalRead(List.of(A, B), 2, 10);
        assertThat(read.start(0)).containsExactly(new Look(A, 0), new Look(B, 0));
        assertThat(tell(read, new Look(A, 0), free(OLD))).isEmpty();
        assertThat(tell(read, new Look(B, 0), free(NEW)))
                .containsExactly(new Look(A, SECOND_ROUND), new Look(B, SECOND_ROUND));
        tell(read, new Look(A, SECOND_ROUND), free(OLD));
        assertThat(read.result()).isNull();
        tell(read, new Look(B, SECOND_ROUND), free(NEW));
        assertThat(read.result()).isEqualTo(new TransactionalRead.Found(List.of(OLD, NEW)));
    }

    @Test
    void whatChangedIsReadAgainAndThenConflicts() {
        TransactionalRead read = new TransactionalRead(List.of(A, B), 3, 10);
        read.start(0);
        for (long round = 0; round < 3; round++) {
            assertThat(read.result()).isNull();
            tell(read, new Look(A, round * SECOND_ROUND), free(OLD));
            tell(read, new Look(B, round * SECOND_ROUND), free(new StoredValue(round, null)));
        }
        assertThat(read.result()).isEqualTo(new TransactionalRead.Conflicted(List.of(false, true)));
    }

    /** The answer is of a time before the second round, in which the transaction may have been committed since. */
    @Test
    void anAnswerOfTheFirstRoundIsNoneToTheSecond() {
        TransactionalRead read = new TransactionalRead(List.of(A), 2, 10);
        read.start(0);
        tell(read, new Look(A, 0), held(OLD, intent(A, 7)));
        tell(read, ask(A, 7, 1), settled(Verdict.UNDECIDED));
        tell(read, new Look(A, 2), held(OLD, intent(A, 7)));
        assertThat(tell(read, new Look(A, SECOND_ROUND), held(OLD, intent(A, 7))))
                .containsExactly(ask(A, 7, SECOND_ROUND + 1));
        assertThat(tell(read, ask(A, 7, 1), settled(Verdict.UNDECIDED))).isEmpty();
        tell(read, ask(A, 7, SECOND_ROUND + 1), settled(Verdict.COUNTED));
        assertThat(read.result()).isEqualTo(new TransactionalRead.Conflicted(List.of(true)));
    }

    @Test
    void anIntentThatCountsIsPutInForAPage() {
        CountedIntent counted = new CountedIntent(intent(A, 7), 10);
        assertThat(counted.start(0)).containsExactly(ask(A, 7, 0));
        TransactionMessage.Commit commit = new TransactionMessage.Commit(A, id(1), new IntentStamp(7));
        assertThat(tell(counted, ask(A, 7, 0), settled(Verdict.COUNTED))).containsExactly(commit);
        assertThat(counted.isOver()).isFalse();
        assertThat(counted.tick(10)).containsExactly(commit);
        assertThat(tell(counted, commit, new TransactionAnswer.Done())).isEmpty();
        assertThat(counted.result()).isTrue();
    }

    @Test
    void anIntentThatDoesNotCountOrNotYetIsLeftAloneByAPage() {
        for (Verdict verdict : new Verdict[] {Verdict.UNDECIDED, Verdict.NOT_COUNTED}) {
            CountedIntent undecided = new CountedIntent(intent(A, 7), 10);
            undecided.start(0);
            assertThat(tell(undecided, ask(A, 7, 0), settled(verdict))).isEmpty();
            assertThat(undecided.isOver()).isTrue();
            assertThat(tell(undecided, ask(A, 7, 0), settled(Verdict.COUNTED))).isEmpty();
        }
    }
}
