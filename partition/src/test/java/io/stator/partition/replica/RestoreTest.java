package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.PartitionFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Bounds;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.PartitionSettings;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.TableRange;
import io.stator.partition.storage.StorageEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and what is made of them, also while everything else goes on. */
class RestoreTest {
    private static final int READERS = 3;
    private static final int RESTORES = 8;

    @TempDir
    private Path directory;

    @Test
    void aCheckpointHoldsWhatItsIndexSays() throws IOException {
        Path checkpoint = directory.resolve("checkpoint");
        try (PartitionFixture source = new PartitionFixture(directory.resolve("source"));
                PartitionFixture target = new PartitionFixture(directory.resolve("target"))) {
            source.run(put(item("a", 1).build()));
            long index = source.stateMachine.checkpoint(checkpoint);
            assertThat(index).isEqualTo(source.stateMachine.appliedIndex());
            source.run(put(item("a", 2).build()));
            try (Stream<Path> files = Files.list(checkpoint)) {
                assertThat(files).isNotEmpty().allMatch(Files::isRegularFile);
            }
            target.run(put(item("b", 1).build()));
            List<String> before = names(checkpoint);
            target.stateMachine.restore(checkpoint);
            assertThat(names(checkpoint)).isEqualTo(before);
            assertThat(target.stateMachine.appliedIndex()).isEqualTo(index);
            assertThat(target.all("a")).containsExactly(item("a", 1).build());
            assertThat(target.all("b")).isEmpty();
            MemoryReplica.replay(target.stateMachine, source.replica.log());
            assertThat(target.all("a")).hasSize(2);
        }
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine reopened = PartitionStateMachine.open(
                        directory.resolve("target"), environment, PartitionSettings.DEFAULT)) {
            assertThat(reopened.appliedIndex()).isEqualTo(3);
        }
        try (Stream<Path> files = Files.list(directory.resolve("target"))) {
            assertThat(files).hasSize(2);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsGoOnWhileTheStateIsReplaced() throws IOException, InterruptedException {
        Path odd = directory.resolve("odd");
        Path even = directory.resolve("even");
        try (PartitionFixture source = new PartitionFixture(directory.resolve("source"))) {
            write(source, "odd");
            source.stateMachine.checkpoint(odd);
            write(source, "even");
            source.stateMachine.checkpoint(even);
        }
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(READERS);
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        PartitionFixture target = new PartitionFixture(directory.resolve("target"));
        try {
            target.stateMachine.restore(odd);
            for (int i = 0; i < READERS; i++) {
                readers.add(CompletableFuture.supplyAsync(() -> readUntil(target, reading, done), threads));
            }
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < RESTORES; i++) {
                target.stateMachine.restore(i % 2 == 0 ? even : odd);
            }
        } finally {
            // Closed while they read: they are refused or answered, and nothing crashes.
            target.close();
            done.set(true);
            threads.shutdown();
        }
        for (CompletableFuture<Integer> reader : readers) {
            assertThat(reader.join()).isPositive();
        }
    }

    /** How many answers it got; each must be of one state as a whole. */
    private static int readUntil(PartitionFixture target, CountDownLatch reading, AtomicBoolean done) {
        int answers = 0;
        while (!done.get()) {
            try {
                ReadOutcome<Optional<SizedItem>> one = target.partition
                        .get(TABLE, key(item("a", 5).build()), EPOCH, false)
                        .join();
                assertThat(((ReadOutcome.Found<Optional<SizedItem>>) one).value())
                        .isPresent();
                ReadOutcome<Page> page = target.partition
                        .page(new PageRequest(TABLE, EPOCH, TableRange.ALL, answers % 2 == 0, 1000, 1 << 20), false)
                        .join();
                List<Item> items = ((ReadOutcome.Found<Page>) page)
                        .value().items().stream().map(ItemCodec::decode).toList();
                assertThat(items).hasSize(20);
                assertThat(items.stream().map(item -> item.get("x")).distinct()).hasSize(1);
                if (answers++ == 0) {
                    reading.countDown();
                }
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StatorException.class);
                return answers;
            }
        }
        return answers;
    }

    private static void write(PartitionFixture fixture, String x) {
        for (int s = 0; s < 20; s++) {
            fixture.run(put(item("a", s).set("x", x).build()));
        }
    }

    @Test
    void aRestoreBringsItsOwnBoundsAndTables() throws IOException {
        Path checkpoint = directory.resolve("checkpoint");
        try (PartitionFixture source = new PartitionFixture(directory.resolve("source"));
                StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine empty = PartitionStateMachine.open(
                        directory.resolve("empty"), environment, PartitionSettings.DEFAULT)) {
            source.stateMachine.checkpoint(checkpoint);
            assertThat(empty.appliedIndex()).isEqualTo(-1);
            assertThat(empty.reads().view().established()).isFalse();
            empty.restore(checkpoint);
            assertThat(empty.reads().view().bounds()).isEqualTo(Bounds.WHOLE_RING);
            assertThat(empty.reads().view().tables()).containsOnlyKeys(TABLE.id());
        }
    }
}
