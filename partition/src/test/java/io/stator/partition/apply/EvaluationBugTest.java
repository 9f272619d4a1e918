package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.consensus.LogPosition;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Intent;
import io.stator.txn.Refusal;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A bug that shows in one write makes that write void; a store that cannot be stops the replica. */
class EvaluationBugTest {
    private static final TableInfo TABLE =
            new TableInfo(1, 1, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 0);
    private static final PartitionState STATE = new PartitionState(
            PartitionView.NONE.establish(1, 1, Bounds.WHOLE_RING).with(TABLE), 5, 4, WriteCounts.NONE, IdRanges.EMPTY);

    private static final EncodedKey KEY = key();
    private static final TransactionHeader HEADER =
            new TransactionHeader(new TransactionId(ByteString.copyFromUtf8("sixteen bytes id")), KEY, 20);

    private static EncodedKey key() {
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S("a"));
        return new EncodedKey(1, KeyCodec.token(1, partitionKey), partitionKey, ByteString.EMPTY);
    }

    @Test
    void aBugIsAnOutcomeWithoutEffect() throws IOException {
        EntryEvaluation entry = entry(
                new EntryEvaluation.Rules(
                        (write, old) -> {
                            throw new ArithmeticException("a bug");
                        },
                        StepEvaluation::byTheRules),
                null);
        assertThat(entry.evaluate(delete()))
                .isEqualTo(new CommandOutcome.Written(
                        new WriteOutcome.Refused(ErrorCode.INTERNAL_SERVER_ERROR, "The write could not be evaluated")));
        assertThat(entry.state()).isSameAs(STATE);
    }

    @Test
    void aMalformedStoredItemStopsTheReplica() {
        EntryEvaluation entry = entry(EntryEvaluation.Rules.RIGHT, new byte[] {9});
        assertThatThrownBy(() -> entry.evaluate(delete())).isInstanceOf(CorruptStoreException.class);
    }

    /** It shows when half is done: what was done by then does not stay, and what comes next in the entry does. */
    @Test
    void aBugInTheRulesOfTransactionsIsAnOutcomeWithoutEffect() throws IOException {
        EntryEvaluation entry = entry(
                new EntryEvaluation.Rules(WriteEvaluation::evaluate, (store, message, stamp, evaluator) -> {
                    store.change(KEY, new Change.Put(ByteString.EMPTY, 1), store.takeVersion(stamp));
                    store.putIntent(new Intent(HEADER, KEY, store.takeVersion(stamp), new Change.Nothing(), null));
                    store.putRecord(new TransactionRecord.Aborted(HEADER, 9));
                    store.raiseHorizon(9);
                    throw new ArithmeticException("a bug");
                }),
                null);
        TransactionStep step = new TransactionStep(new TransactionMessage.Abort(HEADER), 1);
        assertThat(entry.evaluate(ByteBuffer.wrap(CommandCodec.encode(new Command.Transaction(step, 7)))))
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR));
        assertThat(entry.state()).isSameAs(STATE);
        assertThat(entry.evaluate(delete())).isEqualTo(new CommandOutcome.Written(new WriteOutcome.Done(null)));
        assertThat(entry.state()).isSameAs(STATE);
    }

    /** As a write is refused by it, so is what a transaction asks; the others of the transaction with it. */
    @Test
    void aBugInTheEvaluationOfAnItemRefusesTheTransaction() throws IOException {
        EntryEvaluation entry = entry(
                new EntryEvaluation.Rules(
                        (write, old) -> {
                            throw new ArithmeticException("a bug");
                        },
                        StepEvaluation::byTheRules),
                null);
        TransactionStep step = new TransactionStep(
                new TransactionMessage.Execute(HEADER, List.of(KEY), null, CountedIntents.NONE),
                1,
                List.of(new ItemChange(KEY, 1, new ItemWrite.Delete(), null, false, null)));
        Refusal refusal = new Refusal.Invalid(ErrorCode.INTERNAL_SERVER_ERROR, "The write could not be evaluated");
        assertThat(entry.evaluate(ByteBuffer.wrap(CommandCodec.encode(new Command.Transaction(step, 7)))))
                .isEqualTo(new CommandOutcome.Stepped(new StepOutcome.Answered(
                        new TransactionAnswer.RefusedTogether(List.of(Optional.of(refusal))))));
    }

    private static EntryEvaluation entry(EntryEvaluation.Rules rules, byte @Nullable [] stored) {
        StoreMemory memory = new StoreMemory(RetryWindow.empty(RetryWindow.Size.DEFAULT), new IntentKeys());
        return new EntryEvaluation(rules, new LogPosition(1, 9), STATE, memory, new OneValue(stored));
    }

    private static ByteBuffer delete() {
        return ByteBuffer.wrap(CommandCodec.encode(
                new Command.Write(KEY, 1, 1, 1, WriteId.NONE, new ItemWrite.Delete(), null, ReturnValues.NONE, false)));
    }

    private record OneValue(byte @Nullable [] value) implements StoreReads {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return value;
        }

        @Override
        public StoreCursor cursor(KeyRange range, CursorOptions options) {
            throw new UnsupportedOperationException("a write reads one key");
        }
    }
}
