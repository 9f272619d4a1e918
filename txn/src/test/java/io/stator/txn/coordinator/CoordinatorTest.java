package io.stator.txn.coordinator;

import static io.stator.txn.Keys.A;
import static io.stator.txn.Keys.B;
import static io.stator.txn.Keys.C;
import static io.stator.txn.Keys.header;
import static io.stator.txn.Keys.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
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
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Prepare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a coordinator sends; the deadline is at 100, and it sends again after 10. */
class CoordinatorTest {
    private static final TransactionHeader HEADER = header(1, 100);
    private static final RequestToken TOKEN = new RequestToken(ByteString.EMPTY, ByteString.EMPTY);
    private static final TransactionAnswer COMMITTED = new TransactionAnswer.Decided(Decision.COMMITTED);
    private static final TransactionAnswer ABORTED = new TransactionAnswer.Decided(Decision.ABORTED);
    private static final TransactionAnswer DONE = new TransactionAnswer.Done();
    private static final TransactionAnswer CONFLICT = new TransactionAnswer.Refused(new Refusal.Conflict());
    private static final Prepare PREPARE_B = new Prepare(HEADER, B, 0, TOKEN);
    private static final Prepare PREPARE_C = new Prepare(HEADER, C, 2, TOKEN);
    private static final AskRefusals ASK = new AskRefusals(HEADER, List.of(A), TOKEN);
    private static final TransactionAnswer NEAR_FINE = new TransactionAnswer.RefusedTogether(List.of(Optional.empty()));
    private static final Execute EXECUTE = new Execute(
            HEADER, List.of(A), TOKEN, new CountedIntents(Map.of(B, new IntentStamp(2), C, new IntentStamp(3))));
    private static final Execute ALL = new Execute(HEADER, List.of(B, A, C), TOKEN, CountedIntents.NONE);

    private final Coordinator coordinator = coordinator(Set.of(A));

    private static Coordinator coordinator(Set<EncodedKey> near) {
        return new Coordinator(new TransactionPlan(HEADER, List.of(B, A, C), TOKEN, near), timing());
    }

    private static CoordinatorTiming timing() {
        return new CoordinatorTiming(10, 50);
    }

    private static TransactionAnswer prepared(long stamp) {
        return new TransactionAnswer.Prepared(new IntentStamp(stamp));
    }

    private static Drop drop(EncodedKey key) {
        return new Drop(key, id(1), null);
    }

    private static Commit commit(EncodedKey key, long stamp) {
        return new Commit(key, id(1), new IntentStamp(stamp));
    }

    private List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer) {
        return coordinator.answered(message, answer, 5);
    }

    private void prepareAll() {
        assertThat(coordinator.start(0)).containsExactly(PREPARE_B, PREPARE_C);
        assertThat(answered(PREPARE_C, prepared(3))).isEmpty();
        assertThat(answered(PREPARE_B, prepared(2))).containsExactly(EXECUTE);
    }

    /** Of C; B is prepared. */
    private void refuse(TransactionAnswer refused) {
        coordinator.start(0);
        answered(PREPARE_C, refused);
        assertThat(coordinator.result()).isNull();
        assertThat(answered(PREPARE_B, prepared(2))).containsExactly(ASK);
    }

    @Test
    void theOthersPrepareThenTheAnchorDoesItsPartAndDecidesThenTheOthersCommit() {
        prepareAll();
        assertThat(coordinator.result()).isNull();
        assertThat(answered(EXECUTE, COMMITTED)).containsExactly(commit(B, 2), commit(C, 3));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Committed());
        assertThat(answered(commit(C, 3), DONE)).isEmpty();
        Confirm confirm = new Confirm(HEADER, List.of(B, C));
        assertThat(answered(commit(B, 2), DONE)).containsExactly(confirm);
        assertThat(coordinator.isOver()).isFalse();
        assertThat(answered(confirm, DONE)).isEmpty();
        assertThat(coordinator.isOver()).isTrue();
    }

    @Test
    void whatLiesWithTheAnchorNeedsNoIntent() {
        Coordinator two = coordinator(Set.of(A, C));
        assertThat(two.start(0)).containsExactly(PREPARE_B);
        Execute execute = new Execute(HEADER, List.of(A, C), TOKEN, new CountedIntents(Map.of(B, new IntentStamp(2))));
        assertThat(two.answered(PREPARE_B, prepared(2), 1)).containsExactly(execute);
        Refusal failed = new Refusal.ConditionFailed(null);
        TransactionAnswer refused =
                new TransactionAnswer.RefusedTogether(List.of(Optional.empty(), Optional.of(failed)));
        assertThat(two.answered(execute, refused, 2)).containsExactly(drop(B));
        assertThat(two.result())
                .as("in the order of the request")
                .isEqualTo(new TransactionOutcome.Cancelled(
                        List.of(Optional.empty(), Optional.empty(), Optional.of(failed))));
    }

    @Test
    void refusalsAreToldWhenAllHaveAnsweredAndNoEarlierAttemptDidIt() {
        refuse(CONFLICT);
        assertThat(coordinator.result()).isNull();
        assertThat(answered(ASK, NEAR_FINE)).containsExactly(drop(B));
        assertThat(coordinator.result())
                .isEqualTo(new TransactionOutcome.Cancelled(
                        List.of(Optional.empty(), Optional.empty(), Optional.of(new Refusal.Conflict()))));
        answered(drop(B), DONE);
        assertThat(coordinator.isOver()).isTrue();
    }

    @Test
    void whatWouldRefuseTheAnchorsItemsIsToldBesideWhatWasRefusedElsewhere() {
        Coordinator two = new Coordinator(new TransactionPlan(HEADER, List.of(B, A, C), null, Set.of(C, A)), timing());
        Prepare prepare = new Prepare(HEADER, B, 0, null);
        assertThat(two.start(0)).containsExactly(prepare);
        AskRefusals ask = new AskRefusals(HEADER, List.of(A, C), null);
        assertThat(two.answered(prepare, CONFLICT, 1))
                .as("without a token, too")
                .containsExactly(ask);
        Refusal failed = new Refusal.ConditionFailed(null);
        TransactionAnswer refused =
                new TransactionAnswer.RefusedTogether(List.of(Optional.of(failed), Optional.empty()));
        assertThat(two.answered(ask, refused, 2)).isEmpty();
        assertThat(two.result())
                .as("in the order of the request")
                .isEqualTo(new TransactionOutcome.Cancelled(
                        List.of(Optional.of(new Refusal.Conflict()), Optional.of(failed), Optional.empty())));
    }

    @Test
    void whereTheAnchorsItemsCameApartTheReasonsAreNotKnownAndAnotherAttemptTells() {
        refuse(CONFLICT);
        assertThat(answered(ASK, new TransactionAnswer.Apart())).containsExactly(drop(B));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void atTheDeadlineNobodyWaitsForReasons() {
        refuse(CONFLICT);
        assertThat(coordinator.tick(20)).containsExactly(ASK);
        assertThat(coordinator.tick(101)).containsExactly(drop(B));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void whatWasCommittedUnderTheTokenIsDone() {
        refuse(new TransactionAnswer.Refused(new Refusal.ConditionFailed(null)));
        assertThat(answered(ASK, new TransactionAnswer.TokenUsed(TokenUse.COMMITTED)))
                .containsExactly(drop(B));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Committed());
    }

    @Test
    void theSameRequestsIntentIsTheRequestInProgressUnlessItWasDone() {
        TransactionAnswer repeated = new TransactionAnswer.Refused(new Refusal.Repeated(TokenUse.IN_PROGRESS));
        refuse(repeated);
        answered(ASK, NEAR_FINE);
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.TokenUsed(TokenUse.IN_PROGRESS));
    }

    @Test
    void aTokenThatWasUsedEndsIt() {
        prepareAll();
        assertThat(answered(EXECUTE, new TransactionAnswer.TokenUsed(TokenUse.OTHER_PARAMETERS)))
                .containsExactly(drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.TokenUsed(TokenUse.OTHER_PARAMETERS));
    }

    @Test
    void whatIsNotAnsweredIsSentAgainAndAnswersThatComeTwiceMeanNothing() {
        coordinator.start(0);
        assertThat(coordinator.tick(9)).isEmpty();
        assertThat(coordinator.tick(10)).containsExactly(PREPARE_B, PREPARE_C);
        assertThat(coordinator.tick(19)).isEmpty();
        answered(PREPARE_B, prepared(2));
        answered(PREPARE_B, prepared(7));
        assertThat(answered(PREPARE_C, prepared(3))).containsExactly(EXECUTE);
    }

    @Test
    void atTheDeadlineNothingIsDoneUnlessTheDecisionIsUnderWay() {
        coordinator.start(0);
        answered(PREPARE_B, prepared(2));
        assertThat(coordinator.tick(101)).containsExactly(drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void aDecisionWithoutAnAnswerIsAbortedToKnow() {
        prepareAll();
        assertThat(coordinator.tick(101)).containsExactly(new Abort(HEADER));
        assertThat(coordinator.result()).isNull();
        assertThat(answered(EXECUTE, COMMITTED)).as("no longer waited for").isEmpty();
        assertThat(answered(new Abort(HEADER), COMMITTED)).containsExactly(commit(B, 2), commit(C, 3));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Committed());
    }

    @Test
    void whatWasAbortedForItsDeadlineIsNotDone() {
        prepareAll();
        coordinator.tick(101);
        assertThat(answered(new Abort(HEADER), ABORTED)).containsExactly(drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void whatIsNotAnsweredForLongIsUnknownAndNothingIsTakenBack() {
        prepareAll();
        coordinator.tick(101);
        assertThat(coordinator.tick(151)).isEmpty();
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Unknown());
        assertThat(coordinator.isOver()).isTrue();
    }

    @Test
    void aRecordThatIsGoneIsUnknown() {
        prepareAll();
        assertThat(answered(EXECUTE, new TransactionAnswer.Forgotten())).isEmpty();
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Unknown());
    }

    @Test
    void aRecordThatIsGoneWhenItIsToBeAbortedIsUnknownToo() {
        prepareAll();
        coordinator.tick(101);
        assertThat(answered(new Abort(HEADER), new TransactionAnswer.Forgotten()))
                .isEmpty();
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Unknown());
    }

    @Test
    void whatOthersHaveRuledOutIsNotDone() {
        prepareAll();
        assertThat(answered(EXECUTE, ABORTED)).containsExactly(drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void onePartitionIsOneEntry() {
        Coordinator together = coordinator(Set.of(A, B, C));
        assertThat(together.start(0)).containsExactly(ALL);
        assertThat(together.answered(ALL, COMMITTED, 1)).isEmpty();
        assertThat(together.result()).isEqualTo(new TransactionOutcome.Committed());
        assertThat(together.isOver()).isTrue();
    }

    @Test
    void aPartitionThatWasSplitDidItBeforeOrNeverWill() {
        for (TransactionAnswer decision : List.of(COMMITTED, ABORTED)) {
            Coordinator together = coordinator(Set.of(A, B, C));
            together.start(0);
            assertThat(together.answered(ALL, new TransactionAnswer.Apart(), 1)).containsExactly(new Abort(HEADER));
            assertThat(together.result()).isNull();
            assertThat(together.answered(new Abort(HEADER), decision, 2)).isEmpty();
            assertThat(together.result())
                    .isEqualTo(
                            decision.equals(COMMITTED)
                                    ? new TransactionOutcome.Committed()
                                    : new TransactionOutcome.NotDone());
            assertThat(together.isOver()).isTrue();
        }
    }
}
