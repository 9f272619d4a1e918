package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.TableInfo;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.apply.IntentKeys;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A read never joins the data of one state with the view of another. */
class PartitionReadsTest {
    private static final PartitionView SERVING = view(new TreeMap<>(Collections.singletonMap(TABLE.id(), TABLE)));
    private static final PartitionView DROPPED = view(new TreeMap<>());
    private static final byte[] VALUE = new StoredItem(1, 1, ByteString.EMPTY).encode();

    private final RacingStore store = new RacingStore();
    private final PartitionReads reads = new PartitionReads(store, SERVING, new IntentKeys());

    /** The table is dropped, and trimmed, between the look at the view and the one at the store. */
    @Test
    void aDropDuringARead() throws IOException {
        store.value = VALUE;
        store.race = () -> change(DROPPED, null);
        assertThat(get()).isEqualTo(new ReadOutcome.TableUnknown<>());
    }

    @Test
    void aDropAfterTheDataWasTakenButBeforeTheAnswer() throws IOException {
        store.value = VALUE;
        store.raceAfter = () -> change(DROPPED, null);
        assertThat(get()).isEqualTo(new ReadOutcome.TableUnknown<>());
    }

    @Test
    void aReadWithoutARaceLooksOnce() throws IOException {
        store.value = VALUE;
        assertThat(get()).isEqualTo(new ReadOutcome.Found<>(Optional.of(new SizedItem(ByteString.EMPTY, 1))));
        assertThat(store.gets).isEqualTo(1);
    }

    private ReadOutcome<Optional<SizedItem>> get() throws IOException {
        return reads.get(
                TABLE, PartitionFixture.key(PartitionFixture.item("a", 1).build()), EPOCH, true);
    }

    private void change(PartitionView view, byte @Nullable [] value) {
        try {
            reads.change(() -> store.value = value, view);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PartitionView view(TreeMap<Long, TableInfo> tables) {
        return new PartitionView(7, EPOCH, Bounds.WHOLE_RING, tables);
    }

    /** One value, and what happens once just before and just after it is read. */
    private static final class RacingStore implements StoreReads {
        private volatile byte @Nullable [] value;
        private @Nullable Runnable race;
        private @Nullable Runnable raceAfter;
        private int gets;

        @Override
        public byte @Nullable [] get(byte[] key) {
            gets++;
            runOnce(true);
            byte[] read = value;
            runOnce(false);
            return read;
        }

        private void runOnce(boolean before) {
            Runnable now = before ? race : raceAfter;
            race = before ? null : race;
            raceAfter = before ? raceAfter : null;
            if (now != null) {
                now.run();
            }
        }

        @Override
        public StoreCursor cursor(KeyRange range, CursorOptions options) {
            throw new UnsupportedOperationException("a read of one item");
        }
    }
}
