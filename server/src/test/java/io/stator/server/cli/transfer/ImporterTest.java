package io.stator.server.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.BatchWrite;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImporterTest {
    private static final TableInfo TABLE =
            new TableInfo(1, 1, TableSchema.of("table", "pk", KeyType.STRING), TableStatus.ACTIVE, 0);

    private final List<String> refusals = new ArrayList<>();
    private final RefusedItems refused = new RefusedItems();

    private static Item item(int key, int version) {
        return Item.builder().set("pk", "key-" + key).set("v", version).build();
    }

    private Importer run(BatchDouble client, List<SourceItem> items) throws Exception {
        refused.printTo(refusals::add);
        Importer importer = new Importer(client, TABLE, refused);
        importer.run(new ListSource(items));
        return importer;
    }

    private static List<SourceItem> distinct(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SourceItem.of(i + 1, item(i, 0)))
                .toList();
    }

    private static CompletableFuture<BatchWrite> fail(ErrorCode code, String message) {
        return CompletableFuture.failedFuture(new StatorException(code, message));
    }

    @Test
    void everyItemIsPutInBatchesOf25() throws Exception {
        BatchDouble client = new BatchDouble(call -> BatchDouble.allDone());
        Importer importer = run(client, distinct(60));
        assertThat(importer.imported()).isEqualTo(60);
        assertThat(client.sizes()).containsExactly(25, 25, 10);
        assertThat(new HashSet<>(client.stored())).hasSize(60);
        assertThat(refused.count()).isZero();
    }

    @Test
    void onlySoManyBatchesAreUnderWay() throws Exception {
        BatchDouble client = new BatchDouble(call -> CompletableFuture.supplyAsync(
                BatchWrite::of, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)));
        Importer importer = run(client, distinct(5_000));
        assertThat(importer.imported()).isEqualTo(5_000);
        assertThat(client.mostUnderWay()).isBetween(2, 32);
    }

    @Test
    void whatIsUnprocessedIsSentAgain() throws Exception {
        BatchDouble client =
                new BatchDouble(call -> CompletableFuture.completedFuture(new BatchWrite(call.batch().entries().stream()
                        .limit(call.number() < 4 ? call.batch().entries().size() / 2 : 0)
                        .toList())));
        Importer importer = run(client, distinct(25));
        assertThat(importer.imported()).isEqualTo(25);
        assertThat(client.sizes()).containsExactly(25, 12, 6, 3);
        assertThat(new HashSet<>(client.stored())).hasSize(25);
    }

    @Test
    void aLostAnswerIsTriedAgain() throws Exception {
        BatchDouble client = new BatchDouble(
                call -> call.number() == 1 ? fail(ErrorCode.OUTCOME_UNKNOWN, "lost") : BatchDouble.allDone());
        assertThat(run(client, distinct(3)).imported()).isEqualTo(3);
        assertThat(client.calls()).isEqualTo(2);
    }

    @Test
    void oneBadItemCostsNoOther() throws Exception {
        BatchDouble client = new BatchDouble(call -> call.items().contains(item(7, 0))
                ? fail(ErrorCode.VALIDATION, "the server does not like it")
                : BatchDouble.allDone());
        assertThat(run(client, distinct(25)).imported()).isEqualTo(24);
        assertThat(refusals).containsExactly("line 8: the server does not like it");
    }

    @Test
    void itemsThatAreNoneAreNamedByTheirLines() throws Exception {
        BatchDouble client = new BatchDouble(call -> BatchDouble.allDone());
        Importer importer = run(
                client,
                List.of(
                        SourceItem.bad(1, "Malformed JSON"),
                        SourceItem.of(2, Item.builder().set("other", 1).build()),
                        SourceItem.of(3, item(1, 1))));
        assertThat(importer.imported()).isEqualTo(1);
        assertThat(refused.count()).isEqualTo(2);
        assertThat(refusals.get(0)).isEqualTo("line 1: Malformed JSON");
        assertThat(refusals.get(1)).startsWith("line 2: ");
    }

    @Test
    void theLastItemOfAKeyWins() throws Exception {
        BatchDouble client = new BatchDouble(call -> {
            assertThat(new HashSet<>(
                            call.items().stream().map(item -> item.get("pk")).toList()))
                    .hasSameSizeAs(call.items());
            long millis = Math.max(1, 20 - call.number() * 3L);
            return CompletableFuture.supplyAsync(
                    BatchWrite::of, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
        });
        List<SourceItem> items = new ArrayList<>();
        for (int version = 0; version < 5; version++) {
            items.add(SourceItem.of(version + 1, item(1, version)));
            items.add(SourceItem.of(version + 1, item(2, version)));
        }
        run(client, items);
        assertThat(client.stored()).hasSize(10);
        assertThat(client.stored().subList(8, 10)).containsExactlyInAnyOrder(item(1, 4), item(2, 4));
    }

    @Test
    void aTableThatIsGoneEndsTheImport() {
        BatchDouble client = new BatchDouble(call -> fail(ErrorCode.RESOURCE_NOT_FOUND, "Table not found"));
        assertThatThrownBy(() -> run(client, distinct(100_000)))
                .isInstanceOf(StatorException.class)
                .hasMessage("gave up after 0 items: Table not found");
        assertThat(client.calls()).isLessThan(100);
    }

    @Test
    void onlyTheFirstRefusalsAreShown() throws Exception {
        Function<Integer, SourceItem> bad = line -> SourceItem.bad(line, "bad");
        run(
                new BatchDouble(call -> BatchDouble.allDone()),
                IntStream.rangeClosed(1, 50).boxed().map(bad).toList());
        assertThat(refused.count()).isEqualTo(50);
        assertThat(refusals).hasSize(RefusedItems.SHOWN_MAX + 1);
    }

    @Test
    void generatedItemsDependOnTheSeedAndTheirNumberAlone() {
        GeneratedOrders orders = new GeneratedOrders(1, 10);
        assertThat(orders.json(12)).isEqualTo(new GeneratedOrders(1, 10).json(12));
        assertThat(orders.json(12)).isNotEqualTo(new GeneratedOrders(2, 10).json(12));
        assertThat(orders.json(12)).startsWith("{\"customer\":{\"S\":\"customer-00000001\"},\"order\":{\"N\":\"3\"}");
    }

    /** Items from a list. */
    private static final class ListSource implements ItemSource {
        private final List<SourceItem> items;
        private int next;

        ListSource(List<SourceItem> items) {
            this.items = items;
        }

        @Override
        public Optional<SourceItem> next() {
            return next < items.size() ? Optional.of(items.get(next++)) : Optional.empty();
        }

        @Override
        public long position() {
            return next;
        }

        @Override
        public void close() {}
    }
}
