package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.FakeNode.Reaction;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableSchema;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import io.stator.model.expression.Condition;
import io.stator.proto.v1.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both faces of the client. */
class StatorClientTest {
    private final FakeCluster cluster = FakeCluster.of(3, 3);
    private final StatorClient client = Fixtures.client(cluster);
    private final BlockingStatorClient stator = client.blocking();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    /** As in the package's documentation, but for the address. */
    @Test
    void theExampleOfThePackageRuns() {
        List<Object> printed = new ArrayList<>();
        try (FakeCluster tcp = new FakeCluster(1, Bounds.splitRing(3), true)) {
            String address = tcp.node(0).address();
            try (StatorClient client = StatorClient.connect(address)) {
                BlockingStatorClient stator = client.blocking();
                stator.createTable(TableSchema.of("music", "artist", KeyType.STRING, "song", KeyType.STRING));
                stator.put(Put.of(
                        "music",
                        Item.builder()
                                .set("artist", "Nina Simone")
                                .set("song", "Sinnerman")
                                .build()));
                for (Item item : stator.queryAll(Query.of("music", new AttributeValue.S("Nina Simone")))) {
                    printed.add(item.get("song"));
                }
            }
        }
        assertThat(printed).containsExactly(new AttributeValue.S("Sinnerman"));
    }

    @Test
    void tablesComeAndGo() {
        for (String name : List.of("ccc", "aaa", "bbb")) {
            assertThat(stator.createTable(TableSchema.of(name, "k", KeyType.STRING))
                            .name())
                    .isEqualTo(name);
        }
        assertThat(stator.listTables()).containsExactly("aaa", "bbb", "ccc");
        assertThat(stator.describeTable("bbb").schema()).isEqualTo(TableSchema.of("bbb", "k", KeyType.STRING));
        stator.deleteTable("bbb");
        assertThat(stator.listTables()).containsExactly("aaa", "ccc");
        assertFails(ErrorCode.RESOURCE_NOT_FOUND, () -> stator.describeTable("bbb"));
        assertFails(ErrorCode.RESOURCE_NOT_FOUND, () -> stator.get(Get.of("bbb", Fixtures.key("a"))));
        assertFails(ErrorCode.RESOURCE_IN_USE, () -> stator.createTable(TableSchema.of("aaa", "k", KeyType.STRING)));
        assertFails(ErrorCode.VALIDATION, () -> stator.createTable(TableSchema.of("?", "k", KeyType.STRING)));
        assertFails(ErrorCode.VALIDATION, () -> stator.describeTable(""));
    }

    @Test
    void tablesAreChanged() {
        stator.createTable(Fixtures.PAIRS);
        assertThat(stator.updateTable(TableChange.of("pairs").deletionProtected(true))
                        .properties()
                        .deletionProtected())
                .isTrue();
        stator.tagTable("pairs", List.of(new Tag("a", "1"), new Tag("b", "2")));
        assertThat(stator.untagTable("pairs", List.of("a")).properties().tags()).containsOnlyKeys("b");
        assertThat(stator.updateTimeToLive(new TimeToLiveChange("pairs", "expires", true))
                        .properties()
                        .timeToLive()
                        .expiryAttribute())
                .contains("expires");
        assertThat(stator.describeTable("pairs").properties().deletionProtected())
                .isTrue();

        assertFails(ErrorCode.RESOURCE_NOT_FOUND, () -> stator.tagTable("none", List.of(new Tag("a", "1"))));
        assertFails(ErrorCode.VALIDATION, () -> stator.updateTable(TableChange.of("pairs")));
        assertFails(ErrorCode.VALIDATION, () -> stator.tagTable("pairs", List.of()));
        assertFails(ErrorCode.VALIDATION, () -> stator.untagTable("pairs", List.of()));
        assertFails(ErrorCode.VALIDATION, () -> stator.updateTimeToLive(new TimeToLiveChange("pairs", "", true)));
        assertFails(
                ErrorCode.VALIDATION,
                () -> stator.createTable(TableDefinition.of(Fixtures.PAIRS).provisioned(0, 1)));
    }

    @Test
    void itemsArePutUpdatedReadAndDeleted() {
        stator.createTable(Fixtures.PAIRS);
        assertThat(stator.put(Put.of("pairs", Fixtures.pair("a", "1")))).isEmpty();
        assertThat(stator.put(Put.of("pairs", Fixtures.pair("a", "2")).returningOld()))
                .contains(Fixtures.pair("a", "1"));
        assertThat(stator.update(Update.of("pairs", Fixtures.key("a"))
                        .set("v", new AttributeValue.S("3"))
                        .returning(ReturnValues.ALL_NEW)))
                .contains(Fixtures.pair("a", "3"));
        assertThat(stator.get(Get.of("pairs", Fixtures.key("a")))).contains(Fixtures.pair("a", "3"));
        assertThat(stator.delete(Delete.of("pairs", Fixtures.key("a")).returningOld()))
                .contains(Fixtures.pair("a", "3"));
        assertThat(stator.get(Get.of("pairs", Fixtures.key("a")).eventual())).isEqualTo(Optional.empty());
    }

    @Test
    void aFailedConditionCarriesTheItemIfAskedTo() {
        stator.createTable(Fixtures.PAIRS);
        stator.put(Put.of("pairs", Fixtures.pair("a", "1")));
        Put put = Put.of("pairs", Fixtures.pair("a", "2")).onlyIf(Condition.attributeNotExists("k"));
        assertThat(assertFails(ErrorCode.CONDITIONAL_CHECK_FAILED, () -> stator.put(put))
                        .item())
                .isNull();
        assertThat(assertFails(
                                ErrorCode.CONDITIONAL_CHECK_FAILED,
                                () -> stator.put(put.returningItemOnConditionFailure()))
                        .item())
                .isEqualTo(Fixtures.pair("a", "1"));
    }

    /** The largest item there is, in base64 in a trailer, over a real connection. */
    @Test
    void aFailedConditionCarriesEvenTheLargestItem() {
        try (FakeCluster tcp = new FakeCluster(1, Bounds.splitRing(1), true);
                StatorClient overTcp = StatorClient.connect(tcp.node(0).address())) {
            tcp.createTable(Fixtures.PAIRS);
            List<AttributeValue> values = new ArrayList<>();
            for (int i = 0; i < 200_000; i++) {
                values.add(new AttributeValue.S(""));
            }
            Item large = Item.builder()
                    .set("k", "a")
                    .set("v", new AttributeValue.L(values))
                    .build();
            tcp.put("pairs", large);
            Put put = Put.of("pairs", Fixtures.pair("a", "2"))
                    .onlyIf(Condition.attributeNotExists("k"))
                    .returningItemOnConditionFailure();
            assertThat(Fixtures.failure(overTcp.put(put)).item()).isEqualTo(large);
        }
    }

    @Test
    void whatIsWrongIsFoundWithoutTheServer() {
        stator.createTable(Fixtures.PAIRS);
        stator.get(Get.of("pairs", Fixtures.key("a")));
        int before = cluster.nodes.stream()
                .mapToInt(node ->
                        node.requests(io.stator.proto.v1.PutRequest.class).size())
                .sum();
        assertFails(
                ErrorCode.VALIDATION,
                () -> stator.put(Put.of("pairs", Item.builder().set("v", "1").build())));
        assertFails(
                ErrorCode.VALIDATION,
                () -> stator.put(new Put("pairs", Fixtures.pair("a", "1"), null, ReturnValues.ALL_NEW, false)));
        assertThat(cluster.nodes.stream()
                        .mapToInt(node -> node.requests(io.stator.proto.v1.PutRequest.class)
                                .size())
                        .sum())
                .isEqualTo(before);
    }

    @Test
    void anIteratorAsksForAPageWhenItNeedsOne() {
        stator.createTable(Fixtures.PAIRS);
        for (int i = 0; i < 10; i++) {
            cluster.put("pairs", Fixtures.pair("k" + i, "v"));
        }
        Iterable<Item> all = stator.scanAll(Scan.of("pairs").limit(4));
        assertThat(scans()).isZero();
        Iterator<Item> items = all.iterator();
        assertThat(scans()).isZero();
        items.next();
        int first = scans();
        assertThat(first).isPositive();
        for (int i = 1; i < 4; i++) {
            items.next();
        }
        assertThat(scans()).isEqualTo(first);
        items.next();
        assertThat(scans()).isGreaterThan(first);
        items.forEachRemaining(item -> {});
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        assertThat(all).hasSize(10);
    }

    @Test
    void aBlockingCallThrowsFromWhereItWasCalled() {
        StatorException thrown =
                assertFails(ErrorCode.RESOURCE_NOT_FOUND, () -> stator.get(Get.of("none", Fixtures.key("a"))));
        assertThat(thrown.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(StatorClientTest.class.getName()));
        assertThat(thrown).hasCauseInstanceOf(StatorException.class);
    }

    @Test
    void anInterruptedWaitSaysWhatIsKnown() throws InterruptedException {
        stator.createTable(Fixtures.PAIRS);
        stator.put(Put.of("pairs", Fixtures.pair("a", "1")));
        cluster.nodes.forEach(node -> node.behave(request -> Reaction.HANG));
        List<Runnable> waits = List.of(
                () -> stator.put(Put.of("pairs", Fixtures.pair("a", "2"))),
                () -> stator.get(Get.of("pairs", Fixtures.key("a"))));
        List<ErrorCode> codes = List.of(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.SERVICE_UNAVAILABLE);
        for (int i = 0; i < waits.size(); i++) {
            Runnable wait = waits.get(i);
            CompletableFuture<StatorException> thrown = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                try {
                    wait.run();
                } catch (StatorException error) {
                    flag.complete(Thread.currentThread().isInterrupted());
                    thrown.complete(error);
                }
            });
            waiter.start();
            waiter.interrupt();
            assertThat(thrown.join().code()).isEqualTo(codes.get(i));
            assertThat(flag.join()).isTrue();
            waiter.join();
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> StatorClient.builder().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatorClient.connect("localhost")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatorClient.connect("localhost:65536")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatorClient.builder()
                        .addresses(List.of("localhost:1"))
                        .deadline(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        StatorClient.builder()
                .addresses(List.of("localhost:65535", "[::1]:1"))
                .deadline(Duration.ofDays(1))
                .attemptTimeout(Duration.ofMillis(1))
                .writeTimeout(Duration.ofSeconds(1))
                .build()
                .close();
    }

    private int scans() {
        return cluster.nodes.stream()
                .mapToInt(node -> node.requests(ScanRequest.class).size())
                .sum();
    }

    private static StatorException assertFails(ErrorCode code, Runnable call) {
        try {
            call.run();
        } catch (StatorException error) {
            assertThat(error.code()).isEqualTo(code);
            return error;
        }
        throw new AssertionError("no failure");
    }
}
