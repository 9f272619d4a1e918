package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.PartitionFixture.put;
import static io.stator.partition.replica.PartitionFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import io.stator.partition.CommandOutcome;
import io.stator.partition.CommandOutcome.ItemsExpired;
import io.stator.partition.Digest;
import io.stator.partition.ExpiryStep;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.TableRange;
import io.stator.partition.Waiting;
import io.stator.partition.WalkPlace;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StoreClosedException;
import io.stator.partition.storage.StoredItem;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items go when their time is over, unless they, or what they are judged by, have changed since they were seen. */
class ExpiryTest {
    private static final long NOW_MILLIS = 1_700_000_000_000L;
    private static final long NOW = NOW_MILLIS / 1000;
    private static final Item EXPIRED = item("a", 1).set("expires", NOW - 1).build();

    private final AtomicInteger looked = new AtomicInteger();
    private final AtomicInteger deleted = new AtomicInteger();
    private final PartitionMetrics metrics = new PartitionMetrics() {
        @Override
        public void expired(int lookedNow, int deletedNow) {
            looked.addAndGet(lookedNow);
            deleted.addAndGet(deletedNow);
        }
    };

    @TempDir
    private Path directory;

    private PartitionFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(
                directory.resolve("replica"), Bounds.WHOLE_RING, PartitionSettings.DEFAULT, metrics);
        setTimeToLive("expires", 1);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** @param attribute empty: disables it */
    private void setTimeToLive(String attribute, int version) {
        fixture.partition.installTable(expiring(TABLE, attribute, version)).join();
    }

    private static TableInfo expiring(TableInfo table, String attribute, int version) {
        TimeToLiveStatus status = attribute.isEmpty() ? TimeToLiveStatus.DISABLED : TimeToLiveStatus.ENABLED;
        return table.with(TableProperties.NONE.with(new TimeToLive(attribute, status, version, version)));
    }

    /** A whole search, step by step. */
    private List<ExpiryStep> search() {
        List<ExpiryStep> steps = new ArrayList<>();
        WalkPlace place = WalkPlace.START;
        while (place != null) {
            ExpiryStep step = fixture.partition.expire(place, NOW_MILLIS).join();
            steps.add(step);
            place = step.next();
        }
        return steps;
    }

    /** A transaction has counted on it: it goes when that is over, if it still has expired then. */
    @Test
    void whatATransactionHasAnIntentOnStays() {
        fixture.run(put(EXPIRED));
        TransactionFixture transactions = new TransactionFixture(fixture);
        TransactionHeader header = new TransactionHeader(TransactionFixture.id(1), key(EXPIRED), 1_000_000);
        transactions.prepared(TransactionFixture.prepare(header, TransactionFixture.change(EXPIRED, null, null)), 10);
        search();
        assertThat(looked).hasValue(1);
        assertThat(deleted).hasValue(0);
        transactions.answer(new TransactionMessage.Drop(key(EXPIRED), header.id(), null), 11);
        search();
        assertThat(deleted).hasValue(1);
        assertThat(fixture.all("a")).isEmpty();
    }

    @Test
    void whatHasExpiredGoesAndTheRestStays() {
        List<Item> staying = List.of(
                item("a", 2).set("expires", NOW).build(),
                item("a", 3).set("expires", NOW + 1).build(),
                item("a", 4).set("expires", String.valueOf(NOW - 1)).build(),
                item("a", 5).set("expires", NOW - 5 * 365 * 24 * 3600 - 1).build(),
                item("a", 6).set("expired", NOW - 1).build(),
                item("a", 7).build());
        staying.forEach(each -> fixture.run(put(each)));
        fixture.run(put(EXPIRED));
        search();
        assertThat(fixture.all("a")).containsExactlyElementsOf(staying);
        assertThat(looked).hasValue(7);
        assertThat(deleted).hasValue(1);
    }

    /** What a search finds now, as the command that it would propose. */
    private byte[] found() throws IOException {
        ExpiryWalk.Found found = fixture.stateMachine.expiryWalk().find(WalkPlace.START, NOW_MILLIS);
        assertThat(found.expired()).hasSize(1);
        return CommandCodec.encode(
                new Command.Expire(found.tableId(), found.timeToLiveVersion(), found.epoch(), 1, found.expired()));
    }

    private CommandOutcome apply(byte[] command) {
        return fixture.replica.append(List.of(command)).get(0);
    }

    @Test
    void whatWasGivenMoreTimeSinceItWasSeenStays() throws IOException {
        fixture.run(put(EXPIRED));
        byte[] command = found();
        Item extended = item("a", 1).set("expires", NOW + 1).build();
        fixture.run(put(extended));
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        assertThat(fixture.get(EXPIRED)).isEqualTo(extended);
    }

    @Test
    void whatWasWrittenAnewSinceItWasSeenStaysThoughItIsTheSame() throws IOException {
        fixture.run(put(EXPIRED));
        byte[] command = found();
        fixture.run(write(EXPIRED, new ItemWrite.Delete(), null, ReturnValues.NONE));
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        fixture.run(put(EXPIRED));
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        assertThat(fixture.get(EXPIRED)).isEqualTo(EXPIRED);
        // The command that was lost, and is proposed again.
        byte[] again = found();
        assertThat(apply(again)).isEqualTo(new ItemsExpired(1));
        assertThat(apply(again)).isEqualTo(new ItemsExpired(0));
        assertThat(fixture.get(EXPIRED)).isNull();
    }

    @Test
    void commandsOfOneEntrySeeEachOther() throws IOException {
        fixture.run(put(EXPIRED));
        byte[] command = found();
        Item extended = item("a", 1).set("expires", NOW + 1).build();
        assertThat(fixture.replica.append(List.of(PartitionFixture.command(put(extended), 1), command)))
                .containsExactly(
                        new CommandOutcome.Written(new WriteOutcome.Done(null)), new CommandOutcome.ItemsExpired(0));
        assertThat(fixture.get(EXPIRED)).isEqualTo(extended);
    }

    @Test
    void nothingExpiresByASettingThatHasChangedSince() throws IOException {
        fixture.run(put(EXPIRED));
        byte[] command = found();
        setTimeToLive("", 2);
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        setTimeToLive("other", 3);
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        setTimeToLive("expires", 5);
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        assertThat(fixture.get(EXPIRED)).isEqualTo(EXPIRED);
        search();
        assertThat(fixture.get(EXPIRED)).isNull();
    }

    @Test
    void nothingExpiresElsewhereOrInADroppedTable() throws IOException {
        fixture.run(put(EXPIRED));
        byte[] command = found();
        long version = version(EXPIRED);
        Command.SeenItem seen = new Command.SeenItem(key(EXPIRED), version);
        assertThat(apply(CommandCodec.encode(new Command.Expire(TABLE.id(), 1, EPOCH + 1, 1, List.of(seen)))))
                .isEqualTo(new ItemsExpired(0));
        assertThat(apply(CommandCodec.encode(new Command.Expire(TABLE.id() + 1, 1, EPOCH, 1, List.of(seen)))))
                .isEqualTo(new ItemsExpired(0));
        fixture.partition.dropTable(TABLE.id()).join();
        assertThat(apply(command)).isEqualTo(new ItemsExpired(0));
        assertThat(search()).containsExactly(new ExpiryStep(0, 0, null));
    }

    private long version(Item item) throws IOException {
        byte[] stored = fixture.stateMachine.storedValue(ItemKey.encode(key(item)));
        return StoredItem.decode(Objects.requireNonNull(stored)).version();
    }

    /** An absent key counts as changed when it was deleted: what comes after has a higher version, whatever its stamp. */
    @Test
    void versionsGrowOverAnExpiry() throws IOException {
        fixture.run(put(EXPIRED));
        long before = version(EXPIRED);
        assertThat(apply(found())).isEqualTo(new ItemsExpired(1));
        fixture.replica.append(List.of(PartitionFixture.command(put(EXPIRED), 1)));
        assertThat(version(EXPIRED)).isEqualTo(before + 2);
    }

    @Test
    void anExpiryIsNoUsersWrite() {
        WriteId id = new WriteId(ByteString.copyFromUtf8("sixteen bytes id"), 0);
        ItemWrite remembered =
                new ItemWrite(TABLE, key(EXPIRED), EPOCH, put(EXPIRED).action(), null, ReturnValues.NONE, false, id);
        fixture.run(remembered);
        search();
        assertThat(fixture.get(EXPIRED)).isNull();
        assertThat(fixture.partition.writeCount()).isEqualTo(1);
        // A retry that comes after is answered, and brings nothing back.
        assertThat(fixture.run(remembered)).isEqualTo(new WriteOutcome.Done(null));
        assertThat(fixture.get(EXPIRED)).isNull();
    }

    @Test
    void everyStepIsBounded() {
        int many = 2 * ExpiryWalk.EXPIRED_MAX + 1;
        for (int i = 0; i < many; i++) {
            fixture.run(put(item("old", i).set("expires", NOW - 1).build()));
        }
        for (int i = 0; i < WalkStep.ITEMS_MAX + 1; i++) {
            fixture.run(put(item("new", i).set("expires", NOW + 1).build()));
        }
        for (int i = 0; i < 6; i++) {
            fixture.run(put(item("large", i).set("v", new byte[300_000]).build()));
        }
        List<ExpiryStep> steps = search();
        assertThat(steps.stream().mapToInt(ExpiryStep::looked).sum()).isEqualTo(many + WalkStep.ITEMS_MAX + 1 + 6);
        assertThat(steps.stream().mapToInt(ExpiryStep::deleted).sum()).isEqualTo(many);
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.looked()).isLessThanOrEqualTo(WalkStep.ITEMS_MAX);
            assertThat(step.deleted()).isLessThanOrEqualTo(ExpiryWalk.EXPIRED_MAX);
        });
        // Expired ones end two, bytes one, items one at most; then there is the table's end, and that of all.
        assertThat(steps).hasSizeBetween(5, 8);
        assertThat(fixture.all("old")).isEmpty();
        assertThat(fixture.all("new")).hasSize(WalkStep.ITEMS_MAX + 1);
    }

    @Test
    void onlyTablesWithATimeToLiveAreSearchedEachByItsOwn() {
        TableInfo none = PartitionFixture.table(2, 1);
        TableInfo other = expiring(PartitionFixture.table(3, 1), "until", 1);
        fixture.partition.installTable(none).join();
        fixture.partition.installTable(other).join();
        Item both = item("a", 1).set("expires", NOW - 1).set("until", NOW + 1).build();
        Item ended = item("a", 2).set("until", NOW - 1).build();
        for (TableInfo table : List.of(TABLE, none, other)) {
            for (Item each : List.of(both, ended)) {
                EncodedKey encoded = KeyCodec.encodeKey(table, each);
                ItemWrite.Action action = new ItemWrite.Put(ItemCodec.encode(each));
                fixture.run(new ItemWrite(table, encoded, EPOCH, action, null, ReturnValues.NONE, false, WriteId.NONE));
            }
        }
        assertThat(search())
                .containsExactly(
                        new ExpiryStep(2, 1, new WalkPlace(2, TableRange.ALL)),
                        new ExpiryStep(2, 1, new WalkPlace(4, TableRange.ALL)),
                        new ExpiryStep(0, 0, null));
        assertThat(fixture.all("a")).containsExactly(ended);
    }

    @Test
    void everyReplicaDeletesTheSame() throws IOException {
        for (int i = 0; i < 50; i++) {
            fixture.run(put(item("k" + i, i).set("expires", NOW - 25 + i).build()));
        }
        search();
        assertThat(deleted).hasValue(25);
        Digest expected = fixture.digest();
        assertThat(expected.items()).isEqualTo(25);
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine follower = PartitionStateMachine.open(
                        directory.resolve("follower"), environment, PartitionSettings.DEFAULT)) {
            MemoryReplica.replay(follower, fixture.replica.log());
            Waiting.until(
                    "the follower's digest",
                    () -> follower.digest(expected.logIndex()).isPresent());
            assertThat(follower.digest(expected.logIndex())).contains(expected);
        }
    }

    @Test
    void aReplicaThatIsClosedOrNotEstablishedFindsNothing() throws IOException {
        fixture.run(put(EXPIRED));
        fixture.stateMachine.close();
        assertThatThrownBy(() ->
                        fixture.partition.expire(WalkPlace.START, NOW_MILLIS).join())
                .hasCauseInstanceOf(StoreClosedException.class);
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine empty = PartitionStateMachine.open(
                        directory.resolve("empty"), environment, PartitionSettings.DEFAULT)) {
            assertThat(empty.expiryWalk().find(WalkPlace.START, NOW_MILLIS).next())
                    .isNull();
        }
    }
}
