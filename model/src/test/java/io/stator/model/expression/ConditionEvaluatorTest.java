package io.stator.model.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.expression.DocumentPath.Element;
import io.stator.model.expression.DocumentPath.Index;
import io.stator.model.expression.DocumentPath.Name;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionEvaluatorTest {
    private static final Item ITEM = Item.builder()
            .set("n", 1)
            .set("null", AttributeValue.nullValue())
            .set("set", AttributeValue.stringSet("b", "a"))
            .set(
                    "m",
                    AttributeValue.map(Map.of(
                            "l",
                            AttributeValue.list(
                                    AttributeValue.string("x"),
                                    AttributeValue.map(Map.of("k", AttributeValue.number(7)))))))
            .build();

    private static final Condition TRUE = Condition.attributeExists("n");
    private static final Condition FALSE = Condition.attributeExists("none");

    @Test
    void attributesExistOrNot() {
        assertThat(holds(Condition.attributeExists("n"))).isTrue();
        assertThat(holds(Condition.attributeExists("null"))).isTrue();
        assertThat(holds(Condition.attributeExists("none"))).isFalse();
        assertThat(holds(Condition.attributeNotExists("n"))).isFalse();
        assertThat(holds(Condition.attributeNotExists("none"))).isTrue();
    }

    @Test
    void thereIsNothingInNoItem() {
        assertThat(ConditionEvaluator.holds(Condition.attributeExists("n"), null))
                .isFalse();
        assertThat(ConditionEvaluator.holds(Condition.attributeNotExists("n"), null))
                .isTrue();
        assertThat(ConditionEvaluator.holds(Condition.equalTo("n", AttributeValue.number(1)), null))
                .isFalse();
    }

    @Test
    void equalityIsOfTypeAndValue() {
        assertThat(holds(Condition.equalTo("n", AttributeValue.number("1.00")))).isTrue();
        assertThat(holds(Condition.equalTo("n", AttributeValue.number(2)))).isFalse();
        assertThat(holds(Condition.equalTo("n", AttributeValue.string("1")))).isFalse();
        assertThat(holds(Condition.equalTo("none", AttributeValue.nullValue()))).isFalse();
        assertThat(holds(Condition.equalTo("set", AttributeValue.stringSet("a", "b"))))
                .isTrue();
        assertThat(holds(Condition.equalTo(
                        "set", AttributeValue.list(AttributeValue.string("a"), AttributeValue.string("b")))))
                .isFalse();
    }

    @Test
    void pathsLeadIntoDocuments() {
        assertThat(value(new Name("m"), new Name("l"), new Index(0))).isEqualTo(AttributeValue.string("x"));
        assertThat(value(new Name("m"), new Name("l"), new Index(1), new Name("k")))
                .isEqualTo(AttributeValue.number(7));
        assertThat(exists(new Name("m"), new Name("l"), new Index(2))).isFalse();
        assertThat(exists(new Name("m"), new Name("l"), new Index(-1))).isFalse();
        assertThat(exists(new Name("m"), new Name("l"), new Name("0"))).isFalse();
        assertThat(exists(new Name("m"), new Index(0))).isFalse();
        assertThat(exists(new Name("m"), new Name("none"), new Name("l"))).isFalse();
        assertThat(exists(new Name("n"), new Name("n"))).isFalse();
        assertThat(exists(new Name("set"), new Index(0))).isFalse();
    }

    private static boolean exists(Element... path) {
        return holds(new Condition.AttributeExists(new DocumentPath(List.of(path))));
    }

    /** Found by asking. */
    private static AttributeValue value(Element... path) {
        for (AttributeValue candidate : List.of(AttributeValue.string("x"), AttributeValue.number(7))) {
            if (holds(Condition.compared(new DocumentPath(List.of(path)), Comparator.EQUAL, candidate))) {
                return candidate;
            }
        }
        throw new AssertionError("none of the candidates");
    }

    @Test
    void operandsCombine() {
        assertThat(holds(Condition.and(TRUE, TRUE))).isTrue();
        assertThat(holds(Condition.and(TRUE, FALSE))).isFalse();
        assertThat(holds(new Condition.Or(List.of(FALSE, TRUE)))).isTrue();
        assertThat(holds(new Condition.Or(List.of(FALSE, FALSE)))).isFalse();
        assertThat(holds(new Condition.Not(FALSE))).isTrue();
        assertThat(holds(new Condition.Not(new Condition.Not(Condition.and(TRUE, new Condition.Not(FALSE))))))
                .isTrue();
    }

    private static boolean holds(Condition condition) {
        return ConditionEvaluator.holds(condition, ITEM);
    }
}
