package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.put;
import static io.stator.partition.replica.PartitionFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.Bounds;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.SizeStep;
import io.stator.partition.WalkPlace;
import io.stator.partition.WriteId;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StoreClosedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk adds up what is in a partition's tables, no more and no less. */
class SizeWalkTest {
    @TempDir
    private Path directory;

    private PartitionFixture fixture;
    private final List<SizeStep> steps = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        fixture = fixture("replica", Bounds.WHOLE_RING);
    }

    private PartitionFixture fixture(String name, Bounds bounds) throws IOException {
        return new PartitionFixture(directory.resolve(name), bounds, PartitionSettings.DEFAULT, PartitionMetrics.NONE);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Map<Long, TableSize> walk(PartitionFixture partition) {
        steps.clear();
        Map<Long, TableSize> sizes = new HashMap<>();
        WalkPlace place = WalkPlace.START;
        while (place != null) {
            SizeStep step = partition.partition.measure(place).join();
            steps.add(step);
            step.seen().forEach((table, seen) -> sizes.merge(table, seen, TableSize::plus));
            place = step.next();
        }
        return sizes;
    }

    private static TableSize size(List<Item> items) {
        return new TableSize(
                items.size(), items.stream().mapToLong(ItemSize::of).sum());
    }

    private static ItemWrite putIn(TableInfo table, Item item) {
        return new ItemWrite(
                table,
                KeyCodec.encodeKey(table, item),
                EPOCH,
                new ItemWrite.Put(ItemCodec.encode(item)),
                null,
                ReturnValues.NONE,
                false,
                WriteId.NONE);
    }

    @Test
    void whatIsThereNowIsCountedByDynamoDbsRule() {
        assertThat(walk(fixture)).isEmpty();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            items.add(item("a", i).set("text", "x".repeat(i)).build());
        }
        items.forEach(each -> fixture.run(put(each)));
        assertThat(walk(fixture)).containsExactly(Map.entry(TABLE.id(), size(items)));

        Item larger = item("a", 3).set("text", "x".repeat(1_000)).build();
        fixture.run(put(larger));
        items.set(3, larger);
        fixture.run(write(items.remove(0), new ItemWrite.Delete(), null, ReturnValues.NONE));
        assertThat(walk(fixture)).containsExactly(Map.entry(TABLE.id(), size(items)));
    }

    @Test
    void everyStepIsBoundedAndTheyMeetEachItemOnce() {
        int count = 2 * WalkStep.ITEMS_MAX + 5;
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item("p" + i % 7, i).build());
        }
        items.forEach(each -> fixture.run(put(each)));
        assertThat(walk(fixture)).containsExactly(Map.entry(TABLE.id(), size(items)));
        assertThat(steps.stream().map(step -> step.seen().get(TABLE.id()).items()))
                .containsExactly((long) WalkStep.ITEMS_MAX, (long) WalkStep.ITEMS_MAX, 5L);

        for (int i = 0; i < 4; i++) {
            Item large = item("q", i).set("text", "x".repeat(350_000)).build();
            items.add(large);
            fixture.run(put(large));
        }
        assertThat(walk(fixture)).containsExactly(Map.entry(TABLE.id(), size(items)));
        assertThat(steps)
                .allSatisfy(step ->
                        assertThat(step.seen().get(TABLE.id()).bytes()).isLessThan(WalkStep.ITEM_BYTES_MAX + 400_000L));
    }

    @Test
    void eachTableIsCountedByItself() {
        Map<Long, TableSize> expected = new HashMap<>();
        for (long id = 2; id <= 2 * SizeWalk.TABLES_MAX; id++) {
            TableInfo table = PartitionFixture.table(id, 1);
            fixture.partition.installTable(table).join();
            if (id % 3 == 0) {
                Item item = item("a", id).set("text", "x".repeat((int) id)).build();
                fixture.run(putIn(table, item));
                expected.put(id, size(List.of(item)));
            }
        }
        assertThat(walk(fixture)).isEqualTo(expected);
        assertThat(steps).hasSize(2);
        fixture.partition.dropTable(3).join();
        expected.remove(3L);
        assertThat(walk(fixture)).isEqualTo(expected);
    }

    /** Two partitions share the ring: no item is in both, though their stores may hold it. */
    @Test
    void onlyWhatThePartitionOwnsIsCounted() throws IOException {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(item("p" + i, i).build());
        }
        TableSize sum = TableSize.NONE;
        Position middle = Position.atToken(Long.MIN_VALUE);
        for (Bounds half : List.of(new Bounds(null, middle), new Bounds(middle, null))) {
            try (PartitionFixture partition = fixture("half-" + half.equals(new Bounds(null, middle)), half)) {
                items.forEach(each -> partition.run(put(each)));
                TableSize size = walk(partition).getOrDefault(TABLE.id(), TableSize.NONE);
                assertThat(size.items()).isBetween(1L, 199L);
                sum = sum.plus(size);
            }
        }
        assertThat(sum).isEqualTo(size(items));
    }

    @Test
    void aReplicaThatIsClosedOrNotEstablishedCountsNothing() throws IOException {
        fixture.run(put(item("a", 1).build()));
        fixture.stateMachine.close();
        assertThatThrownBy(() -> fixture.partition.measure(WalkPlace.START).join())
                .hasCauseInstanceOf(StoreClosedException.class);
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine empty = PartitionStateMachine.open(
                        directory.resolve("empty"), environment, PartitionSettings.DEFAULT)) {
            assertThat(empty.sizeWalk().step(WalkPlace.START)).isEqualTo(new SizeStep(Map.of(), null));
        }
    }
}
