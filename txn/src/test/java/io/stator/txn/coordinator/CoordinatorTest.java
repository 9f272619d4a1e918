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
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Decide;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Prepare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a coordinator sends; the deadline is at 100, and it sends again after 10. */
class CoordinatorTest {
    private static final TransactionHeader HEADER = header(1, 100);
    private static final RequestToken TOKEN = new RequestToken(ByteString.EMPTY, ByteString.EMPTY);
    private static final TransactionAnswer COMMITTED = new TransactionAnswer.Decided(Decision.COMMITTED);
    private static final TransactionAnswer ABORTED = new TransactionAnswer.Decided(Decision.ABORTED);
    private static final TransactionAnswer DONE = new TransactionAnswer.Done();
    private static final Prepare PREPARE_B = new Prepare(HEADER, B, 0, null);
    private static final Prepare BEGIN = new Prepare(HEADER, A, 1, TOKEN);
    private static final Prepare PREPARE_C = new Prepare(HEADER, C, 2, null);
    private static final Decide DECIDE = new Decide(
            HEADER, new CountedIntents(Map.of(A, new IntentStamp(1), B, new IntentStamp(2), C, new IntentStamp(3))));
    private static final Execute EXECUTE = new Execute(HEADER, List.of(B, A, C), TOKEN);

    private final Coordinator coordinator = coordinator(false);

    private static Coordinator coordinator(boolean together) {
        return new Coordinator(
                new TransactionPlan(HEADER, List.of(B, A, C), TOKEN, together), new CoordinatorTiming(10, 50));
    }

    private static TransactionAnswer prepared(long stamp) {
        return new TransactionAnswer.Prepared(new IntentStamp(stamp));
    }

    private static Drop drop(EncodedKey key) {
        return new Drop(key, id(1), null);
    }

    private List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer) {
        return coordinator.answered(message, answer, 5);
    }

    private void prepareAll() {
        assertThat(coordinator.start(0)).containsExactly(PREPARE_B, BEGIN, PREPARE_C);
        assertThat(answered(PREPARE_C, prepared(3))).isEmpty();
        assertThat(answered(BEGIN, prepared(1))).isEmpty();
        assertThat(answered(PREPARE_B, prepared(2))).containsExactly(DECIDE);
    }

    @Test
    void allPrepareThenTheRecordDecidesThenAllCommit() {
        prepareAll();
        assertThat(coordinator.result()).isNull();
        Commit commitB = new Commit(B, id(1), new IntentStamp(2));
        Commit commitC = new Commit(C, id(1), new IntentStamp(3));
        assertThat(answered(DECIDE, COMMITTED)).containsExactly(commitB, commitC);
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Committed());
        assertThat(answered(commitC, DONE)).isEmpty();
        Confirm confirm = new Confirm(HEADER, List.of(B, C));
        assertThat(answered(commitB, DONE)).containsExactly(confirm);
        assertThat(coordinator.isOver()).isFalse();
        assertThat(answered(confirm, DONE)).isEmpty();
        assertThat(coordinator.isOver()).isTrue();
    }

    @Test
    void refusalsAreToldInTheRequestsOrderWhenAllHaveAnswered() {
        coordinator.start(0);
        answered(PREPARE_C, new TransactionAnswer.Refused(new Refusal.Conflict()));
        assertThat(coordinator.result()).isNull();
        answered(BEGIN, prepared(1));
        assertThat(answered(PREPARE_B, prepared(2))).containsExactly(new Abort(HEADER), drop(B));
        assertThat(coordinator.result())
                .isEqualTo(new TransactionOutcome.Cancelled(
                        List.of(Optional.empty(), Optional.empty(), Optional.of(new Refusal.Conflict()))));
        answered(drop(B), DONE);
        answered(new Abort(HEADER), ABORTED);
        assertThat(coordinator.isOver()).isTrue();
    }

    @Test
    void aTokenThatWasUsedEndsIt() {
        coordinator.start(0);
        answered(PREPARE_C, prepared(3));
        answered(PREPARE_B, prepared(2));
        assertThat(answered(BEGIN, new TransactionAnswer.TokenUsed(TokenUse.IN_PROGRESS)))
                .containsExactly(new Abort(HEADER), drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.TokenUsed(TokenUse.IN_PROGRESS));
    }

    @Test
    void whatWasCommittedUnderTheTokenIsDone() {
        coordinator.start(0);
        answered(PREPARE_C, new TransactionAnswer.Refused(new Refusal.ConditionFailed(null)));
        answered(PREPARE_B, prepared(2));
        answered(BEGIN, new TransactionAnswer.TokenUsed(TokenUse.COMMITTED));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Committed());
    }

    @Test
    void whatIsNotAnsweredIsSentAgainAndAnswersThatComeTwiceMeanNothing() {
        coordinator.start(0);
        answered(BEGIN, prepared(1));
        assertThat(coordinator.tick(9)).isEmpty();
        assertThat(coordinator.tick(10)).containsExactly(PREPARE_B, PREPARE_C);
        assertThat(coordinator.tick(19)).isEmpty();
        answered(PREPARE_B, prepared(2));
        answered(PREPARE_B, prepared(7));
        assertThat(answered(PREPARE_C, prepared(3))).containsExactly(DECIDE);
    }

    @Test
    void atTheDeadlineNothingIsDoneUnlessTheDecisionIsUnderWay() {
        coordinator.start(0);
        answered(PREPARE_B, prepared(2));
        assertThat(coordinator.tick(101)).containsExactly(new Abort(HEADER), drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void aDecisionThatIsNotAnsweredIsUnknownAndNothingIsTakenBack() {
        prepareAll();
        assertThat(coordinator.tick(101)).containsExactly(DECIDE);
        assertThat(coordinator.tick(151)).isEmpty();
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Unknown());
        assertThat(coordinator.isOver()).isTrue();
    }

    @Test
    void whomOthersAbortedIsNotDone() {
        prepareAll();
        assertThat(answered(DECIDE, ABORTED)).containsExactly(drop(B), drop(C));
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.NotDone());
    }

    @Test
    void aRecordThatIsGoneIsUnknown() {
        prepareAll();
        assertThat(answered(DECIDE, new TransactionAnswer.Forgotten())).isEmpty();
        assertThat(coordinator.result()).isEqualTo(new TransactionOutcome.Unknown());
    }

    @Test
    void onePartitionIsOneEntry() {
        Coordinator together = coordinator(true);
        assertThat(together.start(0)).containsExactly(EXECUTE);
        assertThat(together.answered(EXECUTE, COMMITTED, 1)).isEmpty();
        assertThat(together.result()).isEqualTo(new TransactionOutcome.Committed());
        assertThat(together.isOver()).isTrue();
    }

    @Test
    void aPartitionThatWasSplitIsTwoAndMayHaveDoneItBefore() {
        Coordinator together = coordinator(true);
        together.start(0);
        assertThat(together.answered(EXECUTE, new TransactionAnswer.Apart(), 1))
                .containsExactly(PREPARE_B, BEGIN, PREPARE_C);
        together.answered(PREPARE_B, prepared(2), 1);
        together.answered(PREPARE_C, prepared(3), 1);
        assertThat(together.answered(BEGIN, COMMITTED, 1)).containsExactly(drop(B), drop(C));
        assertThat(together.result()).isEqualTo(new TransactionOutcome.Committed());
    }

    @Test
    void oneEntryWithoutAnAnswerIsAbortedToKnow() {
        Coordinator together = coordinator(true);
        together.start(0);
        assertThat(together.tick(101)).containsExactly(new Abort(HEADER));
        assertThat(together.result()).isNull();
        together.answered(new Abort(HEADER), COMMITTED, 102);
        assertThat(together.result()).isEqualTo(new TransactionOutcome.Committed());
    }

    @Test
    void afterASplitTimeIsOverOnlyWhenTheRecordSaysSo() {
        Coordinator together = coordinator(true);
        together.start(0);
        together.answered(EXECUTE, new TransactionAnswer.Apart(), 1);
        assertThat(together.tick(101)).containsExactly(new Abort(HEADER));
        assertThat(together.result()).isNull();
        assertThat(together.answered(new Abort(HEADER), ABORTED, 102)).containsExactly(drop(B), drop(C));
        assertThat(together.result()).isEqualTo(new TransactionOutcome.NotDone());
    }
}
