package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.expression.Condition;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.TransactGetRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Transactions in several steps: what they see, and what they commit by. */
class InTransactionTest extends InTransactionFixture {
    @Test
    void aTransactionSeesWhatItHasWritten() {
        List<Optional<Item>> seen = stator.inTransaction(transaction -> {
            transaction.put("pairs", Fixtures.pair("a", "2"));
            transaction.put("pairs", Fixtures.pair("c", "1"));
            transaction.delete("pairs", Fixtures.key("b"));
            transaction.modify(
                    "notes",
                    Fixtures.note("ann", 1),
                    note -> note.toBuilder().set("text", "x").build());
            return transaction.getAll(TransactGet.of()
                    .get(A)
                    .get(B)
                    .get(Get.of("pairs", Fixtures.key("c")).projection(Projection.of("v")))
                    .get(Get.of("notes", Fixtures.note("ann", 1)))
                    .get(Get.of("pairs", Fixtures.key("d")))
                    .get(A.projection(Projection.of("v"))));
        });
        Item note = Fixtures.note("ann", 1).toBuilder().set("text", "x").build();
        assertThat(seen)
                .containsExactly(
                        Optional.of(Fixtures.pair("a", "2")),
                        Optional.empty(),
                        Optional.of(Item.builder().set("v", "1").build()),
                        Optional.of(note),
                        Optional.empty(),
                        Optional.of(Item.builder().set("v", "2").build()));
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "2"));
        assertThat(cluster.item("pairs", Fixtures.key("b"))).isNull();
        assertThat(cluster.item("pairs", Fixtures.key("c"))).isEqualTo(Fixtures.pair("c", "1"));
        assertThat(cluster.item("notes", Fixtures.note("ann", 1))).isEqualTo(note);
    }

    @Test
    void itIsCommittedByOneRequestWithTheVersionsOfAllThatWasRead() {
        long versionOfA = versionOf("a");
        long versionOfB = versionOf("b");
        stator.inTransaction(transaction -> {
            transaction.get(A);
            transaction.getAll(TransactGet.of().get(B).get(Get.of("pairs", Fixtures.key("absent"))));
            transaction.get(Get.of("pairs", Fixtures.key("also absent")));
            transaction.put("pairs", Fixtures.pair("b", "2"));
            transaction.put("pairs", Fixtures.pair("blind", "1"));
            transaction.delete("pairs", Fixtures.key("absent"));
            transaction.delete("pairs", Fixtures.key("blind too"));
            return null;
        });
        assertThat(writes()).hasSize(1);
        Map<String, String> seen = new TreeMap<>();
        writes().get(0).getWritesList().forEach(write -> {
            Item item = ItemCodec.decode(
                    switch (write.getActionCase()) {
                        case PUT_ITEM -> write.getPutItem();
                        case DELETE_KEY -> write.getDeleteKey();
                        case CHECK_KEY -> write.getCheckKey();
                        case UPDATE, ACTION_NOT_SET -> throw new AssertionError(write);
                    });
            assertThat(write.hasCondition()).isFalse();
            String version = write.hasExpectedVersion() ? " at " + write.getExpectedVersion() : "";
            AttributeValue.S key = (AttributeValue.S) item.get("k");
            seen.put(key == null ? "" : key.value(), write.getActionCase() + version);
        });
        assertThat(seen)
                .containsOnly(
                        Map.entry("a", "CHECK_KEY at " + versionOfA),
                        Map.entry("b", "PUT_ITEM at " + versionOfB),
                        Map.entry("absent", "DELETE_KEY at 0"),
                        Map.entry("also absent", "CHECK_KEY at 0"),
                        Map.entry("blind", "PUT_ITEM"),
                        Map.entry("blind too", "DELETE_KEY"));
    }

    /** The second read is of no use to the server: what it would say now is what the commit asks for. */
    @Test
    void aSecondReadAnswersWhatTheFirstDidAndTheCommitFindsOut() {
        List<Item> seen = new ArrayList<>();
        stator.inTransaction(transaction -> {
            seen.add(transaction.get(A).orElseThrow());
            if (runs.incrementAndGet() == 1) {
                stator.put(Put.of("pairs", Fixtures.pair("a", "2")));
            }
            seen.add(transaction.get(A).orElseThrow());
            transaction.put("pairs", Fixtures.pair("b", "2"));
            return null;
        });
        assertThat(seen)
                .containsExactly(
                        Fixtures.pair("a", "1"),
                        Fixtures.pair("a", "1"),
                        Fixtures.pair("a", "2"),
                        Fixtures.pair("a", "2"));
        assertThat(runs.get()).isEqualTo(2);
        assertThat(writes()).hasSize(2);
    }

    @Test
    void whatWasReadAsAbsentMustStillBe() {
        Get absent = Get.of("pairs", Fixtures.key("c"));
        String found = stator.inTransaction(transaction -> {
            Optional<Item> item = transaction.get(absent);
            if (runs.incrementAndGet() == 1) {
                stator.put(Put.of("pairs", Fixtures.pair("c", "another's")));
            }
            transaction.put("pairs", Fixtures.pair("d", "1"));
            return item.isPresent() ? "found" : "not found";
        });
        assertThat(found).isEqualTo("found");
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void whatWasNotReadMayHaveChanged() {
        stator.inTransaction(transaction -> {
            transaction.put("pairs", Fixtures.pair("a", "2"));
            runs.incrementAndGet();
            stator.put(Put.of("pairs", Fixtures.pair("a", "another's")));
            return null;
        });
        assertThat(runs.get()).isEqualTo(1);
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "2"));
    }

    @Test
    void whatWasReadAtOneMomentIsCommittedByNothing() {
        stator.inTransaction(transaction -> transaction.get(A));
        assertThat(reads()).hasSize(1);
        stator.inTransaction(transaction -> {
            transaction.get(A);
            return transaction.get(A);
        });
        assertThat(reads()).hasSize(2);
        stator.inTransaction(
                transaction -> transaction.getAll(TransactGet.of().get(A).get(B)));
        assertThat(reads()).hasSize(3);
        int answer = stator.inTransaction(transaction -> 7);
        assertThat(answer).isEqualTo(7);
        assertThat(reads()).hasSize(3);
        assertThat(writes()).isEmpty();
    }

    @Test
    void whatWasReadAtSeveralMomentsIsLookedAtOnceMore() {
        stator.inTransaction(transaction -> List.of(transaction.get(A), transaction.get(B)));
        assertThat(reads()).hasSize(3);
        assertThat(writes()).isEmpty();
        TransactGetRequest last = reads().stream()
                .filter(read -> read.getGetsCount() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(last.getGetsList()).allMatch(get -> get.hasProjection());
    }

    /** Never was a 1 and b 2 at the same time. */
    @Test
    void whatNeverWasAtOneMomentIsNotSeen() {
        List<Item> seen = stator.inTransaction(transaction -> {
            Item a = transaction.get(A).orElseThrow();
            if (runs.incrementAndGet() == 1) {
                stator.put(Put.of("pairs", Fixtures.pair("a", "2")));
                stator.put(Put.of("pairs", Fixtures.pair("b", "2")));
            }
            return List.of(a, transaction.get(B).orElseThrow());
        });
        assertThat(seen).containsExactly(Fixtures.pair("a", "2"), Fixtures.pair("b", "2"));
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void whatIsAskedIsDoneInOrderThoughNobodyWaits() {
        Optional<Item> seen = Fixtures.await(client.inTransaction(transaction -> {
            transaction.put("pairs", Fixtures.pair("c", "1"));
            transaction.modify("pairs", Fixtures.key("c"), item -> append(item, "2"));
            transaction.modify("pairs", Fixtures.key("a"), item -> append(item, "2"));
            CompletableFuture<Optional<Item>> read = transaction.get(A);
            transaction.modify("pairs", Fixtures.key("a"), item -> append(item, "3"));
            return read;
        }));
        assertThat(seen).contains(Fixtures.pair("a", "12"));
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "123"));
        assertThat(cluster.item("pairs", Fixtures.key("c"))).isEqualTo(Fixtures.pair("c", "12"));
    }

    @Test
    void aMistakeThatNobodyLookedAtFailsTheCommit() {
        assertThat(Fixtures.codeOf(client.inTransaction(transaction -> {
                    runs.incrementAndGet();
                    transaction.put("pairs", Fixtures.pair("c", "1"));
                    transaction.put("pairs", Item.builder().set("v", "no key").build());
                    return transaction.get(A);
                })))
                .isEqualTo(ErrorCode.VALIDATION);
        assertThat(runs.get()).isEqualTo(1);
        assertThat(writes()).isEmpty();
    }

    @Test
    void aChangeLeavesTheKeyAsItIs() {
        assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                    transaction.modify("pairs", Fixtures.key("a"), item -> Fixtures.pair("b", "1"));
                    return null;
                }))
                .hasMessage("One or more parameter values were invalid: Cannot update attribute k."
                        + " This attribute is part of the key");
        assertThat(Fixtures.failure(client.inTransaction(transaction ->
                        transaction.modify("notes", Fixtures.note("ann", 1), note -> Fixtures.note("ann", 2)))))
                .hasMessage("One or more parameter values were invalid: Cannot update attribute number."
                        + " This attribute is part of the key");
        assertThat(writes()).isEmpty();
    }

    @Test
    void aHundredItemsAreNotTooMany() {
        stator.inTransaction(transaction -> {
            for (int i = 0; i < 99; i++) {
                transaction.put("pairs", Fixtures.pair("k" + i, "1"));
            }
            transaction.get(A);
            assertThatThrownBy(() -> transaction.get(B))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            tooMany -> assertThat(tooMany.code()).isEqualTo(ErrorCode.VALIDATION));
            return transaction.get(A);
        });
        assertThat(writes().get(0).getWritesCount()).isEqualTo(100);
        assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                    for (int i = 0; i < 101; i++) {
                        transaction.put("pairs", Fixtures.pair("k" + i, "1"));
                    }
                    return null;
                }))
                .hasMessage("A transaction can have at most 100 items");
    }

    /** As in the README. */
    @Test
    void theExamplesOfTheReadmeRun() {
        cluster.createTable(TableSchema.of("Users", "id", KeyType.STRING));
        cluster.createTable(TableSchema.of("Names", "name", KeyType.STRING));
        BlockingStatorClient db = stator;
        Item key = Item.builder().set("id", "u1").build();
        db.transactWrite(TransactWrite.of()
                .put(Put.of("Names", Item.builder().set("name", "Grace").build())
                        .onlyIf(Condition.attributeNotExists("name")))
                .update(Update.of("Users", key).set("name", AttributeValue.string("Grace"))));
        UnaryOperator<String> rename = newName -> {
            boolean renamed = db.inTransaction(tx -> {
                Item name = Item.builder().set("name", newName).build();
                if (tx.get(Get.of("Names", name)).isPresent()) {
                    return false;
                }
                tx.put("Names", name);
                tx.modify(
                        "Users",
                        key,
                        user -> user.toBuilder().set("name", newName).build());
                return true;
            });
            return renamed ? "renamed" : "taken";
        };
        assertThat(rename.apply("Grace")).isEqualTo("taken");
        assertThat(rename.apply("Hedy")).isEqualTo("renamed");
        assertThat(cluster.item("Users", key))
                .isEqualTo(key.toBuilder().set("name", "Hedy").build());
    }
}
