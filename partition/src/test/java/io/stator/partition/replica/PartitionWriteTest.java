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
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.DecimalNumber;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.Digest;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.ReadOutcome;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.StoredItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a write does and answers. */
class PartitionWriteTest {
    private static final Item KEY = item("a", 1).build();
    private static final Item OLD = item("a", 1).set("x", 1).set("y", "old").build();

    @TempDir
    private Path directory;

    private PartitionFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"));
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void aPutReplacesTheWholeItem() {
        assertThat(fixture.run(put(OLD))).isEqualTo(new WriteOutcome.Done(null));
        Item newer = item("a", 1).set("z", true).build();
        assertThat(fixture.run(write(newer, new ItemWrite.Put(ItemCodec.encode(newer)), null, ReturnValues.ALL_OLD)))
                .isEqualTo(new WriteOutcome.Done(ItemCodec.encode(OLD)));
        assertThat(fixture.get(KEY)).isEqualTo(newer);
    }

    @Test
    void aDeleteAnswersWhatItDeleted() {
        ItemWrite delete = write(KEY, new ItemWrite.Delete(), null, ReturnValues.ALL_OLD);
        assertThat(fixture.run(delete)).isEqualTo(new WriteOutcome.Done(null));
        fixture.run(put(OLD));
        assertThat(fixture.run(delete)).isEqualTo(new WriteOutcome.Done(ItemCodec.encode(OLD)));
        assertThat(fixture.get(KEY)).isNull();
    }

    @Test
    void anUpdateAnswersByReturnValues() {
        List<UpdateAction> actions = List.of(
                UpdateAction.add("x", number(5)),
                UpdateAction.remove("y"),
                UpdateAction.set("z", new AttributeValue.S("new")));
        assertThat(update(actions, ReturnValues.NONE)).isNull();
        assertThat(update(actions, ReturnValues.ALL_OLD)).isEqualTo(OLD);
        assertThat(update(actions, ReturnValues.ALL_NEW))
                .isEqualTo(item("a", 1).set("x", 6).set("z", "new").build());
        assertThat(update(actions, ReturnValues.UPDATED_OLD))
                .isEqualTo(Item.builder().set("x", 1).set("y", "old").build());
        assertThat(update(actions, ReturnValues.UPDATED_NEW))
                .isEqualTo(Item.builder().set("x", 6).set("z", "new").build());
    }

    /** Of the old item, which is put before. */
    private @Nullable Item update(List<UpdateAction> actions, ReturnValues returnValues) {
        fixture.run(put(OLD));
        return attributes(
                fixture.run(write(KEY, new ItemWrite.Update(ItemCodec.encode(KEY), actions), null, returnValues)));
    }

    @Test
    void anUpdateOfAnAbsentItemStartsFromItsKey() {
        ItemWrite.Action action =
                new ItemWrite.Update(ItemCodec.encode(KEY), List.of(UpdateAction.add("x", number(5))));
        assertThat(attributes(fixture.run(write(KEY, action, null, ReturnValues.UPDATED_OLD))))
                .isNull();
        assertThat(fixture.get(KEY)).isEqualTo(item("a", 1).set("x", 5).build());
        fixture.run(write(KEY, new ItemWrite.Delete(), null, ReturnValues.NONE));
        assertThat(attributes(fixture.run(write(KEY, action, null, ReturnValues.ALL_OLD))))
                .isNull();
    }

    @Test
    void updatedNewIsAbsentWhenNothingNamedIsLeft() {
        assertThat(update(List.of(UpdateAction.remove("y")), ReturnValues.UPDATED_NEW))
                .isNull();
    }

    @Test
    void aConditionDecidesAndAnswersTheItemIfAsked() {
        Condition absent = Condition.attributeNotExists("p");
        ItemWrite insert = write(OLD, new ItemWrite.Put(ItemCodec.encode(OLD)), absent, ReturnValues.NONE);
        assertThat(fixture.run(insert)).isEqualTo(new WriteOutcome.Done(null));
        assertThat(fixture.run(insert)).isEqualTo(new WriteOutcome.ConditionFailed(ItemCodec.encode(OLD)));
        ItemWrite silent =
                new ItemWrite(TABLE, key(OLD), EPOCH, insert.action(), absent, ReturnValues.NONE, false, WriteId.NONE);
        assertThat(fixture.run(silent)).isEqualTo(new WriteOutcome.ConditionFailed(null));
        ItemWrite deleteIfTwo =
                write(KEY, new ItemWrite.Delete(), Condition.equalTo("x", number(2)), ReturnValues.NONE);
        assertThat(fixture.run(deleteIfTwo)).isInstanceOf(WriteOutcome.ConditionFailed.class);
        assertThat(fixture.get(KEY)).isEqualTo(OLD);
    }

    @Test
    void aConditionOnAnAbsentItemAnswersNoItem() {
        ItemWrite update = write(
                KEY,
                new ItemWrite.Update(ItemCodec.encode(KEY), List.of(UpdateAction.add("x", number(1)))),
                Condition.attributeExists("p"),
                ReturnValues.ALL_NEW);
        assertThat(fixture.run(update)).isEqualTo(new WriteOutcome.ConditionFailed(null));
        assertThat(fixture.get(KEY)).isNull();
    }

    @Test
    void whatARuleForbidsIsRefusedWithoutATrace() {
        fixture.run(put(OLD));
        Digest before = fixture.digest();
        ItemWrite wrongType = write(
                KEY,
                new ItemWrite.Update(ItemCodec.encode(KEY), List.of(UpdateAction.add("y", number(1)))),
                null,
                ReturnValues.NONE);
        assertThat(fixture.run(wrongType))
                .isEqualTo(new WriteOutcome.Refused(
                        ErrorCode.VALIDATION, "An operand in the update expression has an incorrect data type"));
        ItemWrite notAnItem =
                write(KEY, new ItemWrite.Put(ByteString.copyFromUtf8("nonsense")), null, ReturnValues.NONE);
        assertThat(fixture.run(notAnItem)).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(fixture.run(write(KEY, new ItemWrite.Delete(), null, ReturnValues.ALL_NEW)))
                .isEqualTo(new WriteOutcome.Refused(ErrorCode.VALIDATION, "Return values set to invalid value"));
        assertThat(fixture.digest().hash()).isEqualTo(before.hash());
    }

    @Test
    void anItemMayHave400KilobytesAndNoByteMore() {
        int room = Limits.ITEM_BYTES_MAX - "p".length() - "a".length() - "s".length() - 2 - "v".length();
        Item largest = item("a", 1).set("v", new byte[room]).build();
        assertThat(fixture.run(put(largest))).isEqualTo(new WriteOutcome.Done(null));
        Item larger = item("a", 1).set("v", new byte[room + 1]).build();
        assertThat(fixture.run(put(larger)))
                .isEqualTo(new WriteOutcome.Refused(
                        ErrorCode.VALIDATION, "Item size has exceeded the maximum allowed size"));
        assertThat(fixture.get(KEY)).isEqualTo(largest);
    }

    @Test
    void versionsGrowWhateverTheStampsSay() throws IOException {
        assertThat(versionAfter(put(OLD), 1000)).isEqualTo(1000);
        assertThat(versionAfter(put(OLD), 900)).isEqualTo(1001);
        fixture.replica.append(
                List.of(PartitionFixture.command(write(KEY, new ItemWrite.Delete(), null, ReturnValues.NONE), 5)));
        assertThat(versionAfter(put(OLD), 5)).isEqualTo(1003);
        assertThat(versionAfter(put(OLD), 2000)).isEqualTo(2000);
    }

    private long versionAfter(ItemWrite write, long stamp) throws IOException {
        fixture.replica.append(List.of(PartitionFixture.command(write, stamp)));
        byte[] stored = fixture.stateMachine.storedValue(ItemKey.encode(key(KEY)));
        return StoredItem.decode(Objects.requireNonNull(stored)).version();
    }

    @Test
    void anotherEpochOrPlaceIsAWrongRoute() throws IOException {
        ItemWrite put = put(OLD);
        ItemWrite otherEpoch =
                new ItemWrite(TABLE, put.key(), EPOCH + 1, put.action(), null, ReturnValues.NONE, false, WriteId.NONE);
        assertThat(fixture.run(otherEpoch)).isEqualTo(new WriteOutcome.WrongRoute());
        assertThat(fixture.partition.get(TABLE, put.key(), EPOCH + 1, true).join())
                .isEqualTo(new ReadOutcome.WrongRoute<>());
        try (PartitionFixture half = new PartitionFixture(
                directory.resolve("half"),
                Bounds.splitRing(2).get(1),
                PartitionSettings.DEFAULT,
                PartitionMetrics.NONE)) {
            for (int i = 0; i < 32; i++) {
                Item item = item("key-" + i, 1).build();
                boolean upper = Long.compareUnsigned(key(item).token(), Long.MAX_VALUE) >= 0;
                assertThat(half.run(put(item)))
                        .isEqualTo(upper ? new WriteOutcome.Done(null) : new WriteOutcome.WrongRoute());
                assertThat(half.partition.get(TABLE, key(item), EPOCH, false).join())
                        .isInstanceOf(upper ? ReadOutcome.Found.class : ReadOutcome.WrongRoute.class);
            }
        }
    }

    /** Writes go on by the schema that they were prepared by, whoever knows of the time to live already. */
    @Test
    void aTimeToLiveTakesThePlaceOfAnOlderOneAndHindersNoWrite() {
        TimeToLive first = new TimeToLive("expires", TimeToLiveStatus.ENABLED, 1, 1);
        TimeToLive second = new TimeToLive("", TimeToLiveStatus.DISABLED, 2, 2);
        fixture.partition
                .installTable(TABLE.with(TableProperties.NONE.with(first)))
                .join();
        assertThat(fixture.installed(1).properties().timeToLive()).isEqualTo(first);
        assertThat(fixture.run(put(item("a", 1).build()))).isInstanceOf(WriteOutcome.Done.class);

        fixture.partition
                .installTable(TABLE.with(TableProperties.NONE.with(second)))
                .join();
        // Told late, and again.
        fixture.partition
                .installTable(TABLE.with(TableProperties.NONE.with(first)))
                .join();
        fixture.partition.installTable(TABLE).join();
        assertThat(fixture.installed(1).properties().timeToLive()).isEqualTo(second);
        assertThat(fixture.run(put(item("a", 1).build()))).isInstanceOf(WriteOutcome.Done.class);
    }

    @Test
    void aTableIsServedByOneSchemaVersion() {
        assertThat(runIn(PartitionFixture.table(2, 1))).isEqualTo(new WriteOutcome.TableUnknown());
        assertThat(runIn(PartitionFixture.table(1, 2))).isEqualTo(new WriteOutcome.TableUnknown());
        fixture.partition.installTable(PartitionFixture.table(1, 2)).join();
        assertThat(runIn(TABLE)).isEqualTo(new WriteOutcome.TableUnknown());
        fixture.partition.installTable(TABLE).join();
        assertThat(runIn(PartitionFixture.table(1, 2))).isEqualTo(new WriteOutcome.Done(null));
        assertThat(fixture.partition.get(TABLE, key(OLD), EPOCH, true).join())
                .isEqualTo(new ReadOutcome.TableUnknown<>());
    }

    @Test
    void aDroppedTableNeverComesBack() {
        fixture.run(put(OLD));
        fixture.partition.dropTable(TABLE.id()).join();
        fixture.partition.dropTable(TABLE.id()).join();
        assertThat(runIn(TABLE)).isEqualTo(new WriteOutcome.TableUnknown());
        assertThatThrownBy(() -> fixture.partition
                        .installTable(PartitionFixture.table(1, 2))
                        .join())
                .hasCauseInstanceOf(StatorException.class)
                .hasMessageContaining("dropped");
        fixture.partition.dropTable(9).join();
        assertThatThrownBy(() -> fixture.partition
                        .installTable(PartitionFixture.table(9, 1))
                        .join())
                .hasMessageContaining("dropped");
    }

    @Test
    void establishingAgainChangesNothing() {
        fixture.partition.establish(7, 5, Bounds.splitRing(2).get(0)).join();
        assertThat(fixture.partition.epoch()).isEqualTo(EPOCH);
        assertThat(fixture.partition.bounds()).contains(Bounds.WHOLE_RING);
        assertThatThrownBy(() ->
                        fixture.partition.establish(8, 1, Bounds.WHOLE_RING).join())
                .hasCauseInstanceOf(StatorException.class);
    }

    private WriteOutcome runIn(TableInfo table) {
        EncodedKey key = KeyCodec.encodeKey(table, OLD);
        return fixture.run(new ItemWrite(
                table,
                key,
                EPOCH,
                new ItemWrite.Put(ItemCodec.encode(OLD)),
                null,
                ReturnValues.NONE,
                false,
                WriteId.NONE));
    }

    private static AttributeValue number(long value) {
        return new AttributeValue.N(DecimalNumber.of(value));
    }

    private static @Nullable Item attributes(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Done done) {
            return done.attributes() == null ? null : ItemCodec.decode(done.attributes());
        }
        throw new AssertionError("not done: " + outcome);
    }
}
