package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.txn.CountedIntents;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An item is read only where something about it is asked. */
class StepReadsTest {
    private static final ByteString PARTITION_KEY = KeyCodec.encode(new AttributeValue.S("a"));
    private static final EncodedKey KEY =
            new EncodedKey(1, KeyCodec.token(1, PARTITION_KEY), PARTITION_KEY, ByteString.EMPTY);
    private static final ByteString ITEM =
            ItemCodec.encode(Item.builder().set("p", "a").build());
    private static final ItemWrite.Action PUT = new ItemWrite.Put(ITEM);
    private static final PartitionView VIEW = PartitionView.NONE
            .establish(1, 1, Bounds.WHOLE_RING)
            .with(new TableInfo(1, 1, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 0));

    private static ItemChange change(
            ItemWrite.@Nullable Action action, @Nullable Condition condition, @Nullable Long expectedVersion) {
        return new ItemChange(KEY, 1, action, condition, false, expectedVersion);
    }

    private static int reads(ItemChange change, boolean returnSizes) throws IOException {
        TransactionHeader header =
                new TransactionHeader(new TransactionId(ByteString.copyFromUtf8("sixteen bytes id")), KEY, 20);
        TransactionStep step = new TransactionStep(
                new TransactionMessage.Execute(header, List.of(KEY), null, CountedIntents.NONE),
                1,
                List.of(change),
                returnSizes);
        CountingStore store = new CountingStore();
        new ItemChangeEvaluation(WriteEvaluation::evaluate, VIEW, new EntryOverlay(store, key -> false), step)
                .evaluate(KEY);
        return store.reads.get();
    }

    @Test
    void whatIsPutUnseenIsNotRead() throws IOException {
        assertThat(reads(change(PUT, null, null), false)).isZero();
        assertThat(reads(change(null, null, null), false)).isZero();
    }

    @Test
    void whatIsAskedForIsRead() throws IOException {
        Condition condition = Condition.attributeNotExists("p");
        ItemWrite.Action update = new ItemWrite.Update(ITEM, List.of(UpdateAction.remove("x")));
        assertThat(reads(change(PUT, null, null), true)).isOne();
        assertThat(reads(change(null, null, null), true)).isOne();
        for (ItemWrite.Action action : Arrays.asList(PUT, null)) {
            assertThat(reads(change(action, condition, null), false)).isOne();
            assertThat(reads(change(action, null, 0L), false)).isOne();
        }
        assertThat(reads(change(new ItemWrite.Delete(), null, null), false)).isOne();
        assertThat(reads(change(update, null, null), false)).isOne();
    }

    private static final class CountingStore implements StoreReads {
        private final AtomicInteger reads = new AtomicInteger();

        @Override
        public byte @Nullable [] get(byte[] key) {
            assertThat(key).isEqualTo(ItemKey.encode(KEY));
            reads.incrementAndGet();
            return null;
        }

        @Override
        public StoreCursor cursor(KeyRange range, CursorOptions options) {
            throw new UnsupportedOperationException("an item is one key");
        }
    }
}
