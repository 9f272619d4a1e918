package io.stator.model.expression;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemUpdaterTest {
    private static final String WRONG_TYPE = "An operand in the update expression has an incorrect data type";
    private static final AttributeValue ONE = AttributeValue.number(1);

    @Test
    void setsAndRemoves() {
        Item item = Item.builder().set("pk", "k").set("a", 1).set("b", 2).build();
        Item updated = update(
                item,
                List.of(
                        UpdateAction.set("a", AttributeValue.string("x")),
                        UpdateAction.remove("b"),
                        UpdateAction.remove("none"),
                        UpdateAction.set("c", ONE)));
        assertThat(updated)
                .isEqualTo(
                        Item.builder().set("pk", "k").set("a", "x").set("c", 1).build());
        assertThat(updated.attributes().keySet()).containsExactly("a", "c", "pk");
        assertThat(item.get("b")).isNotNull();
        assertThat(update(item, List.of())).isEqualTo(item);
    }

    @Test
    void addsNumbers() {
        assertThat(after(null, UpdateAction.add("a", AttributeValue.number("0.10"))))
                .isEqualTo(AttributeValue.number("0.1"));
        assertThat(after(ONE, UpdateAction.add("a", AttributeValue.number("-2.5"))))
                .isEqualTo(AttributeValue.number("-1.5"));
        assertRefused(
                () -> after(AttributeValue.number("9e125"), UpdateAction.add("a", AttributeValue.number("1e125"))),
                "Number overflow. Attempting to store a number with magnitude larger than supported range");
        assertRefused(() -> after(AttributeValue.string("1"), UpdateAction.add("a", ONE)), WRONG_TYPE);
        assertRefused(() -> after(AttributeValue.numberSet("1"), UpdateAction.add("a", ONE)), WRONG_TYPE);
    }

    @Test
    void addsElements() {
        AttributeValue.SS more = AttributeValue.stringSet("c", "a");
        assertThat(after(null, UpdateAction.add("a", more))).isEqualTo(more);
        assertThat(after(AttributeValue.stringSet("b", "a"), UpdateAction.add("a", more)))
                .isEqualTo(AttributeValue.stringSet("a", "b", "c"));
        assertThat(after(
                        AttributeValue.numberSet("1", "2"),
                        UpdateAction.add("a", AttributeValue.numberSet("2.0", "-3"))))
                .isEqualTo(AttributeValue.numberSet("-3", "1", "2"));
        assertThat(after(binarySet("x"), UpdateAction.add("a", binarySet("x", "y"))))
                .isEqualTo(binarySet("x", "y"));
        assertRefused(() -> after(AttributeValue.numberSet("1"), UpdateAction.add("a", more)), WRONG_TYPE);
    }

    @Test
    void deletesElements() {
        AttributeValue.SS less = AttributeValue.stringSet("c", "a");
        assertThat(after(null, UpdateAction.deleteElements("a", less))).isNull();
        assertThat(after(AttributeValue.stringSet("a", "b"), UpdateAction.deleteElements("a", less)))
                .isEqualTo(AttributeValue.stringSet("b"));
        assertThat(after(AttributeValue.stringSet("a"), UpdateAction.deleteElements("a", less)))
                .isNull();
        assertThat(after(
                        AttributeValue.numberSet("1", "2"),
                        UpdateAction.deleteElements("a", AttributeValue.numberSet("2.0"))))
                .isEqualTo(AttributeValue.numberSet("1"));
        assertThat(after(
                        AttributeValue.numberSet("1"), UpdateAction.deleteElements("a", AttributeValue.numberSet("1"))))
                .isNull();
        assertThat(after(binarySet("x", "y"), UpdateAction.deleteElements("a", binarySet("x"))))
                .isEqualTo(binarySet("y"));
        assertThat(after(binarySet("x"), UpdateAction.deleteElements("a", binarySet("x"))))
                .isNull();
        assertRefused(() -> after(AttributeValue.numberSet("1"), UpdateAction.deleteElements("a", less)), WRONG_TYPE);
    }

    @Test
    void appends() {
        AttributeValue.L more = AttributeValue.list(ONE, ONE);
        assertThat(after(null, UpdateAction.append("a", more))).isEqualTo(more);
        assertThat(after(AttributeValue.list(AttributeValue.string("x")), UpdateAction.append("a", more)))
                .isEqualTo(AttributeValue.list(AttributeValue.string("x"), ONE, ONE));
        assertRefused(() -> after(AttributeValue.string("x"), UpdateAction.append("a", more)), WRONG_TYPE);
    }

    @Test
    void boundsTheResult() {
        Item item =
                Item.builder().set("pk", "k").set("l", AttributeValue.list()).build();
        int free = Limits.ITEM_BYTES_MAX - ItemSize.of(item) - 1;
        Item full = update(item, List.of(UpdateAction.set("x", AttributeValue.string("x".repeat(free)))));
        assertThat(ItemSize.of(full)).isEqualTo(Limits.ITEM_BYTES_MAX);
        String tooLarge = "Item size to update has exceeded the maximum allowed size";
        assertRefused(
                () -> update(item, List.of(UpdateAction.set("x", AttributeValue.string("x".repeat(free + 1))))),
                tooLarge);
        AttributeValue.L more = AttributeValue.list(AttributeValue.nullValue());
        assertRefused(() -> update(full, List.of(UpdateAction.append("l", more))), tooLarge);
    }

    @Test
    void boundsTheDepthOfTheResult() {
        assertThat(after(null, UpdateAction.set("a", nested(Limits.NESTING_LEVELS_MAX))))
                .isNotNull();
        assertRefused(() -> after(null, UpdateAction.set("a", nested(Limits.NESTING_LEVELS_MAX + 1))));
        AttributeValue.L deepest = AttributeValue.list(nested(Limits.NESTING_LEVELS_MAX - 1));
        assertThat(after(AttributeValue.list(), UpdateAction.append("a", deepest)))
                .isEqualTo(deepest);
        AttributeValue.L tooDeep = AttributeValue.list(nested(Limits.NESTING_LEVELS_MAX));
        assertRefused(() -> after(AttributeValue.list(), UpdateAction.append("a", tooDeep)));
    }

    private static AttributeValue.BS binarySet(String... values) {
        return AttributeValue.binarySet(
                List.of(values).stream().map(ByteString::copyFromUtf8).toList());
    }

    private static @Nullable AttributeValue after(@Nullable AttributeValue before, UpdateAction action) {
        Item.Builder item = Item.builder().set("pk", "k");
        if (before != null) {
            item.set("a", before);
        }
        return update(item.build(), List.of(action)).get("a");
    }

    private static Item update(Item item, List<UpdateAction> actions) {
        return Objects.requireNonNull(ItemUpdater.update(item, Item.EMPTY, actions));
    }
}
