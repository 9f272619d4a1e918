package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.TransactionFixture.id;
import static io.stator.partition.replica.TransactionFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.TableInfo;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.TableRange;
import io.stator.partition.apply.IntentKeys;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.command.IntentCodec;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StoreBatch;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction is decided, and its change goes into the item while that is read. A read that found the item as it was before, and then no
 * intent any more, would show what had not been the value since before it began: so it must look for the intent first.
 */
class IntentRaceTest {
    private static final Item KEY = item("a", 1).build();
    private static final Item OLD = with(KEY, "old");
    private static final Item NEW = with(KEY, "new");
    private static final EncodedKey ENCODED = key(KEY);
    private static final Intent INTENT = new Intent(
            new TransactionHeader(id(1), ENCODED, 1_000_000),
            ENCODED,
            new IntentStamp(2),
            TransactionFixture.putChange(NEW),
            null);

    @TempDir
    private Path directory;

    private final StorageEnvironment environment = PartitionFixture.environment();
    private @Nullable ReplicaStore opened;
    private int looks;

    @BeforeEach
    void open() throws IOException {
        ReplicaStore store = ReplicaStore.open(directory.resolve("store"), environment);
        StoreBatch batch = new StoreBatch(1, 1);
        batch.put(ItemKey.encode(ENCODED), stored(OLD, 1));
        batch.put(
                IntentKey.of(ItemKey.encode(ENCODED)),
                IntentCodec.toProto(INTENT).toByteArray());
        store.write(batch);
        opened = store;
    }

    @AfterEach
    void close() throws IOException {
        store().close();
        environment.close();
    }

    private ReplicaStore store() {
        if (opened == null) {
            throw new AssertionError("not open");
        }
        return opened;
    }

    private static byte[] stored(Item item, long version) {
        return new StoredItem(version, ItemSize.of(item), ItemCodec.encode(item)).encode();
    }

    /** As the apply of a commit, but that its key is still known to have an intent. */
    private void commitBehindTheFirstLook() throws IOException {
        if (looks++ == 0) {
            StoreBatch batch = new StoreBatch(2, 1);
            batch.delete(IntentKey.of(ItemKey.encode(ENCODED)));
            batch.put(ItemKey.encode(ENCODED), stored(NEW, 2));
            store().write(batch);
        }
    }

    private PartitionReads reads() throws IOException {
        TreeMap<Long, TableInfo> tables = new TreeMap<>();
        tables.put(TABLE.id(), TABLE);
        return new PartitionReads(
                new RacingStore(), new PartitionView(7, EPOCH, Bounds.WHOLE_RING, tables), IntentKeys.load(store()));
    }

    private final class RacingStore implements StoreReads {
        @Override
        public byte @Nullable [] get(byte[] key) throws IOException {
            byte[] value = store().get(key);
            commitBehindTheFirstLook();
            return value;
        }

        @Override
        public StoreCursor cursor(KeyRange range, CursorOptions options) throws IOException {
            StoreCursor cursor = store().cursor(range, options);
            commitBehindTheFirstLook();
            return cursor;
        }
    }

    @Test
    void ofOneItem() throws IOException {
        PartitionReads reads = reads();
        assertThat(reads.get(TABLE, ENCODED, EPOCH, true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(INTENT)));
        assertThat(reads.get(TABLE, ENCODED, EPOCH, true))
                .isEqualTo(
                        new ReadOutcome.Found<>(Optional.of(new SizedItem(ItemCodec.encode(NEW), ItemSize.of(NEW)))));
    }

    @Test
    void ofAPage() throws IOException {
        PartitionReads reads = reads();
        PageRequest request = new PageRequest(TABLE, EPOCH, TableRange.ALL, false, 9, 1 << 20);
        assertThat(reads.page(request, true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(INTENT)));
        assertThat(((ReadOutcome.Found<Page>) reads.page(request, true)).value().items())
                .containsExactly(ItemCodec.encode(NEW));
    }
}
