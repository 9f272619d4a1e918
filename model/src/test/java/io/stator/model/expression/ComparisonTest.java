package io.stator.model.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators and functions of conditions. Scylla's Alternator tests, which run against DynamoDB too, say the same. */
class ComparisonTest {
    private static final Item ITEM = Item.builder()
            .set("n", 10)
            .set("s", "p\u00e4th")
            .set("high", "\uffff")
            .set("b", new byte[] {1, (byte) 0x80})
            .set("ss", AttributeValue.stringSet("x", "y"))
            .set("l", AttributeValue.list(AttributeValue.number(1), AttributeValue.stringSet("b", "a")))
            .set("m", AttributeValue.map(Map.of("k", AttributeValue.number(7))))
            .set("t", true)
            .setNull("null")
            .build();

    @Test
    void valuesOfOneTypeAreOrdered() {
        assertThat(compare("n", Comparator.LESS, AttributeValue.number("10.1"))).isTrue();
        assertThat(compare("n", Comparator.LESS, AttributeValue.number(9))).isFalse();
        assertThat(compare("n", Comparator.GREATER, AttributeValue.number(9))).isTrue();
        assertThat(compare("n", Comparator.GREATER_OR_EQUAL, AttributeValue.number("1e1")))
                .isTrue();
        assertThat(compare("n", Comparator.LESS_OR_EQUAL, AttributeValue.number("1e1")))
                .isTrue();
        // By UTF-8 bytes: a supplementary character is above U+FFFF.
        assertThat(compare("high", Comparator.LESS, AttributeValue.string("\ud83d\ude00")))
                .isTrue();
        assertThat(compare("b", Comparator.GREATER, AttributeValue.binary(new byte[] {1, 0x7f})))
                .isTrue();
    }

    @Test
    void othersAreEqualOrNot() {
        assertThat(compare("n", Comparator.LESS, AttributeValue.string("99"))).isFalse();
        assertThat(compare("n", Comparator.NOT_EQUAL, AttributeValue.string("10")))
                .isTrue();
        assertThat(compare("t", Comparator.LESS_OR_EQUAL, AttributeValue.bool(true)))
                .isFalse();
        assertThat(compare("null", Comparator.EQUAL, AttributeValue.nullValue()))
                .isTrue();
        assertThat(compare(
                        "l",
                        Comparator.EQUAL,
                        AttributeValue.list(AttributeValue.number("1.0"), AttributeValue.stringSet("a", "b"))))
                .isTrue();
        assertThat(compare("m", Comparator.NOT_EQUAL, AttributeValue.map(Map.of("k", AttributeValue.number(8)))))
                .isTrue();
    }

    @Test
    void whatIsNotThereIsOnlyUnequal() {
        Operand none = new Operand.At(DocumentPath.of("none"));
        Operand nothing = new Operand.At(DocumentPath.of("nothing"));
        for (Comparator comparator : Comparator.values()) {
            boolean unequal = comparator == Comparator.NOT_EQUAL;
            assertThat(compare("none", comparator, AttributeValue.number(1))).isEqualTo(unequal);
            assertThat(holds(new Condition.Comparison(none, comparator, nothing)))
                    .isEqualTo(unequal);
        }
        assertThat(holds(new Condition.Between(none, nothing, none))).isFalse();
        assertThat(holds(new Condition.In(none, List.of(nothing)))).isFalse();
    }

    @Test
    void betweenAndIn() {
        Operand n = at("n");
        assertThat(holds(new Condition.Between(n, number(10), number(10)))).isTrue();
        assertThat(holds(new Condition.Between(n, number(1), number(9)))).isFalse();
        assertThat(holds(new Condition.Between(n, number(11), number(20)))).isFalse();
        assertThat(holds(new Condition.Between(number(5), number(1), n))).isTrue();
        assertThat(holds(new Condition.In(n, List.of(number(1), at("m"), number(10)))))
                .isTrue();
        assertThat(holds(new Condition.In(n, List.of(number(1))))).isFalse();
    }

    @Test
    void beginsWithAndContains() {
        assertThat(holds(new Condition.BeginsWith(at("s"), text("p\u00e4")))).isTrue();
        assertThat(holds(new Condition.BeginsWith(at("s"), text("\u00e4")))).isFalse();
        assertThat(holds(new Condition.BeginsWith(at("b"), literal(AttributeValue.binary(new byte[] {1})))))
                .isTrue();
        assertThat(holds(new Condition.BeginsWith(at("n"), number(1)))).isFalse();
        assertThat(holds(new Condition.Contains(at("s"), text("\u00e4t")))).isTrue();
        assertThat(holds(new Condition.Contains(at("s"), text("")))).isTrue();
        assertThat(holds(new Condition.Contains(at("s"), text("x")))).isFalse();
        assertThat(holds(new Condition.Contains(at("b"), literal(AttributeValue.binary(new byte[] {(byte) 0x80})))))
                .isTrue();
        assertThat(holds(new Condition.Contains(at("ss"), text("y")))).isTrue();
        assertThat(holds(new Condition.Contains(at("ss"), at("ss")))).isFalse();
        assertThat(holds(new Condition.Contains(at("l"), literal(AttributeValue.stringSet("a", "b")))))
                .isTrue();
        assertThat(holds(new Condition.Contains(at("n"), number(1)))).isFalse();
    }

    /** Compared place by place, these would take hours. */
    @Test
    void longPartsAreFoundInTimeThatGrowsWithTheirLength() {
        Item item = Item.builder()
                .set("s", "a".repeat(300_000))
                .set("b", AttributeValue.binary(ByteString.copyFromUtf8("a".repeat(300_000) + "b")))
                .build();
        Condition text = new Condition.Contains(at("s"), text("a".repeat(150_000) + "b"));
        Condition binary = new Condition.Contains(
                at("b"), literal(AttributeValue.binary(ByteString.copyFromUtf8("a".repeat(150_000) + "b"))));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 20; i++) {
                assertThat(ConditionEvaluator.holds(text, item)).isFalse();
                assertThat(ConditionEvaluator.holds(binary, item)).isTrue();
            }
        });
    }

    /** That a string's size is its UTF-8 bytes is believed. */
    @Test
    void sizes() {
        Map<String, Integer> sizes = Map.of("s", 5, "b", 2, "ss", 2, "l", 2, "m", 1);
        sizes.forEach((attribute, size) -> assertThat(holds(new Condition.Comparison(
                        new Operand.Size(DocumentPath.of(attribute)), Comparator.EQUAL, number(size))))
                .as(attribute)
                .isTrue());
        for (String sizeless : List.of("n", "t", "null", "none")) {
            assertThat(holds(new Condition.Comparison(
                            new Operand.Size(DocumentPath.of(sizeless)), Comparator.GREATER_OR_EQUAL, number(0))))
                    .as(sizeless)
                    .isFalse();
        }
    }

    @Test
    void types() {
        assertThat(holds(new Condition.HasType(DocumentPath.of("ss"), AttributeType.STRING_SET)))
                .isTrue();
        assertThat(holds(new Condition.HasType(DocumentPath.of("ss"), AttributeType.LIST)))
                .isFalse();
        assertThat(holds(new Condition.HasType(DocumentPath.of("none"), AttributeType.NULL)))
                .isFalse();
    }

    private static boolean compare(String attribute, Comparator comparator, AttributeValue value) {
        return holds(Condition.compared(attribute, comparator, value));
    }

    private static Operand at(String attribute) {
        return new Operand.At(DocumentPath.of(attribute));
    }

    private static Operand number(long value) {
        return literal(AttributeValue.number(value));
    }

    private static Operand text(String value) {
        return literal(AttributeValue.string(value));
    }

    private static Operand literal(AttributeValue value) {
        return new Operand.Literal(value);
    }

    private static boolean holds(Condition condition) {
        return ConditionEvaluator.holds(condition, ITEM);
    }
}
