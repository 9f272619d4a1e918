package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Items and values as immutable, ordered things. */
class ItemTest {
    @Test
    void ordersAttributesByUtf8() {
        Item item = Item.builder()
                .set("\uD83D\uDE00", 1)
                .set("\uFFFF", 2)
                .set("b", "x")
                .set("a", true)
                .set("", new byte[] {1})
                .setNull("c")
                .set("d", DecimalNumber.parse("1.5"))
                .build();
        assertThat(item.attributes().keySet()).containsExactly("", "a", "b", "c", "d", "\uFFFF", "\uD83D\uDE00");
        assertThat(item).hasToString("Item" + item.attributes());
        assertThat(item.get("none")).isNull();
    }

    @Test
    void isEqualByContent() {
        Item item = Item.builder().set("a", 1).set("b", 2).build();
        Item other = Item.builder()
                .set("b", 2)
                .set("a", AttributeValue.number("1.0"))
                .build();
        assertThat(item).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(Item.EMPTY);
        assertThat(item.toBuilder().remove("a").build())
                .isEqualTo(Item.builder().set("b", 2).build());
    }

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        Map<String, AttributeValue> attributes = new HashMap<>(Map.of("a", AttributeValue.number(1)));
        Item item = Item.of(attributes);
        attributes.clear();
        assertThat(item.attributes()).hasSize(1);
        assertThatThrownBy(() -> item.attributes().clear()).isInstanceOf(UnsupportedOperationException.class);

        List<AttributeValue> elements = new ArrayList<>(List.of(AttributeValue.number(1)));
        AttributeValue.L list = new AttributeValue.L(elements);
        elements.clear();
        assertThat(list.values()).hasSize(1);

        TreeMap<String, AttributeValue> members = new TreeMap<>(Map.of("a", AttributeValue.number(1)));
        AttributeValue.M map = new AttributeValue.M(members);
        members.clear();
        assertThat(map.members()).hasSize(1);
        assertThatThrownBy(() -> map.members().clear()).isInstanceOf(UnsupportedOperationException.class);

        List<String> strings = new ArrayList<>(List.of("b", "a"));
        AttributeValue.SS set = new AttributeValue.SS(strings);
        strings.clear();
        assertThat(set.values()).containsExactly("a", "b");
        assertThatThrownBy(() -> set.values().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void setsAreEqualInAnyOrder() {
        assertThat(AttributeValue.stringSet("\uD83D\uDE00", "\uFFFF", "a").values())
                .containsExactly("a", "\uFFFF", "\uD83D\uDE00");
        assertThat(AttributeValue.numberSet("10", "9", "-1")).isEqualTo(AttributeValue.numberSet("-1.0", "9", "1e1"));
        assertThat(AttributeValue.binarySet(List.of(ByteString.copyFrom(new byte[] {-1}), ByteString.EMPTY))
                        .values())
                .containsExactly(ByteString.EMPTY, ByteString.copyFrom(new byte[] {-1}));
        assertThat(AttributeValue.map(
                                Map.of("\uD83D\uDE00", AttributeValue.number(1), "\uFFFF", AttributeValue.number(2)))
                        .members()
                        .keySet())
                .containsExactly("\uFFFF", "\uD83D\uDE00");
    }

    @Test
    void setsHaveElementsAndNoneTwice() {
        String invalid = "One or more parameter values were invalid: ";
        assertRefused(() -> AttributeValue.stringSet(), invalid + "An string set  may not be empty");
        assertRefused(() -> AttributeValue.numberSet(), invalid + "An number set  may not be empty");
        assertRefused(() -> AttributeValue.binarySet(List.of()), invalid + "Binary sets should not be empty");
        assertRefused(
                () -> AttributeValue.stringSet("b", "a", "b"),
                invalid + "Input collection [b, a, b] contains duplicates.");
        assertRefused(() -> AttributeValue.numberSet("1", "1.0"), "Input collection contains duplicates");
        ByteString bytes = ByteString.copyFromUtf8("b");
        assertRefused(
                () -> AttributeValue.binarySet(List.of(bytes, bytes)),
                invalid + "Input collection [Yg==, Yg==]of type BS contains duplicates.");
    }

    @Test
    void showsLittleOfALargeSet() {
        List<String> values = new ArrayList<>(Collections.nCopies(10_000, "x".repeat(1_000)));
        assertThatThrownBy(() -> AttributeValue.stringSet(values))
                .hasMessageStartingWith("One or more parameter values were invalid: Input collection [xxx")
                .hasMessageEndingWith("..., ...] contains duplicates.")
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(5_000));
    }
}
