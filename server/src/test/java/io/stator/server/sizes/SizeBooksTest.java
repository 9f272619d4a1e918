package io.stator.server.sizes;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.catalog.CatalogView;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableSize;
import io.stator.proto.v1.ShareTableSizesResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nodes that tell each other what they counted. */
class SizeBooksTest {
    private static final long TABLE = 5;
    private static final List<Long> PARTITIONS = List.of(1L, 2L, 3L);

    private final List<SizeBooks> books = new ArrayList<>();
    private final List<SizeExchange> exchanges = new ArrayList<>();
    private final Map<String, NodeRecord> members = new TreeMap<>();
    private int messages;

    /** Cannot be reached. */
    private String lost = "";

    private static PartitionCount count(long partition, long logIndex, long items) {
        return new PartitionCount(partition, logIndex, Map.of(TABLE, new TableSize(items, 10 * items)));
    }

    private void nodes(int number) {
        for (int i = 0; i < number; i++) {
            String id = "n" + i;
            members.put(id, new NodeRecord(id, "i", "h:1", "h:2"));
            books.add(new SizeBooks());
            exchanges.add(exchange(i));
        }
    }

    private SizeExchange exchange(int node) {
        return new SizeExchange(new SizeExchange.Means(
                "n" + node, books.get(node), () -> Optional.of(view(PARTITIONS)), (target, question) -> {
                    messages++;
                    if (target.id().equals(lost)) {
                        return CompletableFuture.failedFuture(
                                new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "A node cannot be reached"));
                    }
                    int asked = Integer.parseInt(target.id().substring(1));
                    return CompletableFuture.completedFuture(books.get(asked).answer(question));
                }));
    }

    private CatalogView view(List<Long> partitions) {
        return new CatalogView(
                1,
                "c",
                members,
                Set.of(),
                partitions.stream()
                        .map(id -> new PartitionRecord(id, 1, Bounds.WHOLE_RING, List.of("n0")))
                        .toList(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    private void rounds(int number) {
        for (int i = 0; i < number; i++) {
            exchanges.forEach(SizeExchange::tick);
        }
    }

    private Optional<TableSize> told(int node) {
        return books.get(node).size(TABLE, PARTITIONS);
    }

    @Test
    void aTablesSizeIsTheSumOverAllPartitionsAndNothingUntilEachWasCounted() {
        nodes(1);
        assertThat(told(0)).isEmpty();
        books.get(0).note(count(1, 10, 7));
        books.get(0).note(new PartitionCount(2, 10, Map.of()));
        assertThat(told(0)).isEmpty();
        books.get(0).note(count(3, 10, 8));
        assertThat(told(0)).contains(new TableSize(15, 150));
        assertThat(books.get(0).size(TABLE + 1, PARTITIONS)).contains(TableSize.NONE);
        assertThat(books.get(0).size(TABLE, List.of())).isEmpty();
    }

    @Test
    void whatOneNodeCountedAllTell() {
        nodes(3);
        books.get(0).note(count(1, 10, 1));
        books.get(1).note(count(2, 10, 2));
        books.get(2).note(count(3, 10, 3));
        rounds(2);
        for (int i = 0; i < 3; i++) {
            assertThat(told(i)).as("node %d", i).contains(new TableSize(6, 60));
        }
        // Nobody is asked for what he knows.
        messages = 0;
        rounds(1);
        assertThat(messages).isEqualTo(3);
        assertThat(books.get(0).answer(books.get(1).question()))
                .isEqualTo(ShareTableSizesResponse.getDefaultInstance());
    }

    @Test
    void theNewestCountOfAPartitionWinsWhoeverMadeItAndWheneverItCame() {
        nodes(2);
        PARTITIONS.forEach(partition -> books.get(0).note(count(partition, 10, 1)));
        rounds(1);
        // Node 1 leads the first partition now; node 0 ends a count that it began when it led.
        books.get(1).note(count(1, 20, 100));
        books.get(0).note(count(1, 15, 50));
        rounds(1);
        assertThat(told(0)).contains(new TableSize(102, 1020));
        assertThat(told(1)).contains(new TableSize(102, 1020));
        books.get(1).note(count(1, 15, 50));
        assertThat(told(1)).contains(new TableSize(102, 1020));
    }

    @Test
    void whoStartsAnewHasItFromTheOthersThoughOneIsGone() {
        nodes(3);
        PARTITIONS.forEach(partition -> books.get(0).note(count(partition, 10, 1)));
        rounds(2);
        books.set(2, new SizeBooks());
        exchanges.set(2, exchange(2));
        lost = "n0";
        assertThat(told(2)).isEmpty();
        rounds(2);
        assertThat(told(2)).contains(new TableSize(3, 30));
    }

    @Test
    void partitionsThatAreGoneAreForgotten() {
        nodes(1);
        books.get(0).note(count(9, 10, 1));
        assertThat(books.get(0).logIndex(9)).hasValue(10);
        rounds(1);
        assertThat(books.get(0).logIndex(9)).isEmpty();
    }

    @Test
    void anAnswerIsBoundedAndTheRestIsAskedForAtOnce() {
        nodes(2);
        Map<Long, TableSize> many = new HashMap<>();
        for (long id = 0; id < 20_000; id++) {
            many.put(id, new TableSize(id, id));
        }
        PARTITIONS.forEach(partition -> books.get(0).note(new PartitionCount(partition, 10, many)));
        ShareTableSizesResponse answer = books.get(0).answer(new SizeBooks().question());
        assertThat(answer.getMore()).isTrue();
        assertThat(answer.getNewerCount()).isEqualTo(2);
        assertThat(answer.getSerializedSize()).isLessThan(2 << 20);
        exchanges.get(1).tick();
        assertThat(messages).isEqualTo(2);
        assertThat(told(1)).contains(new TableSize(3 * TABLE, 3 * TABLE));
    }
}
