package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.TransactionFixture.ANCHOR;
import static io.stator.partition.replica.TransactionFixture.FIRST;
import static io.stator.partition.replica.TransactionFixture.OTHER;
import static io.stator.partition.replica.TransactionFixture.SECOND;
import static io.stator.partition.replica.TransactionFixture.TOKEN;
import static io.stator.partition.replica.TransactionFixture.askRefusals;
import static io.stator.partition.replica.TransactionFixture.change;
import static io.stator.partition.replica.TransactionFixture.counted;
import static io.stator.partition.replica.TransactionFixture.delete;
import static io.stator.partition.replica.TransactionFixture.execute;
import static io.stator.partition.replica.TransactionFixture.header;
import static io.stator.partition.replica.TransactionFixture.id;
import static io.stator.partition.replica.TransactionFixture.prepare;
import static io.stator.partition.replica.TransactionFixture.put;
import static io.stator.partition.replica.TransactionFixture.putChange;
import static io.stator.partition.replica.TransactionFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.TransactionTimes;
import io.stator.partition.Waiting;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.StateKey;
import io.stator.txn.Change;
import io.stator.txn.Decision;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages of transactions do to a partition's store, one by one. */
class TransactionApplyTest {
    private static final long DEADLINE = 1_000_000;
    private static final TransactionAnswer DONE = new TransactionAnswer.Done();
    private static final TransactionAnswer COMMITTED = new TransactionAnswer.Decided(Decision.COMMITTED);
    private static final TransactionAnswer ABORTED = new TransactionAnswer.Decided(Decision.ABORTED);
    private static final TransactionHeader HEADER = header(1, DEADLINE);
    private static final Item FIRST_NEW = with(FIRST, "new");
    private static final Item SECOND_NEW = with(SECOND, "new");

    @TempDir
    private Path directory;

    private PartitionFixture fixture;
    private TransactionFixture transactions;

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"));
        transactions = new TransactionFixture(fixture);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private TransactionAnswer ask(TransactionHeader header, EncodedKey key, IntentStamp stamp) {
        return transactions.asked(new TransactionMessage.Ask(header, key, stamp, 0));
    }

    private static TransactionAnswer settled(Verdict verdict) {
        return new TransactionAnswer.Settled(verdict);
    }

    private static TransactionAnswer refused(Refusal refusal) {
        return new TransactionAnswer.Refused(refusal);
    }

    @Test
    void fromPrepareToRemoval() {
        StepOutcome.Answered prepared = transactions.run(prepare(HEADER, put(SECOND_NEW), TOKEN), 11);
        IntentStamp second = ((TransactionAnswer.Prepared) prepared.answer()).stamp();
        assertThat(prepared.sizes()).containsExactly(new WrittenSizes(0, ItemSize.of(SECOND_NEW)));
        assertThat(transactions.value(OTHER)).isEqualTo(new StoredValue(0, null));
        assertThat(transactions.intent(OTHER))
                .isEqualTo(new Intent(HEADER, OTHER, second, putChange(SECOND_NEW), TOKEN));
        assertThat(ask(HEADER, OTHER, second)).isEqualTo(settled(Verdict.UNDECIDED));

        TransactionStep execute = execute(HEADER, TOKEN, counted(second), put(FIRST_NEW));
        StepOutcome.Answered executed = transactions.run(execute, 12);
        assertThat(executed.answer()).isEqualTo(COMMITTED);
        assertThat(executed.sizes()).containsExactly(new WrittenSizes(0, ItemSize.of(FIRST_NEW)));
        assertThat(transactions.value(ANCHOR)).isEqualTo(new StoredValue(12, ItemCodec.encode(FIRST_NEW)));
        assertThat(transactions.intent(ANCHOR)).isNull();
        assertThat(ask(HEADER, OTHER, second)).isEqualTo(settled(Verdict.COUNTED));
        assertThat(ask(HEADER, OTHER, new IntentStamp(99))).isEqualTo(settled(Verdict.NOT_COUNTED));

        assertThat(transactions.answer(new TransactionMessage.Commit(OTHER, HEADER.id(), second), 13))
                .isEqualTo(DONE);
        assertThat(transactions.value(OTHER)).isEqualTo(new StoredValue(11, ItemCodec.encode(SECOND_NEW)));
        assertThat(transactions.intent(OTHER)).isNull();
        assertThat(transactions.answer(new TransactionMessage.Confirm(HEADER, List.of(OTHER)), 14))
                .isEqualTo(DONE);

        long kept = DEADLINE + TransactionTimes.RETENTION.committed();
        assertThat(transactions.answer(new TransactionMessage.Remove(HEADER), kept))
                .isEqualTo(DONE);
        assertThat(transactions.answer(execute, kept)).isEqualTo(COMMITTED);
        assertThat(transactions.answer(new TransactionMessage.Remove(HEADER), kept + 1))
                .isEqualTo(DONE);
        assertThat(transactions.answer(execute, kept + 2)).isEqualTo(new TransactionAnswer.Forgotten());
        assertThat(fixture.get(FIRST)).isEqualTo(FIRST_NEW);
        assertThat(fixture.get(SECOND)).isEqualTo(SECOND_NEW);
    }

    @Test
    void theSecondCopyOfAPrepareIsAnsweredAsTheFirst() {
        TransactionStep prepare = prepare(HEADER, put(SECOND_NEW));
        IntentStamp stamp = transactions.prepared(prepare, 10);
        assertThat(transactions.run(prepare, 20))
                .isEqualTo(new StepOutcome.Answered(new TransactionAnswer.Prepared(stamp), List.of()));
        assertThat(transactions.answer(prepare(header(2, DEADLINE), put(SECOND_NEW)), 21))
                .isEqualTo(refused(new Refusal.Conflict()));
    }

    @Test
    void droppedIntentsLeaveNothing() {
        IntentStamp stamp = transactions.prepared(prepare(HEADER, put(SECOND_NEW)), 10);
        TransactionMessage other = new TransactionMessage.Drop(OTHER, HEADER.id(), new IntentStamp(99));
        transactions.answer(other, 11);
        transactions.answer(new TransactionMessage.Drop(OTHER, id(2), null), 11);
        assertThat(transactions.intent(OTHER)).isNotNull();
        assertThat(transactions.answer(new TransactionMessage.Drop(OTHER, HEADER.id(), stamp), 12))
                .isEqualTo(DONE);
        assertThat(transactions.intent(OTHER)).isNull();
        assertThat(fixture.get(SECOND)).isNull();
        assertThat(fixture.stateMachine.transactionReads().intents()).isZero();
    }

    @Test
    void anExecuteIsDoneAsAWhole() {
        fixture.run(PartitionFixture.put(with(SECOND, "old")));
        long version = transactions.value(OTHER).version();
        StepOutcome.Answered done = transactions.run(
                execute(
                        HEADER,
                        TOKEN,
                        new ItemChange(OTHER, TABLE.schemaVersion(), new ItemWrite.Delete(), null, false, version),
                        put(FIRST_NEW)),
                10);
        assertThat(done.answer()).isEqualTo(COMMITTED);
        assertThat(done.sizes())
                .containsExactly(
                        new WrittenSizes(ItemSize.of(with(SECOND, "old")), 0),
                        new WrittenSizes(0, ItemSize.of(FIRST_NEW)));
        assertThat(fixture.get(SECOND)).isNull();
        assertThat(fixture.get(FIRST)).isEqualTo(FIRST_NEW);
        StepOutcome.Answered again = transactions.run(execute(HEADER, TOKEN, put(FIRST_NEW)), 11);
        assertThat(again).isEqualTo(new StepOutcome.Answered(COMMITTED, List.of()));
    }

    @Test
    void whereNoSizesAreAskedForAllElseIsTheSame() {
        fixture.run(PartitionFixture.put(with(SECOND, "old")));
        long version = transactions.value(OTHER).version();
        ItemChange conflicting = new ItemChange(OTHER, TABLE.schemaVersion(), null, null, false, version + 1);
        assertThat(transactions.answer(
                        execute(HEADER, null, conflicting, put(FIRST_NEW)).withoutSizes(), 10))
                .isInstanceOf(TransactionAnswer.RefusedTogether.class);
        StepOutcome.Answered done = transactions.run(
                execute(header(2, 1_000), TOKEN, delete(SECOND), put(FIRST_NEW)).withoutSizes(), 11);
        assertThat(done).isEqualTo(new StepOutcome.Answered(COMMITTED, List.of()));
        assertThat(fixture.get(SECOND)).isNull();
        assertThat(fixture.get(FIRST)).isEqualTo(FIRST_NEW);
        StepOutcome.Answered absent = transactions.run(
                prepare(header(3, 1_000), change(SECOND, null, Condition.attributeExists("p")))
                        .withoutSizes(),
                12);
        assertThat(absent.answer()).isEqualTo(refused(new Refusal.ConditionFailed(null)));
        StepOutcome.Answered put =
                transactions.run(prepare(header(4, 1_000), put(SECOND_NEW)).withoutSizes(), 13);
        assertThat(put.answer()).isInstanceOf(TransactionAnswer.Prepared.class);
        assertThat(put.sizes()).isEmpty();
    }

    @Test
    void aRefusedExecuteHasDoneNothing() {
        fixture.run(PartitionFixture.put(SECOND_NEW));
        TransactionStep execute = execute(
                HEADER,
                TOKEN,
                put(FIRST_NEW),
                change(SECOND, new ItemWrite.Delete(), Condition.attributeNotExists("p")));
        assertThat(transactions.run(execute, 10))
                .isEqualTo(new StepOutcome.Answered(new TransactionAnswer.RefusedTogether(List.of(
                        Optional.empty(), Optional.of(new Refusal.ConditionFailed(ItemCodec.encode(SECOND_NEW)))))));
        assertThat(fixture.get(FIRST)).isNull();
        assertThat(fixture.get(SECOND)).isEqualTo(SECOND_NEW);
        fixture.run(PartitionFixture.write(SECOND, new ItemWrite.Delete(), null, ReturnValues.NONE));
        assertThat(transactions.answer(execute, 11)).as("a later copy").isEqualTo(ABORTED);
    }

    @Test
    void whatATransactionAsksOfAnItemIsCheckedAsAWrite() {
        fixture.run(PartitionFixture.put(with(SECOND, "text")));
        ItemWrite.Action add = new ItemWrite.Update(
                ItemCodec.encode(SECOND), List.of(UpdateAction.add("x", AttributeValue.number(1))));
        assertThat(transactions.answer(prepare(HEADER, change(SECOND, add, null)), 10))
                .isInstanceOfSatisfying(
                        TransactionAnswer.Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.Invalid.class,
                                        invalid -> assertThat(invalid.code()).isEqualTo(ErrorCode.VALIDATION)));
        Item large = with(SECOND, "x".repeat(Limits.ITEM_BYTES_MAX));
        assertThat(transactions.answer(prepare(HEADER, put(large)), 10))
                .isEqualTo(refused(new Refusal.Invalid(ErrorCode.VALIDATION, ErrorMessages.ITEM_TOO_LARGE)));
        ItemChange otherSchema = new ItemChange(OTHER, 9, new ItemWrite.Delete(), null, false, null);
        assertThat(transactions.answer(prepare(HEADER, otherSchema), 10))
                .isEqualTo(refused(new Refusal.Invalid(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found")));
        assertThat(transactions.intent(OTHER)).isNull();
    }

    @Test
    void aVersionThatIsNoLongerThereIsAConflict() {
        ItemWrite.Action deleting = new ItemWrite.Delete();
        ItemChange absent = new ItemChange(OTHER, 1, deleting, null, false, 0L);
        fixture.run(PartitionFixture.put(SECOND_NEW));
        long version = transactions.value(OTHER).version();
        assertThat(transactions.answer(prepare(HEADER, absent), 10)).isEqualTo(refused(new Refusal.Conflict()));
        assertThat(transactions.answer(prepare(HEADER, new ItemChange(OTHER, 1, null, null, false, version + 1)), 10))
                .isEqualTo(refused(new Refusal.Conflict()));
        assertThat(transactions.answer(prepare(HEADER, new ItemChange(OTHER, 1, deleting, null, false, version)), 10))
                .isInstanceOf(TransactionAnswer.Prepared.class);
    }

    @Test
    void aCheckOrADeleteOfWhatIsAbsentKeepsOthersAwayAndChangesNothing() {
        fixture.run(PartitionFixture.put(SECOND_NEW));
        StoredValue before = transactions.value(OTHER);
        StepOutcome.Answered checked =
                transactions.run(prepare(HEADER, change(SECOND, null, Condition.attributeExists("p"))), 10);
        int size = ItemSize.of(SECOND_NEW);
        assertThat(checked.sizes()).containsExactly(new WrittenSizes(size, size));
        StepOutcome.Answered deleted = transactions.run(prepare(HEADER, delete(FIRST)), 11);
        assertThat(deleted.sizes()).containsExactly(new WrittenSizes(0, 0));
        for (EncodedKey key : List.of(ANCHOR, OTHER)) {
            assertThat(Objects.requireNonNull(transactions.intent(key)).change())
                    .isEqualTo(new Change.Nothing());
        }
        IntentStamp stamp = ((TransactionAnswer.Prepared) checked.answer()).stamp();
        transactions.answer(new TransactionMessage.Commit(OTHER, HEADER.id(), stamp), 12);
        assertThat(transactions.value(OTHER)).isEqualTo(before);
    }

    /** A delete has the version of its intent, but what is absent has that of the highest delete. */
    @Test
    void versionsOfAbsentItemsNeverGoBack() {
        fixture.run(PartitionFixture.put(SECOND_NEW));
        fixture.run(PartitionFixture.put(FIRST_NEW));
        IntentStamp stamp = transactions.prepared(prepare(HEADER, delete(SECOND)), 10);
        fixture.run(PartitionFixture.write(FIRST, new ItemWrite.Delete(), null, ReturnValues.NONE));
        long highest = transactions.value(ANCHOR).version();
        assertThat(highest).isGreaterThan(stamp.version());
        transactions.answer(new TransactionMessage.Commit(OTHER, HEADER.id(), stamp), 12);
        assertThat(transactions.value(OTHER)).isEqualTo(new StoredValue(highest, null));

        IntentStamp later = transactions.prepared(prepare(header(2, DEADLINE * 2), put(SECOND_NEW)), 10);
        transactions.answer(new TransactionMessage.Commit(OTHER, id(2), later), 12);
        IntentStamp last = transactions.prepared(prepare(header(3, DEADLINE * 2), delete(SECOND)), 10);
        transactions.answer(new TransactionMessage.Commit(OTHER, id(3), last), 12);
        assertThat(transactions.value(ANCHOR)).isEqualTo(new StoredValue(last.version(), null));
    }

    @Test
    void anOverdueTransactionIsRuledOutAndItsItemsAreFree() {
        IntentStamp second = transactions.prepared(prepare(HEADER, put(SECOND_NEW), TOKEN), 11);
        TransactionMessage resolve = new TransactionMessage.Resolve(HEADER, OTHER, second);
        assertThat(transactions.answer(resolve, DEADLINE)).isEqualTo(settled(Verdict.UNDECIDED));
        assertThat(transactions.answer(resolve, DEADLINE + 1)).isEqualTo(settled(Verdict.NOT_COUNTED));
        // The proposer's clock was behind.
        assertThat(transactions.answer(execute(HEADER, TOKEN, counted(second), put(FIRST_NEW)), 12))
                .isEqualTo(ABORTED);
        assertThat(transactions.answer(execute(HEADER, null, put(FIRST_NEW)), 12))
                .isEqualTo(ABORTED);
        assertThat(transactions.answer(new TransactionMessage.Drop(OTHER, HEADER.id(), second), DEADLINE + 3))
                .isEqualTo(DONE);
        assertThat(fixture.get(FIRST)).isNull();
        assertThat(fixture.get(SECOND)).isNull();
        assertThat(transactions.answer(execute(header(2, DEADLINE * 2), TOKEN, put(FIRST_NEW)), DEADLINE + 4))
                .as("its token is free")
                .isEqualTo(COMMITTED);
    }

    /** The anchor's items have no intents: their conditions are those of the moment of the decision. */
    @Test
    void whatThePreparedItemsWaitForIsTheAnchorsCondition() {
        IntentStamp second = transactions.prepared(prepare(HEADER, put(SECOND_NEW)), 11);
        fixture.run(PartitionFixture.put(FIRST));
        TransactionStep execute = execute(
                HEADER,
                null,
                counted(second),
                change(FIRST, new ItemWrite.Delete(), Condition.attributeNotExists("p")));
        assertThat(transactions.answer(execute, 12))
                .isEqualTo(new TransactionAnswer.RefusedTogether(
                        List.of(Optional.of(new Refusal.ConditionFailed(ItemCodec.encode(FIRST))))));
        assertThat(ask(HEADER, OTHER, second)).isEqualTo(settled(Verdict.NOT_COUNTED));
        assertThat(fixture.get(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void whatIsLateIsRefused() {
        assertThat(transactions.answer(prepare(HEADER, put(FIRST_NEW)), DEADLINE + 1))
                .isEqualTo(refused(new Refusal.TooLate()));
        assertThat(transactions.answer(execute(HEADER, null, put(FIRST_NEW)), DEADLINE + 1))
                .isEqualTo(new TransactionAnswer.RefusedTogether(List.of(Optional.of(new Refusal.TooLate()))));
    }

    @Test
    void tokens() {
        transactions.answer(execute(HEADER, TOKEN, put(FIRST_NEW)), 10);
        TransactionAnswer used = new TransactionAnswer.TokenUsed(TokenUse.COMMITTED);
        assertThat(transactions.answer(execute(header(2, DEADLINE), TOKEN, put(FIRST_NEW)), 11))
                .isEqualTo(used);
        assertThat(transactions.answer(
                        execute(
                                header(4, DEADLINE),
                                TransactionFixture.token("token", "another request"),
                                put(FIRST_NEW)),
                        11))
                .isEqualTo(new TransactionAnswer.TokenUsed(TokenUse.OTHER_PARAMETERS));
        assertThat(transactions.asked(askRefusals(header(8, DEADLINE), TOKEN, put(FIRST_NEW))))
                .isEqualTo(used);
        RequestToken second = TransactionFixture.token("second", "request");
        assertThat(transactions.asked(askRefusals(header(8, DEADLINE), second, put(FIRST_NEW))))
                .isEqualTo(new TransactionAnswer.RefusedTogether(List.of(Optional.empty())));
        transactions.prepared(prepare(header(5, DEADLINE), put(SECOND_NEW), second), 12);
        assertThat(transactions.answer(prepare(header(6, DEADLINE), put(SECOND_NEW), second), 12))
                .isEqualTo(refused(new Refusal.Repeated(TokenUse.IN_PROGRESS)));
        long over = DEADLINE + TransactionTimes.RETENTION.committed() + 1;
        transactions.answer(new TransactionMessage.Remove(HEADER), over);
        assertThat(transactions.answer(execute(header(7, over * 2), TOKEN, put(FIRST_NEW)), over))
                .isEqualTo(COMMITTED);
    }

    @Test
    void whatWouldRefuseATransactionIsFoundByAReadThatChangesNothing() throws IOException {
        fixture.run(PartitionFixture.put(SECOND_NEW));
        ItemChange failing = change(SECOND, new ItemWrite.Delete(), Condition.attributeNotExists("p"));
        String digest = fixture.digest().hash();
        int before = fixture.replica.log().size();
        Optional<Refusal> failed = Optional.of(new Refusal.ConditionFailed(ItemCodec.encode(SECOND_NEW)));
        assertThat(transactions.asked(askRefusals(HEADER, TOKEN, failing, put(FIRST_NEW))))
                .isEqualTo(new TransactionAnswer.RefusedTogether(List.of(failed, Optional.empty())));
        assertThat(fixture.replica.log()).hasSize(before);
        assertThat(fixture.digest().hash()).isEqualTo(digest);
        ItemChange otherSchema = new ItemChange(ANCHOR, 9, new ItemWrite.Delete(), null, false, null);
        assertThat(transactions.asked(askRefusals(HEADER, TOKEN, failing, otherSchema)))
                .isEqualTo(new TransactionAnswer.RefusedTogether(List.of(
                        failed,
                        Optional.of(
                                new Refusal.Invalid(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found")))));
        transactions.prepared(prepare(header(2, DEADLINE), put(SECOND_NEW)), 12);
        assertThat(transactions.asked(askRefusals(HEADER, TOKEN, failing, put(FIRST_NEW))))
                .isEqualTo(new TransactionAnswer.RefusedTogether(
                        List.of(Optional.of(new Refusal.Conflict()), Optional.empty())));
    }

    @Test
    void theTokensRetentionIsTenMinutesOfStamps() {
        assertThat(TransactionTimes.RETENTION.committed()).isEqualTo(600_000L << 16);
        assertThat(TransactionTimes.RETENTION.aborted()).isEqualTo(10_000L << 16);
    }

    /** A commit does not fail: it is decided. It is only that there is no table any more for it to change. */
    @Test
    void whereTheTableWasDroppedACommitIsADrop() throws IOException {
        IntentStamp second = transactions.prepared(prepare(HEADER, put(SECOND_NEW)), 11);
        assertThat(transactions.answer(execute(HEADER, null, counted(second), put(FIRST_NEW)), 12))
                .isEqualTo(COMMITTED);
        fixture.partition.dropTable(TABLE.id()).join();
        assertThat(transactions.answer(prepare(header(2, DEADLINE), put(SECOND_NEW)), 12))
                .isEqualTo(refused(new Refusal.Conflict()));
        Waiting.until("trimmed", () -> !isMarkedForTrim());
        assertThat(transactions.intent(OTHER)).isNotNull();
        assertThat(transactions.answer(new TransactionMessage.Commit(OTHER, HEADER.id(), second), 13))
                .isEqualTo(DONE);
        for (EncodedKey key : List.of(ANCHOR, OTHER)) {
            assertThat(transactions.intent(key)).isNull();
            assertThat(transactions.value(key).item()).isNull();
            assertThat(fixture.stateMachine.storedValue(ItemKey.encode(key))).isNull();
        }
        assertThat(transactions.answer(prepare(header(2, DEADLINE), put(SECOND_NEW)), 14))
                .isEqualTo(refused(new Refusal.Invalid(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found")));
    }

    private boolean isMarkedForTrim() {
        try {
            return fixture.stateMachine.storedValue(KeySpace.TRIM.key(TABLE.id())) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsRoutedWronglyIsLeftAlone() throws IOException {
        TransactionStep prepare = prepare(HEADER, put(SECOND_NEW));
        TransactionStep otherEpoch = new TransactionStep(prepare.message(), EPOCH + 1, prepare.changes());
        assertThat(fixture.partition.step(otherEpoch).join()).isEqualTo(new StepOutcome.WrongRoute());
        TransactionStep look = new TransactionStep(new TransactionMessage.Look(OTHER, 1), EPOCH + 1);
        assertThat(fixture.partition.step(look).join()).isEqualTo(new StepOutcome.WrongRoute());
        assertThat(transactions.intent(OTHER)).isNull();

        Bounds upTo = new Bounds(null, OTHER.position());
        try (PartitionFixture lower = new PartitionFixture(
                directory.resolve("lower"), upTo, PartitionSettings.DEFAULT, PartitionMetrics.NONE)) {
            assertThat(lower.partition.step(prepare).join()).isEqualTo(new StepOutcome.WrongRoute());
            TransactionStep resolve =
                    TransactionFixture.step(new TransactionMessage.Resolve(HEADER, OTHER, new IntentStamp(1)));
            assertThat(lower.partition.step(resolve).join())
                    .as("the anchor is its own")
                    .isEqualTo(new StepOutcome.Answered(settled(Verdict.NOT_COUNTED)));
            TransactionFixture there = new TransactionFixture(lower);
            assertThat(there.answer(execute(header(2, DEADLINE * 2), null, put(FIRST_NEW), put(SECOND_NEW)), 12))
                    .isEqualTo(new TransactionAnswer.Apart());
            assertThat(there.asked(askRefusals(header(2, DEADLINE * 2), null, put(FIRST_NEW), put(SECOND_NEW))))
                    .isEqualTo(new TransactionAnswer.Apart());
            assertThat(lower.get(FIRST)).isNull();
        }
    }

    @Test
    void aLaterCommandOfAnEntrySeesTheEarlierOnes() {
        List<CommandOutcome> outcomes = fixture.replica.append(List.of(
                TransactionFixture.command(prepare(HEADER, put(SECOND_NEW)), 10),
                PartitionFixture.command(PartitionFixture.put(SECOND), 11),
                TransactionFixture.command(prepare(header(2, DEADLINE), put(SECOND_NEW)), 12),
                TransactionFixture.command(execute(HEADER, null, counted(new IntentStamp(10)), put(FIRST_NEW)), 13),
                TransactionFixture.command(
                        TransactionFixture.step(new TransactionMessage.Commit(OTHER, HEADER.id(), new IntentStamp(10))),
                        14),
                PartitionFixture.command(PartitionFixture.put(with(SECOND, "last")), 15)));
        assertThat(TransactionFixture.answered(outcomes.get(0)).answer())
                .isEqualTo(new TransactionAnswer.Prepared(new IntentStamp(10)));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        CommandOutcome.Written.class,
                        written -> assertThat(written.outcome()).isInstanceOf(WriteOutcome.Blocked.class));
        assertThat(TransactionFixture.answered(outcomes.get(2)).answer()).isEqualTo(refused(new Refusal.Conflict()));
        assertThat(TransactionFixture.answered(outcomes.get(3)).answer()).isEqualTo(COMMITTED);
        assertThat(fixture.get(FIRST)).isEqualTo(FIRST_NEW);
        assertThat(fixture.get(SECOND)).isEqualTo(with(SECOND, "last"));
        assertThat(fixture.stateMachine.transactionReads().intents()).isZero();
    }

    /** Versions that know no transactions would write over intents: their format of the state tells them. */
    @Test
    void theStateIsOfTheNewFormatFromTheFirstTransactionOn() throws IOException {
        fixture.run(PartitionFixture.put(FIRST));
        assertThat(fixture.stateMachine.storedValue(StateKey.PARTITION.key())).startsWith(0x08, 3);
        transactions.prepared(prepare(HEADER, put(SECOND_NEW)), 11);
        assertThat(fixture.stateMachine.storedValue(StateKey.PARTITION.key())).startsWith(0x08, 4);
    }
}
