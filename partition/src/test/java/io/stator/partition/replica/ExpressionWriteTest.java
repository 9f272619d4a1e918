package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.PartitionFixture.put;
import static io.stator.partition.replica.PartitionFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole expressions and sizes, through the log. */
class ExpressionWriteTest {
    private static final Item KEY = item("a", 1).build();
    private static final DocumentPath INSIDE =
            new DocumentPath(List.of(new DocumentPath.Name("m"), new DocumentPath.Name("n")));

    @TempDir
    Path directory;

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
    void conditionsAndUpdatesOfNestedPaths() {
        Item before = item("a", 1)
                .set("m", AttributeValue.map(Map.of("n", AttributeValue.number(5), "o", AttributeValue.number(1))))
                .build();
        fixture.run(put(before));
        ItemWrite.Update increment = update(new UpdateAction.Assign(
                INSIDE, new Formula.Sum(new Formula.At(INSIDE), new Formula.Literal(AttributeValue.number(1)))));
        Condition below6 = Condition.compared(INSIDE, Comparator.LESS, AttributeValue.number(6));
        assertThat(fixture.run(write(KEY, increment, below6, ReturnValues.UPDATED_NEW)))
                .isEqualTo(new WriteOutcome.Done(ItemCodec.encode(Item.builder()
                        .set("m", AttributeValue.map(Map.of("n", AttributeValue.number(6))))
                        .build())));
        assertThat(fixture.run(write(KEY, increment, below6, ReturnValues.NONE)))
                .isInstanceOf(WriteOutcome.ConditionFailed.class);
        assertThat(fixture.run(write(KEY, increment, null, ReturnValues.UPDATED_OLD)))
                .isEqualTo(new WriteOutcome.Done(ItemCodec.encode(Item.builder()
                        .set("m", AttributeValue.map(Map.of("n", AttributeValue.number(6))))
                        .build())));
        Item after = fixture.get(KEY);
        assertThat(after).isNotNull();
        assertThat(after.get("m"))
                .isEqualTo(AttributeValue.map(Map.of("n", AttributeValue.number(7), "o", AttributeValue.number(1))));
    }

    @Test
    void anUpdateThatOnlyTakesAwayMakesNoItem() {
        ItemWrite.Update removal = update(UpdateAction.remove("x"));
        assertThat(fixture.run(write(KEY, removal, null, ReturnValues.ALL_NEW))).isEqualTo(new WriteOutcome.Done(null));
        assertThat(fixture.get(KEY)).isNull();
        ItemWrite.Update asOfFormat2 = new ItemWrite.Update(removal.key(), removal.actions(), true);
        fixture.run(write(KEY, asOfFormat2, null, ReturnValues.NONE));
        assertThat(fixture.get(KEY)).isEqualTo(KEY);
    }

    @Test
    void sizesAreAnsweredAndRemembered() {
        Item small = item("a", 1).set("x", "1").build();
        Item large = item("a", 1).set("x", "1".repeat(5000)).build();
        fixture.run(put(small));
        ItemWrite sized = sized(new ItemWrite.Put(ItemCodec.encode(large)), "sixteen bytes id");
        WriteOutcome first = fixture.run(sized);
        assertThat(first)
                .isEqualTo(new WriteOutcome.Done(null, new WrittenSizes(ItemSize.of(small), ItemSize.of(large))));
        assertThat(fixture.run(sized))
                .isEqualTo(new WriteOutcome.Done(null, new WrittenSizes(ItemSize.of(small), ItemSize.of(large), true)));
        assertThat(fixture.run(sized(update(UpdateAction.set("x", AttributeValue.string("22"))), "")))
                .isEqualTo(new WriteOutcome.Done(null, new WrittenSizes(ItemSize.of(large), ItemSize.of(small) + 1)));
        assertThat(fixture.run(sized(new ItemWrite.Delete(), "")))
                .isEqualTo(new WriteOutcome.Done(null, new WrittenSizes(ItemSize.of(small) + 1, 0)));
        assertThat(fixture.run(sized(new ItemWrite.Delete(), "")))
                .isEqualTo(new WriteOutcome.Done(null, new WrittenSizes(0, 0)));
    }

    /** It costs by them; a retry costs nothing, and has none. */
    @Test
    void aFailedConditionHasSizesOnce() {
        Item there = item("a", 1).set("x", "1".repeat(3000)).build();
        Item wanted = item("a", 1).set("x", "1".repeat(2000)).build();
        fixture.run(put(there));
        ItemWrite insert = conditional(new ItemWrite.Put(ItemCodec.encode(wanted)), "sixteen bytes id");
        assertThat(fixture.run(insert))
                .isEqualTo(new WriteOutcome.ConditionFailed(
                        null, new WrittenSizes(ItemSize.of(there), ItemSize.of(wanted))));
        assertThat(fixture.run(insert)).isEqualTo(new WriteOutcome.ConditionFailed(null, null));
        assertThat(fixture.run(conditional(new ItemWrite.Delete(), "")))
                .isEqualTo(new WriteOutcome.ConditionFailed(null, new WrittenSizes(ItemSize.of(there), 0)));
    }

    private static ItemWrite conditional(ItemWrite.Action action, String id) {
        ItemWrite write = sized(action, id);
        return new ItemWrite(
                TABLE,
                write.key(),
                EPOCH,
                action,
                Condition.attributeNotExists("p"),
                ReturnValues.NONE,
                false,
                write.id(),
                true);
    }

    private static ItemWrite.Update update(UpdateAction... actions) {
        return new ItemWrite.Update(ItemCodec.encode(KEY), List.of(actions));
    }

    private static ItemWrite sized(ItemWrite.Action action, String id) {
        WriteId writeId = id.isEmpty() ? WriteId.NONE : new WriteId(ByteString.copyFromUtf8(id), 0);
        return new ItemWrite(TABLE, key(KEY), EPOCH, action, null, ReturnValues.NONE, false, writeId, true);
    }
}
