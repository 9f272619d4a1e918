package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.DecimalNumber;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.SortKeyRange;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages over several partitions: every item exactly once, in order, short only at the end. */
class PagingTest {
    private static final AttributeValue ANN = new AttributeValue.S("ann");
    private static final int NOTES_OF_ANN = 40;

    private final FakeCluster cluster = new FakeCluster(3, Bounds.splitRing(4));
    private final RoutedCalls calls = Fixtures.connect(cluster);
    private final StatorClient client = new GrpcStatorClient(calls);

    @BeforeEach
    void fill() {
        cluster.createTable(Fixtures.NOTES);
        for (long i = 0; i < NOTES_OF_ANN; i++) {
            cluster.put("notes", Fixtures.note("ann", i));
        }
        // One item collection over four partitions; one bound lies on a key and one between two.
        splitBefore(10, 0);
        splitBefore(25, 1);
        splitBefore(26, 2);
    }

    private void splitBefore(long number, int newLeader) {
        Item note = Fixtures.note("ann", number);
        EncodedKey key = KeyCodec.encodeKey(cluster.table("notes"), note);
        FakePartition partition = cluster.partitionOf("notes", note);
        Position at = number == 25
                ? new Position(
                        key.token(),
                        key.tableId(),
                        key.partitionKey(),
                        KeyCodec.encodeKey(cluster.table("notes"), Fixtures.note("ann", 24))
                                .sortKey()
                                .concat(com.google.protobuf.ByteString.copyFrom(new byte[] {(byte) 0xff})))
                : key.position();
        cluster.split(partition, at, newLeader);
    }

    @AfterEach
    void close() {
        calls.close();
        cluster.close();
    }

    /** Whatever the limit, which counts what is looked at: also where it is used up at the end of a partition. */
    @Test
    void aFilterDropsWhatItDropsAndPagesGetOn() {
        for (boolean backward : List.of(false, true)) {
            for (int limit = 1; limit <= NOTES_OF_ANN + 1; limit++) {
                Query query = Query.of("notes", ANN)
                        .limit(limit)
                        .filter(Condition.compared(
                                "number", Comparator.GREATER_OR_EQUAL, AttributeValue.number(NOTES_OF_ANN - 3L)));
                query = backward ? query.descending() : query;
                List<Item> found = new ArrayList<>();
                int scanned = 0;
                ItemPage page;
                do {
                    page = Answers.page(Fixtures.await(calls.query(Requests.of(query))));
                    found.addAll(page.items());
                    scanned += page.scannedCount();
                    assertThat(page.scannedCount()).isLessThanOrEqualTo(limit);
                    query = query.startAfter(page.lastEvaluatedKey().orElse(null));
                } while (page.lastEvaluatedKey().isPresent());
                assertThat(found).as("limit " + limit).hasSize(3);
                assertThat(scanned).isEqualTo(NOTES_OF_ANN);
            }
        }
    }

    @Test
    void aQueryGoesThroughPartitionsInOrderBothWays() {
        List<Long> all = LongStream.range(0, NOTES_OF_ANN).boxed().toList();
        List<Long> reversed = new ArrayList<>(all);
        Collections.reverse(reversed);
        for (int limit = 1; limit <= NOTES_OF_ANN + 1; limit++) {
            assertThat(numbers(Query.of("notes", ANN).limit(limit))).isEqualTo(all);
            assertThat(numbers(Query.of("notes", ANN).limit(limit).descending().eventual()))
                    .isEqualTo(reversed);
        }
    }

    @Test
    void aPageIsShortOnlyAtTheEnd() {
        for (int limit : new int[] {1, 7, 10, 15, 39, 40, 41}) {
            Item startKey = null;
            int seen = 0;
            do {
                ItemPage page = Fixtures.await(
                        client.query(Query.of("notes", ANN).limit(limit).startAfter(startKey)));
                seen += page.items().size();
                assertThat(page.items())
                        .hasSize(Math.min(
                                limit, NOTES_OF_ANN - (seen - page.items().size())));
                startKey = page.lastEvaluatedKey().orElse(null);
                if (startKey != null && !page.items().isEmpty()) {
                    assertThat(startKey).isEqualTo(page.items().get(page.items().size() - 1));
                }
            } while (startKey != null);
            assertThat(seen).isEqualTo(NOTES_OF_ANN);
        }
    }

    @Test
    void aPageThatItsLimitEndsSaysWhereToGoOnThoughNothingIsLeft() {
        Condition all = Condition.compared("number", Comparator.GREATER_OR_EQUAL, number(0));
        for (Query query :
                List.of(Query.of("notes", ANN), Query.of("notes", ANN).filter(all))) {
            ItemPage page = Answers.page(Fixtures.await(calls.query(Requests.of(query.limit(NOTES_OF_ANN)))));
            assertThat(page.items()).hasSize(NOTES_OF_ANN);
            Item last = page.lastEvaluatedKey().orElseThrow();
            assertThat(last).isEqualTo(Fixtures.note("ann", NOTES_OF_ANN - 1L));
            ItemPage rest = Answers.page(Fixtures.await(calls.query(Requests.of(query.startAfter(last)))));
            assertThat(rest.items()).isEmpty();
            assertThat(rest.lastEvaluatedKey()).isEmpty();
        }
        ItemPage withoutLimit = Fixtures.await(client.query(Query.of("notes", ANN)));
        assertThat(withoutLimit.lastEvaluatedKey()).isEmpty();
    }

    @Test
    void aPageEndsAfterTheItemThatFillsItsBytes() {
        int itemBytes = ItemSize.of(Fixtures.note("ann", 5));
        for (int items : new int[] {1, 3, 10, 12, 26}) {
            for (int bytes : new int[] {items * itemBytes, (items - 1) * itemBytes + 1}) {
                PageResponse page = Fixtures.await(calls.query(QueryRequest.newBuilder()
                        .setTable("notes")
                        .setPartitionKey(
                                io.stator.proto.v1.AttributeValue.newBuilder().setS("ann"))
                        .setSortKey(io.stator.client.routing.ValueConversions.toProto(SortKeyRange.atLeast(number(1))))
                        .setPageBytes(bytes)
                        .build()));
                assertThat(page.getItemBytes()).isGreaterThanOrEqualTo(bytes).isLessThan(bytes + itemBytes);
                assertThat(ItemCodec.decode(page.getLastEvaluatedKey()))
                        .isEqualTo(ItemCodec.decode(page.getItems(page.getItemsCount() - 1)));
            }
        }
    }

    @Test
    void aRangeAsksOnlyThePartitionsThatMayHoldIt() {
        Fixtures.await(client.query(Query.of("notes", ANN)));
        int before = queries();
        assertThat(numbers(Query.of("notes", ANN).where(SortKeyRange.between(number(12), number(20)))))
                .isEqualTo(LongStream.rangeClosed(12, 20).boxed().toList());
        assertThat(queries() - before).isEqualTo(1);
        assertThat(numbers(Query.of("notes", ANN).where(SortKeyRange.lessThan(number(3)))))
                .containsExactly(0L, 1L, 2L);
        assertThat(queries() - before).isEqualTo(2);
        assertThat(numbers(Query.of("notes", ANN)
                        .where(SortKeyRange.greaterThan(number(24)))
                        .descending()
                        .limit(3)))
                .hasSize(15);
    }

    @Test
    void aStartKeyOfAnotherCollectionOrSegmentIsRefused() {
        assertThat(Fixtures.codeOf(client.query(Query.of("notes", ANN).startAfter(Fixtures.note("bob", 1)))))
                .isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.query(Query.of("notes", ANN).startAfter(Fixtures.key("x")))))
                .isEqualTo(ErrorCode.VALIDATION);
        long refused = LongStream.range(0, 4)
                .filter(segment -> isRefused(Scan.of("notes").segment((int) segment, 4)))
                .count();
        assertThat(refused).isEqualTo(3);
        assertThat(Fixtures.codeOf(client.scan(Scan.of("notes").segment(4, 4)))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.scan(Scan.of("notes").limit(-1)))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(calls.scan(ScanRequest.newBuilder()
                        .setTable("notes")
                        .setPageBytes((1 << 20) + 1)
                        .build())))
                .isEqualTo(ErrorCode.VALIDATION);
    }

    private boolean isRefused(Scan scan) {
        return client.scan(scan.startAfter(Fixtures.note("ann", 1)))
                .handle((page, failure) -> failure != null)
                .join();
    }

    /** Against a model: random tables, partitions, segments and limits, with partitions that split meanwhile. */
    @Test
    void everyItemIsSeenOnceAtAnyLimitAndSegmentation() {
        long seed = 20261123;
        System.out.println("PagingTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            try (FakeCluster many = new FakeCluster(3, Bounds.splitRing(1 + random.nextInt(6)))) {
                many.createTable(Fixtures.PAIRS);
                many.createTable(Fixtures.NOTES);
                List<Item> notes = new ArrayList<>();
                int count = random.nextInt(80);
                for (int i = 0; i < count; i++) {
                    notes.add(Fixtures.note("author" + random.nextInt(12), i));
                    many.put("notes", notes.get(i));
                    many.put("pairs", Fixtures.pair("k" + i, "v"));
                }
                scanAll(many, notes, random);
            }
        }
    }

    private void scanAll(FakeCluster many, List<Item> notes, Random random) {
        try (StatorClient scanner = Fixtures.client(many)) {
            int segments = 1 + random.nextInt(7);
            List<Item> seen = new ArrayList<>();
            for (int segment = 0; segment < segments; segment++) {
                Scan scan = Scan.of("notes").segment(segment, segments).limit(random.nextInt(12));
                for (Item item : scanner.blocking().scanAll(random.nextBoolean() ? scan : scan.strong())) {
                    seen.add(item);
                    if (random.nextInt(20) == 0) {
                        splitAt(many, notes.get(random.nextInt(notes.size())), random);
                    }
                }
            }
            assertThat(seen).hasSameSizeAs(notes);
            assertThat(new HashSet<>(seen)).isEqualTo(new HashSet<>(notes));
            assertThat(queried(scanner, random)).isEqualTo(new HashSet<>(notes));
        }
    }

    private static HashSet<Item> queried(StatorClient scanner, Random random) {
        HashSet<Item> seen = new HashSet<>();
        for (int author = 0; author < 12; author++) {
            Query query =
                    Query.of("notes", new AttributeValue.S("author" + author)).limit(random.nextInt(5));
            scanner.blocking()
                    .queryAll(random.nextBoolean() ? query : query.descending())
                    .forEach(seen::add);
        }
        return seen;
    }

    private static void splitAt(FakeCluster many, Item at, Random random) {
        FakePartition partition = many.partitionOf("notes", at);
        Position position = KeyCodec.encodeKey(many.table("notes"), at).position();
        if (!position.equals(partition.bounds.from())) {
            many.split(partition, position, random.nextInt(3));
        }
    }

    @Test
    void segmentsCoverTheRingWithoutOverlap() {
        for (int segments : new int[] {1, 2, 3, 7, 1_000_000}) {
            TreeSet<Integer> checked = new TreeSet<>(List.of(0, segments / 2, segments - 1));
            for (int segment : checked) {
                Bounds bounds = new io.stator.client.routing.ScanSegment(segment, segments).bounds();
                assertThat(bounds.from() == null).isEqualTo(segment == 0);
                assertThat(bounds.to() == null).isEqualTo(segment == segments - 1);
                if (segment + 1 < segments) {
                    assertThat(new io.stator.client.routing.ScanSegment(segment + 1, segments)
                                    .bounds()
                                    .from())
                            .isEqualTo(bounds.to());
                }
            }
        }
        assertThat(new io.stator.client.routing.ScanSegment(1, 2).bounds().from())
                .isEqualTo(Position.atToken(Long.MIN_VALUE));
    }

    private List<Long> numbers(Query query) {
        List<Long> numbers = new ArrayList<>();
        for (Item item : client.blocking().queryAll(query)) {
            if (item.get("number") instanceof AttributeValue.N number) {
                numbers.add(number.value().toBigDecimal().longValueExact());
            }
        }
        return numbers;
    }

    private static AttributeValue number(long value) {
        return new AttributeValue.N(DecimalNumber.of(value));
    }

    private int queries() {
        return cluster.nodes.stream()
                .mapToInt(node -> node.requests(QueryRequest.class).size())
                .sum();
    }
}
