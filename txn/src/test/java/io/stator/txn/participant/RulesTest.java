package io.stator.txn.participant;

import static io.stator.txn.Keys.A;
import static io.stator.txn.Keys.B;
import static io.stator.txn.Keys.header;
import static io.stator.txn.Keys.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Decision;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Prepare;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.TransactionMessage.Write;
import io.stator.txn.TransactionRecord;
import io.stator.txn.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a partition does with each message; deadlines are at 100, tokens are known for 1,000 after. */
class RulesTest {
    private static final TransactionHeader FIRST = header(1, 100);
    private static final TransactionHeader SECOND = header(2, 100);
    private static final RequestToken TOKEN = token("p");
    private static final TransactionAnswer DONE = new TransactionAnswer.Done();
    private static final TransactionAnswer COMMITTED = new TransactionAnswer.Decided(Decision.COMMITTED);
    private static final TransactionAnswer ABORTED = new TransactionAnswer.Decided(Decision.ABORTED);
    private static final TransactionAnswer CONFLICT = new TransactionAnswer.Refused(new Refusal.Conflict());
    private static final TransactionAnswer TOO_LATE = new TransactionAnswer.Refused(new Refusal.TooLate());

    private final MemoryStore store = new MemoryStore();
    private final Participant participant = new StoreParticipant(store);
    private final TransactionApply apply =
            new TransactionApply(participant, new StoreAnchor(store, participant, new Retention(1_000, 50)));
    private Evaluation evaluation = new Evaluation.Accepted(new Change.Put(ByteString.copyFromUtf8("new"), 3));

    private static RequestToken token(String parameters) {
        return new RequestToken(ByteString.copyFromUtf8("token"), ByteString.copyFromUtf8(parameters));
    }

    private TransactionAnswer at(long stamp, TransactionMessage.Logged message) throws IOException {
        return apply.apply(message, stamp, key -> evaluation);
    }

    private static Prepare prepare(TransactionHeader header) {
        return new Prepare(header, B, 1, TOKEN);
    }

    /** Does its part at A, and decides over an intent at B. */
    private static Execute execute(TransactionHeader header, long other) {
        return new Execute(header, List.of(A), TOKEN, new CountedIntents(Map.of(B, new IntentStamp(other))));
    }

    private static Execute executeAll(TransactionHeader header) {
        return new Execute(header, List.of(B, A), TOKEN, CountedIntents.NONE);
    }

    private static TransactionAnswer prepared(long stamp) {
        return new TransactionAnswer.Prepared(new IntentStamp(stamp));
    }

    private Verdict asked(TransactionHeader header, EncodedKey key, long stamp) throws IOException {
        TransactionAnswer answer = new StoreAnchor(store, participant, new Retention(1_000, 50))
                .ask(new Ask(header, key, new IntentStamp(stamp), 0));
        return ((TransactionAnswer.Settled) answer).verdict();
    }

    private Optional<String> item(EncodedKey key) {
        return Optional.ofNullable(store.items.get(key))
                .map(value -> value.version() + ":"
                        + Optional.ofNullable(value.item()).orElseThrow().toStringUtf8());
    }

    /** Prepared with the stamp 11 at B, and decided at 12. */
    private void commitFirst() throws IOException {
        assertThat(at(11, prepare(FIRST))).isEqualTo(prepared(11));
        assertThat(at(12, execute(FIRST, 11))).isEqualTo(COMMITTED);
    }

    @Test
    void anItemGetsTheVersionOfItsIntentWhenItIsCommitted() throws IOException {
        commitFirst();
        assertThat(item(A)).hasValue("12:new");
        assertThat(item(B)).isEmpty();
        assertThat(asked(FIRST, B, 11)).isEqualTo(Verdict.COUNTED);
        assertThat(at(30, new Commit(B, id(1), new IntentStamp(11)))).isEqualTo(DONE);
        assertThat(item(B)).hasValue("11:new");
        assertThat(store.intents).isEmpty();
    }

    @Test
    void aDeleteAndACheckAreIntentsToo() throws IOException {
        evaluation = new Evaluation.Accepted(new Change.Nothing());
        assertThat(at(11, prepare(SECOND))).isEqualTo(prepared(11));
        assertThat(at(12, new Prepare(FIRST, B, 0, null))).isEqualTo(CONFLICT);
        assertThat(apply.blocked(new Write(B, 0, false))).isInstanceOf(TransactionAnswer.Blocked.class);
        at(11, new Commit(B, id(2), new IntentStamp(11)));
        assertThat(item(B)).isEmpty();
    }

    @Test
    void aSecondCopyOfAPrepareIsAnsweredAsTheFirst() throws IOException {
        assertThat(at(11, prepare(FIRST))).isEqualTo(prepared(11));
        assertThat(at(20, prepare(FIRST))).isEqualTo(prepared(11));
    }

    @Test
    void anIntentKeepsOthersAway() throws IOException {
        at(10, prepare(FIRST));
        assertThat(at(11, new Prepare(SECOND, B, 0, null))).isEqualTo(CONFLICT);
        assertThat(at(11, new Execute(SECOND, List.of(B, A), null, CountedIntents.NONE)))
                .isEqualTo(new TransactionAnswer.RefusedTogether(
                        List.of(Optional.of(new Refusal.Conflict()), Optional.empty())));
        assertThat(apply.blocked(new Write(B, 0, false)))
                .isEqualTo(new TransactionAnswer.Blocked(store.intents.get(B)));
        assertThat(apply.blocked(new Write(B, 1, true))).isEqualTo(new TransactionAnswer.Conflicted());
        assertThat(apply.blocked(new Write(A, 0, false))).isNull();
    }

    @Test
    void whatIsRefusedLeavesNoIntent() throws IOException {
        Refusal failed = new Refusal.ConditionFailed(null);
        evaluation = new Evaluation.Rejected(failed);
        assertThat(at(10, prepare(FIRST))).isEqualTo(new TransactionAnswer.Refused(failed));
        assertThat(at(101, prepare(SECOND))).isEqualTo(TOO_LATE);
        assertThat(store.intents).isEmpty();
        assertThat(store.records).isEmpty();
    }

    /** Conditions of what is prepared held before; those of the anchor's own items hold at the decision, or there is none. */
    @Test
    void whatIsPreparedElsewhereIsNotCommittedIfTheAnchorsOwnConditionFails() throws IOException {
        at(11, prepare(FIRST));
        Refusal failed = new Refusal.ConditionFailed(null);
        evaluation = new Evaluation.Rejected(failed);
        assertThat(at(12, execute(FIRST, 11)))
                .isEqualTo(new TransactionAnswer.RefusedTogether(List.of(Optional.of(failed))));
        assertThat(asked(FIRST, B, 11)).isEqualTo(Verdict.NOT_COUNTED);
        evaluation = new Evaluation.Accepted(new Change.Delete());
        assertThat(at(13, execute(FIRST, 11))).isEqualTo(ABORTED);
    }

    /** The copy makes an intent of its own, which nothing but its own stamp commits. */
    @Test
    void aLateCopyOfAPrepareNeverCounts() throws IOException {
        commitFirst();
        at(13, new Commit(B, id(1), new IntentStamp(11)));
        assertThat(at(14, prepare(FIRST))).isEqualTo(prepared(14));
        assertThat(asked(FIRST, B, 14)).isEqualTo(Verdict.NOT_COUNTED);
        assertThat(at(15, new Commit(B, id(1), new IntentStamp(11)))).isEqualTo(DONE);
        assertThat(item(B)).hasValue("11:new");
        assertThat(at(16, new Drop(B, id(1), new IntentStamp(11)))).isEqualTo(DONE);
        assertThat(store.intents).containsKey(B);
        assertThat(at(16, new Drop(B, id(1), new IntentStamp(14)))).isEqualTo(DONE);
        assertThat(store.intents).isEmpty();
        assertThat(at(17, execute(FIRST, 14))).isEqualTo(COMMITTED);
        assertThat(item(A)).hasValue("12:new");
    }

    @Test
    void aDecisionNeverChanges() throws IOException {
        commitFirst();
        assertThat(at(13, new Abort(FIRST))).isEqualTo(COMMITTED);
        assertThat(at(200, new Resolve(FIRST, B, new IntentStamp(11))))
                .isEqualTo(new TransactionAnswer.Settled(Verdict.COUNTED));
        assertThat(at(13, new Abort(SECOND))).isEqualTo(ABORTED);
        assertThat(at(14, execute(SECOND, 14))).isEqualTo(ABORTED);
    }

    @Test
    void onlyAfterTheDeadlineMayOthersRuleItOut() throws IOException {
        at(11, prepare(FIRST));
        assertThat(at(100, new Resolve(FIRST, B, new IntentStamp(11))))
                .isEqualTo(new TransactionAnswer.Settled(Verdict.UNDECIDED));
        assertThat(at(101, new Resolve(FIRST, B, new IntentStamp(11))))
                .isEqualTo(new TransactionAnswer.Settled(Verdict.NOT_COUNTED));
        assertThat(at(90, execute(FIRST, 11))).isEqualTo(ABORTED);
        assertThat(at(90, new Abort(FIRST))).isEqualTo(ABORTED);
        assertThat(item(A)).isEmpty();
    }

    /** What has no record is ruled out before its intents go; also by a leader whose clock is behind. */
    @Test
    void whatWasTakenForAbortedDoesNotBeginLater() throws IOException {
        assertThat(asked(FIRST, B, 11)).isEqualTo(Verdict.UNDECIDED);
        assertThat(at(101, new Resolve(FIRST, B, new IntentStamp(11))))
                .isEqualTo(new TransactionAnswer.Settled(Verdict.NOT_COUNTED));
        assertThat(asked(FIRST, B, 11)).isEqualTo(Verdict.NOT_COUNTED);
        assertThat(at(50, executeAll(FIRST))).isEqualTo(ABORTED);
        assertThat(at(50, execute(header(3, 101), 11))).isEqualTo(COMMITTED);
    }

    /** Committed records go when the time of their tokens is over, at 1,100 by some leader's clock; the versions tell that one's. */
    @Test
    void whatIsAbsentIsKnownToBeUndoneWhereNoCommittedRecordCanHaveGone() throws IOException {
        at(101, new Resolve(FIRST, B, new IntentStamp(11)));
        store.takeVersion(1_100);
        assertThat(at(50, execute(FIRST, 11))).isEqualTo(ABORTED);
        assertThat(at(50, new Abort(FIRST))).isEqualTo(ABORTED);
        store.takeVersion(1_101);
        assertThat(at(50, execute(FIRST, 11))).isEqualTo(new TransactionAnswer.Forgotten());
        assertThat(at(50, new Abort(FIRST))).isEqualTo(new TransactionAnswer.Forgotten());
    }

    @Test
    void whatWasAbortedIsKnownToBeUndoneWhenItsRecordIsGone() throws IOException {
        at(10, new Abort(FIRST));
        at(151, new Remove(FIRST));
        assertThat(store.records).isEmpty();
        assertThat(at(50, execute(FIRST, 11))).isEqualTo(ABORTED);
    }

    @Test
    void anAbortComesBeforeWhatItAborts() throws IOException {
        assertThat(at(10, new Abort(FIRST))).isEqualTo(ABORTED);
        assertThat(at(11, execute(FIRST, 11))).isEqualTo(ABORTED);
        assertThat(store.items).isEmpty();
    }

    @Test
    void aCommittedRecordStaysUntilAllIsConfirmedAndTheTokenIsOver() throws IOException {
        commitFirst();
        at(5_000, new Remove(FIRST));
        assertThat(store.records).isNotEmpty();
        at(20, new Confirm(FIRST, List.of(B)));
        at(1_100, new Remove(FIRST));
        assertThat(store.records).isNotEmpty();
        at(1_101, new Remove(FIRST));
        assertThat(store.records).isEmpty();
        assertThat(store.tokens).isEmpty();
        assertThat(at(50, execute(FIRST, 11))).isEqualTo(new TransactionAnswer.Forgotten());
        assertThat(at(50, new Abort(FIRST))).isEqualTo(new TransactionAnswer.Forgotten());
    }

    @Test
    void aTokenIsKnownWhereItsIntentStandsAndWhereItIsCommitted() throws IOException {
        at(11, prepare(FIRST));
        assertThat(at(11, prepare(SECOND))).isEqualTo(refused(TokenUse.IN_PROGRESS));
        assertThat(at(11, new Prepare(SECOND, B, 0, token("other")))).isEqualTo(refused(TokenUse.OTHER_PARAMETERS));
        assertThat(at(11, new Prepare(SECOND, B, 0, new RequestToken(ByteString.EMPTY, ByteString.EMPTY))))
                .isEqualTo(CONFLICT);
        assertThat(at(11, executeAll(header(4, 100))))
                .isEqualTo(new TransactionAnswer.RefusedTogether(
                        List.of(Optional.of(new Refusal.Repeated(TokenUse.IN_PROGRESS)), Optional.empty())));
        assertThat(tokenAsked(TOKEN)).isInstanceOf(TransactionAnswer.RefusedTogether.class);
        at(12, execute(FIRST, 11));
        TransactionAnswer used = new TransactionAnswer.TokenUsed(TokenUse.COMMITTED);
        assertThat(tokenAsked(TOKEN)).isEqualTo(used);
        assertThat(tokenAsked(token("other"))).isEqualTo(new TransactionAnswer.TokenUsed(TokenUse.OTHER_PARAMETERS));
        assertThat(at(13, execute(header(3, 100), 14))).isEqualTo(used);
        assertThat(asked(header(3, 100), B, 14)).isEqualTo(Verdict.NOT_COUNTED);
    }

    private static TransactionAnswer refused(TokenUse use) {
        return new TransactionAnswer.Refused(new Refusal.Repeated(use));
    }

    private TransactionAnswer tokenAsked(RequestToken token) throws IOException {
        return refusalsAsked(SECOND, token);
    }

    private TransactionAnswer refusalsAsked(TransactionHeader header, @Nullable RequestToken token) throws IOException {
        return new StoreAnchor(store, participant, new Retention(1_000, 50))
                .askRefusals(new AskRefusals(header, List.of(B, A), token), key -> evaluation);
    }

    @Test
    void whatWouldRefuseItIsToldAndNothingIsChanged() throws IOException {
        assertThat(refusalsAsked(FIRST, TOKEN))
                .isEqualTo(new TransactionAnswer.RefusedTogether(List.of(Optional.empty(), Optional.empty())));
        at(11, prepare(SECOND));
        Refusal failed = new Refusal.ConditionFailed(null);
        evaluation = new Evaluation.Rejected(failed);
        assertThat(refusalsAsked(FIRST, null))
                .isEqualTo(new TransactionAnswer.RefusedTogether(
                        List.of(Optional.of(new Refusal.Conflict()), Optional.of(failed))));
        assertThat(refusalsAsked(FIRST, TOKEN))
                .isEqualTo(new TransactionAnswer.RefusedTogether(
                        List.of(Optional.of(new Refusal.Repeated(TokenUse.IN_PROGRESS)), Optional.of(failed))));
        assertThat(store.items).isEmpty();
        assertThat(store.records).isEmpty();
        assertThat(store.lastVersion).isEqualTo(11);
    }

    @Test
    void aTokenOfWhatWasAbortedIsFree() throws IOException {
        at(11, new Abort(FIRST));
        assertThat(at(12, execute(SECOND, 11))).isEqualTo(COMMITTED);
    }

    @Test
    void oneEntryDoesItAllAndWritesTheSameRecord() throws IOException {
        Execute execute = executeAll(FIRST);
        assertThat(at(10, execute)).isEqualTo(COMMITTED);
        assertThat(item(A)).hasValue("10:new");
        assertThat(item(B)).hasValue("11:new");
        assertThat(at(12, execute)).isEqualTo(COMMITTED);
        assertThat(store.lastVersion).isEqualTo(11);
        assertThat(at(13, executeAll(SECOND))).isEqualTo(new TransactionAnswer.TokenUsed(TokenUse.COMMITTED));
        assertThat(store.records.get(id(1))).isInstanceOf(TransactionRecord.Committed.class);
    }

    @Test
    void oneEntryThatIsRefusedIsNotDoneByALaterCopy() throws IOException {
        evaluation = new Evaluation.Rejected(new Refusal.ConditionFailed(null));
        at(10, executeAll(FIRST));
        evaluation = new Evaluation.Accepted(new Change.Delete());
        assertThat(at(11, executeAll(FIRST))).isEqualTo(ABORTED);
        assertThat(at(101, executeAll(SECOND))).isInstanceOf(TransactionAnswer.RefusedTogether.class);
        assertThat(at(99, executeAll(SECOND))).isEqualTo(ABORTED);
    }
}
