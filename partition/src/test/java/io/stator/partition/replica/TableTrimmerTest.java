package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Bounds;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.Waiting;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.TrimSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dropped table's items leave the disk, in whatever way. */
class TableTrimmerTest {
    private static final int ITEMS = 300;
    private static final int ITEM_BYTES = 20_000;

    @TempDir
    private Path directory;

    private final AtomicInteger trimmed = new AtomicInteger();
    private final PartitionMetrics metrics = new PartitionMetrics() {
        @Override
        public void trimmed(long tableId, long micros) {
            trimmed.incrementAndGet();
        }
    };

    @Test
    void aLargeTableGivesItsSpaceBack() throws IOException {
        Path replica = directory.resolve("replica");
        try (PartitionFixture fixture = open(replica, TrimSettings.DEFAULT)) {
            fill(fixture);
            fixture.stateMachine.checkpoint(directory.resolve("checkpoint"));
            fixture.partition.dropTable(TABLE.id()).join();
            Waiting.until("the trim", () -> trimmed.get() == 1);
        }
        assertThat(items(replica)).isZero();
        assertThat(liveBytes(replica)).isLessThan(100_000);
    }

    @Test
    void aSmallTableGoesKeyByKeyAndLeavesOthersAlone() throws IOException {
        Path replica = directory.resolve("replica");
        try (PartitionFixture fixture = open(replica, new TrimSettings(Long.MAX_VALUE, 7))) {
            fill(fixture);
            fixture.partition.installTable(PartitionFixture.table(2, 1)).join();
            fixture.partition.dropTable(2).join();
            Waiting.until("the trim of an empty table", () -> trimmed.get() == 1);
            assertThat(fixture.all("k1")).isNotEmpty();
            fixture.partition.dropTable(TABLE.id()).join();
            Waiting.until("the trim", () -> trimmed.get() == 2);
        }
        assertThat(items(replica)).isZero();
    }

    @Test
    void whatWasNotTrimmedIsTrimmedAfterARestart() throws IOException {
        Path replica = directory.resolve("replica");
        Path crashed = directory.resolve("crashed");
        try (PartitionFixture fixture = open(replica, TrimSettings.DEFAULT)) {
            fill(fixture);
            fixture.stateMachine.checkpoint(directory.resolve("checkpoint"));
            CrashCopy.copy(replica, crashed);
            fixture.partition.dropTable(TABLE.id()).join();
            Waiting.until("the trim", () -> trimmed.get() == 1);
            // The copy is of before the drop: it replays that, and is closed before it may have trimmed.
            try (StorageEnvironment environment = PartitionFixture.environment()) {
                PartitionStateMachine survivor =
                        PartitionStateMachine.open(crashed, environment, PartitionSettings.DEFAULT);
                MemoryReplica.replay(survivor, fixture.replica.log());
                survivor.close();
                PartitionStateMachine again =
                        PartitionStateMachine.open(crashed, environment, PartitionSettings.DEFAULT, metrics);
                byte[] mark = KeySpace.TRIM.key(TABLE.id());
                Waiting.until("the mark is gone", () -> absent(again, mark));
                again.close();
            }
        }
        assertThat(items(crashed)).isZero();
    }

    private static boolean absent(PartitionStateMachine stateMachine, byte[] key) {
        try {
            return stateMachine.storedValue(key) == null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private PartitionFixture open(Path replica, TrimSettings trim) throws IOException {
        return new PartitionFixture(replica, Bounds.WHOLE_RING, new PartitionSettings(trim, 4), metrics);
    }

    private static void fill(PartitionFixture fixture) {
        Random random = new Random(1);
        byte[] value = new byte[ITEM_BYTES];
        for (int i = 0; i < ITEMS; i++) {
            random.nextBytes(value);
            fixture.run(put(item("k" + i % 10, i).set("v", value).build()));
        }
    }

    private static int items(Path replica) throws IOException {
        try (StorageEnvironment environment = PartitionFixture.environment();
                ReplicaStore store = ReplicaStore.open(replica, environment);
                StoreCursor cursor = store.cursor(ItemKey.table(TABLE.id()), CursorOptions.FORWARD)) {
            int items = 0;
            while (cursor.next()) {
                items++;
            }
            return items;
        }
    }

    private static long liveBytes(Path replica) throws IOException {
        try (StorageEnvironment environment = PartitionFixture.environment();
                ReplicaStore store = ReplicaStore.open(replica, environment)) {
            return store.liveFileBytes();
        }
    }
}
