package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
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
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A bug that shows in one write makes that write void; a store that cannot be stops the replica. */
class EvaluationBugTest {
    private static final TableInfo TABLE =
            new TableInfo(1, 1, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 0);
    private static final PartitionState STATE = new PartitionState(
            PartitionView.NONE.establish(1, 1, Bounds.WHOLE_RING).with(TABLE), 5, 4, WriteCounts.NONE, IdRanges.EMPTY);

    @Test
    void aBugIsAnOutcomeWithoutEffect() throws IOException {
        EntryEvaluation entry = new EntryEvaluation(
                (write, old) -> {
                    throw new ArithmeticException("a bug");
                },
                STATE,
                RetryWindow.empty(RetryWindow.Size.DEFAULT),
                new OneValue(null),
                9,
                1);
        assertThat(entry.evaluate(delete()))
                .isEqualTo(new CommandOutcome.Written(
                        new WriteOutcome.Refused(ErrorCode.INTERNAL_SERVER_ERROR, "The write could not be evaluated")));
        assertThat(entry.state()).isSameAs(STATE);
    }

    @Test
    void aMalformedStoredItemStopsTheReplica() {
        EntryEvaluation entry = new EntryEvaluation(
                STATE, RetryWindow.empty(RetryWindow.Size.DEFAULT), new OneValue(new byte[] {9}), 9, 1);
        assertThatThrownBy(() -> entry.evaluate(delete())).isInstanceOf(CorruptStoreException.class);
    }

    private static ByteBuffer delete() {
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S("a"));
        EncodedKey key = new EncodedKey(1, KeyCodec.token(1, partitionKey), partitionKey, ByteString.EMPTY);
        return ByteBuffer.wrap(CommandCodec.encode(
                new Command.Write(key, 1, 1, 1, WriteId.NONE, new ItemWrite.Delete(), null, ReturnValues.NONE, false)));
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
