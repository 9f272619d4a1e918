package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ItemProjection;
import io.stator.model.expression.Projection;
import io.stator.partition.ItemSelection;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.ReadOutcome;
import io.stator.partition.TableRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of a page go by what it looks at; filter and projection come after. */
class SelectedPageTest {
    private static final int ITEMS = 10;

    @TempDir
    Path directory;

    private PartitionFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"));
        for (int i = 0; i < ITEMS; i++) {
            fixture.run(put(one(i)));
        }
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static Item one(int number) {
        return item("a", number).set("even", number % 2 == 0).set("x", "y").build();
    }

    @Test
    void theLimitCountsWhatTheFilterDrops() {
        Page page = page(new ItemSelection(even(), null, false), 4, 1 << 20);
        assertThat(decoded(page)).containsExactly(one(0), one(2));
        assertThat(page.scannedCount()).isEqualTo(4);
        assertThat(page.count()).isEqualTo(2);
        assertThat(page.more()).isTrue();
        assertThat(page.lastItem()).isEqualTo(ItemCodec.encode(one(3)));
        assertThat(page.itemBytes()).isEqualTo(4 * ItemSize.of(one(1)) - 1);
    }

    @Test
    void aFilterThatDropsAllStillGetsOn() {
        Condition never = Condition.attributeExists("none");
        Page page = page(new ItemSelection(never, null, false), 3, 1 << 20);
        assertThat(page.items()).isEmpty();
        assertThat(page.more()).isTrue();
        assertThat(page.lastItem()).isEqualTo(ItemCodec.encode(one(2)));
        Page bySize = page(new ItemSelection(never, null, false), 100, 1);
        assertThat(bySize.scannedCount()).isEqualTo(1);
        assertThat(bySize.more()).isTrue();
        Page all = page(new ItemSelection(never, null, false), 100, 1 << 20);
        assertThat(all.scannedCount()).isEqualTo(ITEMS);
        assertThat(all.more()).isFalse();
    }

    @Test
    void projectionLeavesTheSizesOfWholeItems() {
        Page page = page(
                new ItemSelection(
                        null, new ItemProjection(Projection.of("x", "none").paths()), false),
                2,
                1 << 20);
        assertThat(decoded(page))
                .containsExactly(
                        Item.builder().set("x", "y").build(),
                        Item.builder().set("x", "y").build());
        assertThat(page.itemBytes()).isEqualTo(ItemSize.of(one(0)) + ItemSize.of(one(1)));
        assertThat(page.lastItem()).isEqualTo(ItemCodec.encode(one(1)));
    }

    @Test
    void countsWithoutItems() {
        Page page = page(new ItemSelection(even(), null, true), 100, 1 << 20);
        assertThat(page.items()).isEmpty();
        assertThat(page.count()).isEqualTo(ITEMS / 2);
        assertThat(page.scannedCount()).isEqualTo(ITEMS);
        assertThat(page(new ItemSelection(null, null, true), 3, 1 << 20).count())
                .isEqualTo(3);
    }

    private static Condition even() {
        return Condition.equalTo("even", AttributeValue.bool(true));
    }

    private static List<Item> decoded(Page page) {
        return page.items().stream().map(ItemCodec::decode).toList();
    }

    private Page page(ItemSelection selection, int limit, int pageBytes) {
        ReadOutcome<Page> outcome = fixture.partition
                .page(new PageRequest(TABLE, EPOCH, TableRange.ALL, false, limit, pageBytes, selection), true)
                .join();
        return ((ReadOutcome.Found<Page>) outcome).value();
    }
}
