package io.stator.partition.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.partition.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaStoreTest {
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final KeyRange ALL = new KeyRange(new byte[] {0}, new byte[] {(byte) 255});

    @TempDir
    private Path directory;

    private StorageEnvironment environment;
    private Path root;

    @BeforeEach
    void open() {
        environment = new StorageEnvironment(new StorageSettings(4 << 20, 1 << 20, 2, 0, 64, null));
        root = directory.resolve("store");
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void whatWasWrittenIsThereAfterAClose() throws IOException {
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            assertThat(store.appliedIndex()).isEqualTo(-1);
            write(store, 3, "three");
        }
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            assertThat(store.appliedIndex()).isEqualTo(3);
            assertThat(store.get(KEY)).asString().isEqualTo("three");
        }
    }

    @Test
    void theAppliedIndexOnlyGoesForward() throws IOException {
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            write(store, 3, "three");
            assertThatThrownBy(() -> write(store, 3, "again")).isInstanceOf(CorruptStoreException.class);
            assertThatThrownBy(() -> write(store, 2, "two")).isInstanceOf(CorruptStoreException.class);
            assertThat(store.get(KEY)).asString().isEqualTo("three");
        }
    }

    @Test
    void whatAStoreSaysOfItselfHasTheBytesOfFormat1() throws IOException {
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            store.write(new StoreBatch(0x0102, 0x0304));
            assertThat(store.get(StateKey.FORMAT.key())).isEqualTo(new byte[] {0, 0, 0, 1});
            assertThat(store.get(StateKey.APPLIED.key()))
                    .isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 3, 4});
        }
    }

    @Test
    void aNewerOrDamagedStoreIsRefused() throws IOException {
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            StoreBatch batch = new StoreBatch(1, 1);
            batch.put(StateKey.FORMAT.key(), new byte[] {0, 0, 0, 2});
            store.write(batch);
        }
        assertThatThrownBy(() -> ReplicaStore.open(root, environment))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("the store in " + root.resolve("generation-1")
                        + " has format 2, written by a newer version of Stator; this one reads up to 1");
        Path damaged = directory.resolve("damaged");
        try (ReplicaStore store = ReplicaStore.open(damaged, environment)) {
            write(store, 1, "one");
        }
        for (Path file : files(damaged.resolve("generation-1"))) {
            if (file.toString().endsWith(".sst")) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                bytes[5] ^= 1;
                Files.write(file, bytes);
            }
        }
        assertThatThrownBy(() -> ReplicaStore.open(damaged, environment).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void aMalformedPointerIsRefused() throws IOException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("CURRENT"), "../elsewhere");
        assertThatThrownBy(() -> ReplicaStore.open(root, environment)).isInstanceOf(CorruptStoreException.class);
        Files.writeString(root.resolve("CURRENT"), "generation-9");
        assertThatThrownBy(() -> ReplicaStore.open(root, environment)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void aRestoreThatDidNotEndLeavesTheOldState() throws IOException {
        Path checkpoint = directory.resolve("checkpoint");
        try (ReplicaStore other = ReplicaStore.open(directory.resolve("other"), environment)) {
            write(other, 9, "nine");
            assertThat(other.checkpoint(checkpoint)).isEqualTo(9);
        }
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            write(store, 3, "three");
            // As far as everything but the pointer: what a crash just before it leaves.
            try (StagedStore staged = store.stage(checkpoint)) {
                assertThat(staged.appliedIndex()).isEqualTo(9);
            }
        }
        assertThat(files(root)).hasSize(3);
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            assertThat(files(root)).hasSize(2);
            assertThat(store.get(KEY)).asString().isEqualTo("three");
            try (StagedStore staged = store.stage(checkpoint)) {
                staged.makeCurrent();
                // A crash here: not swapped, but the next start has it.
            }
        }
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            assertThat(store.appliedIndex()).isEqualTo(9);
            assertThat(store.get(KEY)).asString().isEqualTo("nine");
        }
    }

    @Test
    void cursorsAndSnapshotsStayOnTheirDatabaseThroughASwap() throws IOException {
        Path checkpoint = directory.resolve("checkpoint");
        try (ReplicaStore store = ReplicaStore.open(root, environment)) {
            write(store, 1, "one");
            store.checkpoint(checkpoint);
            write(store, 2, "two");
            try (StoreSnapshot snapshot = store.snapshot();
                    StoreCursor cursor = store.cursor(ALL, CursorOptions.FORWARD)) {
                try (StagedStore staged = store.stage(checkpoint)) {
                    staged.makeCurrent();
                    store.swap(staged);
                }
                assertThat(store.get(KEY)).asString().isEqualTo("one");
                assertThat(snapshot.get(KEY)).asString().isEqualTo("two");
                int keys = 0;
                while (cursor.next()) {
                    keys++;
                }
                assertThat(keys).isEqualTo(3);
                assertThat(files(root)).hasSize(3);
            }
            assertThat(files(root)).hasSize(2);
        }
    }

    @Test
    void aCloseWaitsForReadsUnderWayAndRefusesLaterOnes() throws Exception {
        ReplicaStore store = ReplicaStore.open(root, environment);
        write(store, 1, "one");
        StoreCursor cursor = store.cursor(ALL, CursorOptions.FORWARD);
        CountDownLatch closing = new CountDownLatch(1);
        CompletableFuture<Void> close = CompletableFuture.runAsync(() -> {
            closing.countDown();
            try {
                store.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        closing.await();
        Waiting.until("later reads are refused", () -> refused(store));
        assertThat(close).isNotDone();
        assertThatThrownBy(environment::close).isInstanceOf(IllegalStateException.class);
        assertThat(cursor.next()).isTrue();
        cursor.close();
        close.join();
        assertThatThrownBy(store::snapshot).isInstanceOf(StoreClosedException.class);
    }

    @Test
    void aCloseWaitsForReadsOfAReplacedDatabaseToo() throws Exception {
        Path checkpoint = directory.resolve("checkpoint");
        ReplicaStore store = ReplicaStore.open(root, environment);
        write(store, 1, "one");
        store.checkpoint(checkpoint);
        StoreCursor cursor = store.cursor(ALL, CursorOptions.FORWARD);
        try (StagedStore staged = store.stage(checkpoint)) {
            staged.makeCurrent();
            store.swap(staged);
        }
        CompletableFuture<Void> close = CompletableFuture.runAsync(() -> {
            try {
                store.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Waiting.until("only the old database is open", () -> environment.openStores() == 1);
        assertThatThrownBy(() -> close.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(cursor.next()).isTrue();
        cursor.close();
        close.join();
        assertThat(environment.openStores()).isZero();
    }

    @Test
    void flushesAndCompactionsAreTold() throws IOException {
        AtomicInteger flushes = new AtomicInteger();
        AtomicInteger compactions = new AtomicInteger();
        StorageListener listener = new StorageListener() {
            @Override
            public void flushed() {
                flushes.incrementAndGet();
            }

            @Override
            public void compacted() {
                compactions.incrementAndGet();
            }
        };
        StorageSettings small = new StorageSettings(4 << 20, 1 << 20, 2, 0, 64, null);
        try (StorageEnvironment told = new StorageEnvironment(small, EntryWriter.atOnce(), listener);
                ReplicaStore store = ReplicaStore.open(root, told)) {
            Waiting.until("the flush of the opening", () -> flushes.get() == 1);
            for (int index = 1; index <= 8; index++) {
                write(store, index, "value " + index);
                store.flush();
            }
            Waiting.until("eight flushes", () -> flushes.get() == 9);
            Waiting.until("a compaction of them", () -> compactions.get() > 0);
        }
    }

    private static boolean refused(ReplicaStore store) {
        try {
            store.get(KEY);
            return false;
        } catch (StoreClosedException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(ReplicaStore store, long index, String value) throws IOException {
        StoreBatch batch = new StoreBatch(index, 1);
        batch.put(KEY, value.getBytes(StandardCharsets.UTF_8));
        store.write(batch);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
