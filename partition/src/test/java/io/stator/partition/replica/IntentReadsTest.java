package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.TransactionFixture.id;
import static io.stator.partition.replica.TransactionFixture.prepare;
import static io.stator.partition.replica.TransactionFixture.put;
import static io.stator.partition.replica.TransactionFixture.putChange;
import static io.stator.partition.replica.TransactionFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.PartitionSettings;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.TableRange;
import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StoreBatch;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strong reads tell the intents in their way; others take what is stored. */
class IntentReadsTest {
    private static final int ITEMS = 6;
    private static final Item ELSEWHERE = item("another collection", 1).build();

    /** Its anchor is the first of all keys that this test has. */
    private static final TransactionHeader HEADER = new TransactionHeader(
            id(1), CanonicalOrder.anchorOf(List.of(key(item("a", 0).build()), key(ELSEWHERE))), 1_000_000);

    @TempDir
    private Path directory;

    private final AroundWrites around = new AroundWrites();
    private PartitionFixture fixture;
    private TransactionFixture transactions;

    /** Looks at what is shown while an entry is written. */
    private static final class AroundWrites implements EntryWriter {
        private Runnable after = () -> {};

        @Override
        public void write(List<StoreBatch.Change> changes, Database database) throws IOException {
            database.write(changes);
            after.run();
        }
    }

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"), around);
        transactions = new TransactionFixture(fixture);
        for (int s = 0; s < ITEMS; s++) {
            fixture.run(PartitionFixture.put(old(s)));
        }
    }

    @AfterEach
    void close() throws IOException {
        around.after = () -> {};
        fixture.close();
    }

    private static Item old(int s) {
        return item("a", s).set("x", "old").build();
    }

    private static Item wanted(int s) {
        return with(item("a", s).build(), "new");
    }

    /** @param s of an item that there is, or is not */
    private Intent intent(int s) {
        IntentStamp stamp = transactions.prepared(prepare(HEADER, put(wanted(s))), 10);
        return new Intent(HEADER, key(wanted(s)), stamp, putChange(wanted(s)), null);
    }

    private void commit(Intent intent) {
        transactions.answer(
                new TransactionMessage.Commit(intent.key(), intent.header().id(), intent.stamp()), 20);
    }

    private ReadOutcome<Optional<SizedItem>> get(int s, boolean strong) {
        return fixture.partition.get(TABLE, key(wanted(s)), EPOCH, strong).join();
    }

    private static ReadOutcome<Optional<SizedItem>> found(Item item) {
        return new ReadOutcome.Found<>(Optional.of(new SizedItem(ItemCodec.encode(item), ItemSize.of(item))));
    }

    @Test
    void aStrongReadTellsTheIntentAndAnEventualOneWhatIsStored() {
        Intent intent = intent(1);
        assertThat(get(1, true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(intent)));
        assertThat(get(1, false)).isEqualTo(found(old(1)));
        assertThat(get(2, true)).isEqualTo(found(old(2)));
        commit(intent);
        assertThat(get(1, true)).isEqualTo(found(wanted(1)));
        Intent ofAbsent = intent(100);
        assertThat(get(100, true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(ofAbsent)));
        assertThat(get(100, false)).isEqualTo(new ReadOutcome.Found<>(Optional.empty()));
    }

    /**
     * Between the write of the entry that makes an intent and the end of its apply the transaction may be decided elsewhere, so the
     * intent must be seen by then. And an entry that puts the change in is seen as soon as it is written.
     */
    @Test
    void anIntentIsSeenFromTheMomentThatItIsStored() {
        List<ReadOutcome<Optional<SizedItem>>> seen = new ArrayList<>();
        around.after = () -> seen.add(get(1, true));
        Intent intent = intent(1);
        commit(intent);
        assertThat(seen).containsExactly(new ReadOutcome.Blocked<>(List.of(intent)), found(wanted(1)));
    }

    @Test
    void soDoesAPage() {
        List<ReadOutcome<Page>> seen = new ArrayList<>();
        around.after = () -> seen.add(page(all(false, ITEMS), true));
        Intent intent = intent(1);
        commit(intent);
        assertThat(seen.get(0)).isEqualTo(new ReadOutcome.Blocked<>(List.of(intent)));
        assertThat(items(seen.get(1))).contains(wanted(1)).hasSize(ITEMS);
    }

    private static PageRequest all(boolean backward, int limit) {
        TableRange range = TableRange.collection(key(wanted(0)), SortKeyRange.ALL);
        return new PageRequest(TABLE, EPOCH, range, backward, limit, 1 << 20);
    }

    private ReadOutcome<Page> page(PageRequest request, boolean strong) {
        return fixture.partition.page(request, strong).join();
    }

    private static List<Item> items(ReadOutcome<Page> outcome) {
        return ((ReadOutcome.Found<Page>) outcome)
                .value().items().stream().map(ItemCodec::decode).toList();
    }

    @Test
    void aStrongPageTellsAllIntentsOfItsRange() {
        Intent first = intent(1);
        Intent absent = intent(100);
        transactions.prepared(prepare(HEADER, put(with(ELSEWHERE, "new"))), 10);
        assertThat(page(all(false, ITEMS + 1), true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(first, absent)));
        assertThat(page(all(true, ITEMS + 1), true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(absent, first)));
        assertThat(items(page(all(false, ITEMS + 1), false))).hasSize(ITEMS).contains(old(1));
        commit(first);
        assertThat(page(all(false, ITEMS + 1), true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(absent)));
        commit(absent);
        assertThat(items(page(all(false, ITEMS + 1), true)))
                .contains(wanted(1), wanted(100))
                .hasSize(ITEMS + 1);
    }

    /** Intents that stand behind a page's end are in nobody's way; but when one is in its way, they are told, too. */
    @Test
    void aPageIsBlockedOnlyByWhatItLookedAt() {
        Intent at3 = intent(3);
        assertThat(items(page(all(false, 3), true))).containsExactly(old(0), old(1), old(2));
        assertThat(items(page(all(true, 2), true))).containsExactly(old(5), old(4));
        assertThat(page(all(false, 4), true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(at3)));
        assertThat(page(all(true, 3), true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(at3)));
        Intent at5 = intent(5);
        assertThat(page(all(false, 4), true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(at3, at5)));
    }

    @Test
    void aSettledPageTakesWhatIsStored() {
        intent(1);
        PageRequest settled = all(false, ITEMS).withIntentsSettled();
        assertThat(all(false, ITEMS).intentsSettled()).isFalse();
        assertThat(items(page(settled, true))).hasSize(ITEMS).contains(old(1));
    }

    @Test
    void aPageWithTooManyIntentsInItsWayIsRefused() {
        List<byte[]> entry = new ArrayList<>();
        for (int s = 0; s <= PageIntents.INTENTS_MAX; s++) {
            entry.add(TransactionFixture.command(prepare(HEADER, put(wanted(s))), 10));
        }
        fixture.replica.append(entry);
        assertThatThrownBy(() -> page(all(false, ITEMS), true))
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING));
        transactions.answer(new TransactionMessage.Drop(key(wanted(0)), id(1), null), 20);
        assertThat(((ReadOutcome.Blocked<Page>) page(all(false, ITEMS), true)).intents())
                .hasSize(PageIntents.INTENTS_MAX);
    }

    /** What readers know of intents in memory is that of the state, whichever it is. */
    @Test
    void intentsAreKnownAfterARestartAndARestore() throws IOException {
        Path empty = directory.resolve("empty");
        Path checkpoint = directory.resolve("checkpoint");
        fixture.stateMachine.checkpoint(empty);
        Intent intent = intent(1);
        fixture.stateMachine.checkpoint(checkpoint);
        EncodedKey key = intent.key();
        fixture.stateMachine.restore(empty);
        assertThat(get(1, true)).isEqualTo(found(old(1)));
        assertThat(fixture.stateMachine.transactionReads().intents()).isZero();
        fixture.stateMachine.restore(checkpoint);
        assertThat(get(1, true)).isEqualTo(new ReadOutcome.Blocked<>(List.of(intent)));
        assertThat(fixture.stateMachine.transactionReads().intents()).isEqualTo(1);
        fixture.close();
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine reopened = PartitionStateMachine.open(
                        directory.resolve("replica"), environment, PartitionSettings.DEFAULT)) {
            assertThat(reopened.reads().get(TABLE, key, EPOCH, true))
                    .isEqualTo(new ReadOutcome.Blocked<>(List.of(intent)));
            assertThat(reopened.transactionReads().intents()).isEqualTo(1);
        }
        fixture = new PartitionFixture(directory.resolve("another"));
    }
}
