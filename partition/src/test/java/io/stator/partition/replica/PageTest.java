package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.DecimalNumber;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.ReturnValues;
import io.stator.model.SortKeyRange;
import io.stator.model.TableInfo;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.ReadOutcome;
import io.stator.partition.TableRange;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages against a sorted map, with random keys, ranges, bounds and page sizes. */
class PageTest {
    private static final int ITEMS = 400;
    private static final int QUERIES = 150;
    private static final List<String> PARTITION_KEYS = List.of("", "a", "aa", "b", "\u00ff", "\ud83d\ude00");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void everyRangeOfACollectionInBothDirections() throws IOException {
        System.out.println("PageTest seed " + seed);
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            for (KeyType type : KeyType.values()) {
                TableInfo table = PartitionFixture.table(10 + type.ordinal(), 1, type);
                Sorted model = fill(fixture, table, type);
                for (int i = 0; i < QUERIES; i++) {
                    query(fixture, table, model, type);
                }
            }
        }
    }

    private void query(PartitionFixture fixture, TableInfo table, Sorted model, KeyType type) {
        String p = PARTITION_KEYS.get(random.nextInt(PARTITION_KEYS.size()));
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S(p));
        SortKeyRange sortKeys = randomRange(type);
        TableRange range = TableRange.collection(KeyCodec.token(table.id(), partitionKey), partitionKey, sortKeys);
        List<Item> expected = model.items(item -> Objects.equals(item.get("p"), new AttributeValue.S(p))
                && wanted(sortKeys, Objects.requireNonNull(item.get("s"))));
        assertThat(readAll(fixture, table, range, false)).as("%s", sortKeys).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(readAll(fixture, table, range, true)).as("%s", sortKeys).isEqualTo(expected);
    }

    @Test
    void scansOfSegmentsAndOfPartitionsAddUpToTheTable() throws IOException {
        System.out.println("PageTest seed " + seed);
        TableInfo table = PartitionFixture.table(10, 1, KeyType.STRING);
        List<Item> expected;
        List<Position> cuts = new ArrayList<>();
        try (PartitionFixture whole = new PartitionFixture(directory.resolve("whole"))) {
            Sorted model = fill(whole, table, KeyType.STRING);
            expected = model.items(item -> true);
            List<Item> bySegments = new ArrayList<>();
            bySegments.addAll(readAll(whole, table, TableRange.tokens(0, 1L << 62), false));
            bySegments.addAll(readAll(whole, table, TableRange.tokens(1L << 62, Long.MIN_VALUE + 5), false));
            bySegments.addAll(readAll(whole, table, TableRange.tokens(Long.MIN_VALUE + 5, null), false));
            assertThat(bySegments).isEqualTo(expected);
            assertThat(readAll(whole, table, TableRange.ALL, false)).isEqualTo(expected);
            // Bounds at an item, in the midst of a collection, and at the same token but other tables.
            Position middle = model.positionAt(expected.size() / 4);
            cuts.add(new Position(middle.token(), 9, middle.partitionKey(), middle.sortKey()));
            cuts.add(middle);
            cuts.add(new Position(middle.token(), 11, ByteString.EMPTY, ByteString.EMPTY));
            cuts.add(Position.atToken(-1L));
        }
        List<Item> byPartitions = new ArrayList<>();
        Position from = null;
        cuts.add(null);
        for (Position to : cuts) {
            byPartitions.addAll(itemsIn(new Bounds(from, to), table, expected));
            from = to;
        }
        assertThat(byPartitions).isEqualTo(expected);
    }

    /** What a partition with these bounds keeps and scans of the items. */
    private List<Item> itemsIn(Bounds bounds, TableInfo table, List<Item> items) throws IOException {
        Path replica = directory.resolve("bounds-" + random.nextLong());
        try (PartitionFixture part =
                new PartitionFixture(replica, bounds, PartitionSettings.DEFAULT, PartitionMetrics.NONE)) {
            part.partition.installTable(table).join();
            List<Item> kept = new ArrayList<>();
            for (Item item : items) {
                if (part.run(put(table, item)) instanceof WriteOutcome.Done) {
                    kept.add(item);
                }
            }
            assertThat(readAll(part, table, TableRange.ALL, false)).isEqualTo(kept);
            return kept;
        }
    }

    @Test
    void aPageEndsByItemsOrBytesAndKnowsWhetherThereIsMore() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            for (int s = 1; s <= 3; s++) {
                fixture.run(PartitionFixture.put(
                        PartitionFixture.item("a", s).set("v", new byte[100]).build()));
            }
            int itemBytes = ItemSize.of(
                    PartitionFixture.item("a", 1).set("v", new byte[100]).build());
            assertPage(fixture.page(TableRange.ALL, false, 2, 1 << 20), 2, true, 2 * itemBytes);
            assertPage(fixture.page(TableRange.ALL, false, 3, 1 << 20), 3, false, 3 * itemBytes);
            assertPage(fixture.page(TableRange.ALL, false, 9, 1), 1, true, itemBytes);
            assertPage(fixture.page(TableRange.ALL, false, 9, itemBytes), 1, true, itemBytes);
            assertPage(fixture.page(TableRange.ALL, true, 9, itemBytes + 1), 2, true, 2 * itemBytes);
            assertPage(fixture.page(TableRange.ALL, true, 9, 3 * itemBytes), 3, false, 3 * itemBytes);
            assertPage(fixture.page(TableRange.tokens(5, 5L), false, 9, 9), 0, false, 0);
        }
    }

    private static void assertPage(Page page, int items, boolean more, int itemBytes) {
        assertThat(page.items()).hasSize(items);
        assertThat(page.more()).isEqualTo(more);
        assertThat(page.itemBytes()).isEqualTo(itemBytes);
    }

    @Test
    void aPageOfAnotherEpochOrSchemaIsRefused() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            PageRequest epoch = new PageRequest(PartitionFixture.TABLE, 2, TableRange.ALL, false, 1, 1);
            assertThat(fixture.partition.page(epoch, true).join()).isEqualTo(new ReadOutcome.WrongRoute<Page>());
            PageRequest schema = new PageRequest(PartitionFixture.table(1, 2), EPOCH, TableRange.ALL, false, 1, 1);
            assertThat(fixture.partition.page(schema, false).join()).isEqualTo(new ReadOutcome.TableUnknown<Page>());
        }
    }

    /** In pages of random sizes. */
    private List<Item> readAll(PartitionFixture fixture, TableInfo table, TableRange range, boolean backward) {
        List<Item> items = new ArrayList<>();
        TableRange rest = range;
        while (true) {
            int limit = 1 + random.nextInt(20);
            PageRequest request = new PageRequest(table, EPOCH, rest, backward, limit, 1 + random.nextInt(2_000));
            ReadOutcome<Page> outcome =
                    fixture.partition.page(request, random.nextBoolean()).join();
            Page page = ((ReadOutcome.Found<Page>) outcome).value();
            page.items().forEach(item -> items.add(ItemCodec.decode(item)));
            assertThat(page.items().size()).isLessThanOrEqualTo(limit);
            if (!page.more()) {
                return items;
            }
            assertThat(page.items()).isNotEmpty();
            EncodedKey last = KeyCodec.encodeKey(table, items.get(items.size() - 1));
            rest = backward ? rest.before(last) : rest.after(last);
        }
    }

    private Sorted fill(PartitionFixture fixture, TableInfo table, KeyType type) {
        fixture.partition.installTable(table).join();
        Sorted model = new Sorted(table);
        for (int i = 0; i < ITEMS; i++) {
            Item item = Item.builder()
                    .set("p", PARTITION_KEYS.get(1 + random.nextInt(PARTITION_KEYS.size() - 1)))
                    .set("s", randomValue(type))
                    .set("n", i)
                    .build();
            if (random.nextInt(5) == 0) {
                model.remove(item);
                fixture.run(write(table, item, new ItemWrite.Delete()));
            } else {
                model.put(item);
                fixture.run(put(table, item));
            }
        }
        return model;
    }

    private static ItemWrite put(TableInfo table, Item item) {
        return write(table, item, new ItemWrite.Put(ItemCodec.encode(item)));
    }

    private static ItemWrite write(TableInfo table, Item item, ItemWrite.Action action) {
        return new ItemWrite(
                table, KeyCodec.encodeKey(table, item), EPOCH, action, null, ReturnValues.NONE, false, WriteId.NONE);
    }

    private AttributeValue randomValue(KeyType type) {
        return switch (type) {
            case STRING -> new AttributeValue.S("x" + randomText());
            case NUMBER ->
                new AttributeValue.N(DecimalNumber.parse(
                        (random.nextInt(41) - 20) + "." + random.nextInt(3) + (random.nextBoolean() ? "e3" : "")));
            case BINARY -> {
                byte[] bytes = new byte[1 + random.nextInt(3)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) new int[] {0, 1, 127, 128, 254, 255}[random.nextInt(6)];
                }
                yield new AttributeValue.B(ByteString.copyFrom(bytes));
            }
        };
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(List.of("\u0000", "\u0001", "a", "b", "\u00ff", "\uffff", "\ud83d\ude00")
                    .get(random.nextInt(7)));
        }
        return text.toString();
    }

    private SortKeyRange randomRange(KeyType type) {
        AttributeValue one = randomValue(type);
        AttributeValue two = randomValue(type);
        boolean ascending = compare(one, two) <= 0;
        return switch (random.nextInt(8)) {
            case 0 -> SortKeyRange.ALL;
            case 1 -> SortKeyRange.equalTo(one);
            case 2 -> SortKeyRange.between(ascending ? one : two, ascending ? two : one);
            case 3 -> SortKeyRange.greaterThan(one);
            case 4 -> SortKeyRange.atLeast(one);
            case 5 -> SortKeyRange.lessThan(one);
            case 6 -> SortKeyRange.atMost(one);
            default -> type == KeyType.NUMBER ? SortKeyRange.between(two, one) : SortKeyRange.beginsWith(one);
        };
    }

    private static boolean wanted(SortKeyRange range, AttributeValue value) {
        AttributeValue prefix = range.beginsWith();
        if (prefix != null) {
            return bytes(value).startsWith(bytes(prefix));
        }
        return (range.from() == null || compare(value, range.from()) >= (range.fromExclusive() ? 1 : 0))
                && (range.to() == null || compare(value, range.to()) <= (range.toExclusive() ? -1 : 0));
    }

    private static int compare(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.N a && right instanceof AttributeValue.N b) {
            return Integer.signum(a.value().toBigDecimal().compareTo(b.value().toBigDecimal()));
        }
        return Integer.signum(ByteString.unsignedLexicographicalComparator().compare(bytes(left), bytes(right)));
    }

    private static ByteString bytes(AttributeValue value) {
        return value instanceof AttributeValue.B binary
                ? binary.value()
                : ByteString.copyFrom(((AttributeValue.S) value).value(), StandardCharsets.UTF_8);
    }

    /** The items of a table as they ought to be. */
    private static final class Sorted {
        private final TableInfo table;
        private final TreeMap<Item, Item> items;

        Sorted(TableInfo table) {
            this.table = table;
            this.items = new TreeMap<>(Comparator.<Item>comparingLong(item -> token(item) ^ Long.MIN_VALUE)
                    .thenComparing((left, right) -> compare(value(left, "p"), value(right, "p")))
                    .thenComparing((left, right) -> compare(value(left, "s"), value(right, "s"))));
        }

        private long token(Item item) {
            return KeyCodec.token(table.id(), KeyCodec.encode(value(item, "p")));
        }

        private static AttributeValue value(Item item, String attribute) {
            return Objects.requireNonNull(item.get(attribute));
        }

        void put(Item item) {
            items.remove(item);
            items.put(item, item);
        }

        void remove(Item item) {
            items.remove(item);
        }

        List<Item> items(Predicate<Item> filter) {
            return new ArrayList<>(items.values().stream().filter(filter).toList());
        }

        Position positionAt(int place) {
            @Nullable
            Item item = items.values().stream().skip(place).findFirst().orElse(null);
            return KeyCodec.encodeKey(table, Objects.requireNonNull(item)).position();
        }
    }
}
