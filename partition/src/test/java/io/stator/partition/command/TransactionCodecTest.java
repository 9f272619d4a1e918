package io.stator.partition.command;

import static io.stator.partition.command.TransactionStepsOfTests.ANCHOR;
import static io.stator.partition.command.TransactionStepsOfTests.HEADER;
import static io.stator.partition.command.TransactionStepsOfTests.ID;
import static io.stator.partition.command.TransactionStepsOfTests.STAMP;
import static io.stator.partition.command.TransactionStepsOfTests.WITHOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.WrittenSizes;
import io.stator.proto.v1.ItemPlace;
import io.stator.proto.v1.PartitionCommand;
import io.stator.proto.v1.TransactionCommand;
import io.stator.proto.v1.TransactionStepAnswer;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Decision;
import io.stator.txn.Intent;
import io.stator.txn.Refusal;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Messages of transactions and their answers come back from the wire as they were; what is malformed is refused. */
class TransactionCodecTest {

    @Test
    void everyKindOfStepComesBack() throws Exception {
        List<TransactionStep> steps =
                new ArrayList<>(TransactionStepsOfTests.logged().values());
        steps.addAll(TransactionStepsOfTests.asked());
        for (TransactionStep step : steps) {
            byte[] bytes = TransactionStepCodec.toProto(step).toByteArray();
            io.stator.proto.v1.TransactionStep proto = io.stator.proto.v1.TransactionStep.parseFrom(bytes);
            assertThat(TransactionStepCodec.fromProto(proto, step.epoch())).isEqualTo(step);
        }
    }

    @Test
    void everyKindOfAnswerComesBack() throws Exception {
        ByteString item = ByteString.copyFromUtf8("item");
        List<Refusal> refusals = List.of(
                new Refusal.Conflict(),
                new Refusal.ConditionFailed(null),
                new Refusal.ConditionFailed(item),
                new Refusal.Invalid(ErrorCode.RESOURCE_NOT_FOUND, "no"),
                new Refusal.TooLate(),
                new Refusal.Repeated(TransactionAnswer.TokenUse.IN_PROGRESS));
        List<TransactionAnswer> answers = new ArrayList<>();
        answers.add(new TransactionAnswer.Prepared(STAMP));
        refusals.forEach(refusal -> answers.add(new TransactionAnswer.Refused(refusal)));
        answers.add(new TransactionAnswer.RefusedTogether(
                List.of(Optional.empty(), Optional.of(refusals.get(2)), Optional.of(refusals.get(0)))));
        answers.add(new TransactionAnswer.Apart());
        for (TransactionAnswer.TokenUse use : TransactionAnswer.TokenUse.values()) {
            answers.add(new TransactionAnswer.TokenUsed(use));
        }
        for (Decision decision : Decision.values()) {
            answers.add(new TransactionAnswer.Decided(decision));
        }
        answers.add(new TransactionAnswer.Forgotten());
        for (Verdict verdict : Verdict.values()) {
            answers.add(new TransactionAnswer.Settled(verdict));
        }
        answers.add(new TransactionAnswer.Done());
        answers.add(new TransactionAnswer.Seen(new StoredValue(0, null), null));
        answers.add(new TransactionAnswer.Seen(
                new StoredValue(7, item), new Intent(HEADER, ANCHOR, STAMP, new Change.Put(item, 4), null)));
        List<WrittenSizes> sizes = List.of(new WrittenSizes(0, 5), new WrittenSizes(6, 0));
        for (TransactionAnswer answer : answers) {
            StepOutcome.Answered answered = new StepOutcome.Answered(answer, sizes);
            byte[] bytes = TransactionAnswerCodec.toProto(answered).toByteArray();
            assertThat(TransactionAnswerCodec.fromProto(TransactionStepAnswer.parseFrom(bytes)))
                    .isEqualTo(answered);
        }
        assertThatThrownBy(() ->
                        TransactionAnswerCodec.toProto(new StepOutcome.Answered(new TransactionAnswer.Conflicted())))
                .isInstanceOf(IllegalArgumentException.class);
        assertRefused(() -> TransactionAnswerCodec.fromProto(TransactionStepAnswer.getDefaultInstance()));
    }

    @Test
    void malformedStepsAreRefused() {
        io.stator.proto.v1.TransactionStep commit =
                TransactionStepCodec.toProto(new TransactionStep(new TransactionMessage.Commit(WITHOUT, ID, STAMP), 1));
        ItemPlace place = commit.getCommit().getPlace();
        List<io.stator.proto.v1.TransactionStep.Builder> malformed = new ArrayList<>();
        malformed.add(io.stator.proto.v1.TransactionStep.newBuilder());
        malformed.add(with(commit, step -> step.getCommitBuilder().clearStamp()));
        malformed.add(with(commit, step -> step.getCommitBuilder().clearPlace()));
        malformed.add(with(commit, step -> step.getCommitBuilder().setTransactionId(ByteString.EMPTY)));
        malformed.add(with(
                commit,
                step -> step.getCommitBuilder()
                        .getPlaceBuilder()
                        .setPartitionKey(place.getPartitionKey().concat(place.getPartitionKey()))));
        malformed.add(with(
                commit, step -> step.getCommitBuilder().getPlaceBuilder().setSortKey(ByteString.copyFromUtf8("x"))));
        io.stator.proto.v1.TransactionStep counting =
                TransactionStepCodec.toProto(TransactionStepsOfTests.logged().get("execute-with-counted"));
        malformed.add(with(
                counting,
                step -> step.getExecuteBuilder().addCounted(step.getExecute().getCounted(0))));
        malformed.add(with(
                counting,
                step -> step.getExecuteBuilder()
                        .getCountedBuilder(0)
                        .setPlace(step.getExecute().getHeader().getAnchor())));
        io.stator.proto.v1.TransactionStep execute =
                TransactionStepCodec.toProto(TransactionStepsOfTests.logged().get("execute"));
        malformed.add(with(execute, step -> step.getExecuteBuilder().clearChanges()));
        malformed.add(with(
                execute,
                step -> step.getExecuteBuilder()
                        .addCountedBuilder()
                        .setPlace(step.getExecute().getChanges(0).getPlace())));
        malformed.add(with(execute, step -> step.getExecuteBuilder().removeChanges(1)));
        malformed.add(with(
                execute,
                step -> step.getExecuteBuilder().addChanges(step.getExecute().getChanges(0))));
        malformed.add(with(
                execute, step -> step.getExecuteBuilder().getChangesBuilder(0).clearAction()));
        malformed.add(with(
                execute,
                step -> step.getExecuteBuilder()
                        .getChangesBuilder(0)
                        .setCondition(ByteString.copyFromUtf8("no condition"))));
        io.stator.proto.v1.TransactionStep ask =
                TransactionStepCodec.toProto(TransactionStepsOfTests.asked().get(1));
        malformed.add(with(ask, step -> step.getAskRefusalsBuilder().clearChanges()));
        malformed.add(with(ask, step -> step.getAskRefusalsBuilder().removeChanges(1)));
        malformed.add(with(
                ask,
                step -> step.getAskRefusalsBuilder()
                        .addChanges(step.getAskRefusals().getChanges(0))));
        for (io.stator.proto.v1.TransactionStep.Builder each : malformed) {
            assertRefused(() -> TransactionStepCodec.fromProto(each.build(), 1));
            byte[] command = PartitionCommand.newBuilder()
                    .setFormat(6)
                    .setTransaction(TransactionCommand.newBuilder().setStep(each))
                    .build()
                    .toByteArray();
            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(command)))
                    .isInstanceOf(MalformedCommandException.class);
        }
    }

    private static io.stator.proto.v1.TransactionStep.Builder with(
            io.stator.proto.v1.TransactionStep step, Consumer<io.stator.proto.v1.TransactionStep.Builder> change) {
        io.stator.proto.v1.TransactionStep.Builder changed = step.toBuilder();
        change.accept(changed);
        return changed;
    }

    /** It would be answered by each replica from a state of its own. */
    @Test
    void whatOnlyAsksIsNoCommand() {
        for (TransactionStep asked : TransactionStepsOfTests.asked()) {
            byte[] command = CommandCodec.encode(new Command.Transaction(asked, 1));
            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(command)))
                    .isInstanceOf(MalformedCommandException.class);
        }
    }

    @Test
    void aStepHasTheChangesOfItsKeys() {
        ItemChange change = new ItemChange(WITHOUT, 1, new ItemWrite.Delete(), null, false, null);
        assertThatThrownBy(() -> new TransactionStep(new TransactionMessage.Write(WITHOUT, 0, false), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TransactionStep(new TransactionMessage.Abort(HEADER), 1, List.of(change)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TransactionStep(new TransactionMessage.Prepare(HEADER, WITHOUT, 0, null), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new TransactionStep(new TransactionMessage.AskRefusals(HEADER, List.of(WITHOUT), null), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TransactionStep(
                        new TransactionMessage.Execute(
                                HEADER,
                                List.of(WITHOUT, TransactionStepsOfTests.WITH_SORT_KEY),
                                null,
                                CountedIntents.NONE),
                        1,
                        List.of(change)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION));
    }
}
