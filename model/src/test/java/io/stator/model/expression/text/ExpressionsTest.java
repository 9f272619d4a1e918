package io.stator.model.expression.text;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeValue;
import io.stator.model.Limits;
import io.stator.model.expression.Condition;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    private static final AttributeValue ONE = AttributeValue.number(1);

    private static Condition condition(String text) {
        return new Expressions(ExpressionTable.NAMES, ExpressionTable.VALUES).condition(text);
    }

    // Names and values

    /** Observed. */
    @Test
    void mapsThatAreGivenAreNotEmpty() {
        assertRefused(() -> new Expressions(Map.of(), Map.of()), "ExpressionAttributeNames must not be empty");
        assertRefused(() -> new Expressions(null, Map.of()), "ExpressionAttributeValues must not be empty");
        new Expressions(null, null).requireAllUsed();
    }

    /** Observed. */
    @Test
    void keysArePlaceholders() {
        for (String key : List.of("a", "#", "", ":a", "#a-b", "#a b", "#ä", "##")) {
            assertRefused(
                    () -> new Expressions(Map.of(key, "a"), null),
                    "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + key + "\"");
        }
        for (String key : List.of("a", ":", "", "#a", ":a!", ":a.b")) {
            assertRefused(
                    () -> new Expressions(null, Map.of(key, ONE)),
                    "ExpressionAttributeValues contains invalid key: Syntax error; key: \"" + key + "\"");
        }
    }

    /** Observed at DynamoDB Local. */
    @Test
    void keysHave255Bytes() {
        String name = "#" + "a".repeat(254);
        assertThat(new Expressions(Map.of(name, "x"), null).projection(name).paths())
                .hasSize(1);
        assertRefused(
                () -> new Expressions(Map.of(name + "a", "a"), null),
                "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is"
                        + " too long; size of key: 256");
        assertRefused(
                () -> new Expressions(null, Map.of(":" + "a".repeat(255), ONE)),
                "ExpressionAttributeValues contains invalid key: The expression attribute map contains a key that is"
                        + " too long;");
    }

    /** The prefix is DynamoDB's; what is behind it, believed. */
    @Test
    void namesAreAttributeNames() {
        assertRefused(
                () -> new Expressions(Map.of("#a", ""), null),
                "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a");
        assertRefused(
                () -> new Expressions(Map.of("#a", "a".repeat(65_536)), null),
                "ExpressionAttributeNames contains invalid value: Attribute name is too large, must be less than 65536 "
                        + "bytes for key #a");
    }

    /** DynamoDB Local's messages, at the guide's limit. */
    @Test
    void namesAndValuesHave2MegabytesInAll() {
        int most = Limits.EXPRESSION_VALUES_BYTES_MAX;
        new Expressions(null, Map.of(":v", AttributeValue.string("a".repeat(most - 2))));
        assertRefused(
                () -> new Expressions(null, Map.of(":v", AttributeValue.string("a".repeat(most - 1)))),
                "ExpressionAttributeValues exceeds max size");
        assertRefused(
                () -> new Expressions(Map.of("#n", "a"), Map.of(":v", AttributeValue.string("a".repeat(most - 2)))),
                "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size");
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 33; i++) {
            names.put("#n" + i, "a".repeat(65_535));
        }
        assertRefused(() -> new Expressions(names, null), "ExpressionAttributeNames exceeds max size");
    }

    /** Observed, but for the order, which is ours. */
    @Test
    void whatIsNotUsedIsNamedInOrder() {
        Expressions expressions =
                new Expressions(Map.of("#b", "b", "#c", "c", "#a", "a"), Map.of(":b", ONE, ":a", ONE, ":c", ONE));
        expressions.condition("#b = :b");
        assertRefused(
                expressions::requireAllUsed,
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}");
        expressions.projection("#c, #a");
        assertRefused(
                expressions::requireAllUsed,
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :c}");
        expressions.update("SET x = :a, y = :c");
        expressions.requireAllUsed();
    }

    @Test
    void messagesDoNotDependOnTheOrderOfMaps() {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            names.put("bad" + (char) ('A' + i % 26) + i, "a");
        }
        assertRefused(
                () -> new Expressions(names, null),
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"badA0\"");
    }

    // Limits

    /** Documented. */
    @Test
    void textsHave4096Bytes() {
        String name = "a".repeat(4091);
        assertThat(condition(name + " = :n")).isNotNull();
        assertRefused(
                () -> condition(name + "  = :n"),
                "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: "
                        + "4097");
        assertRefused(
                () -> condition("ä".repeat(3000)),
                "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: "
                        + "6000");
    }

    /** Observed: it stops counting at 301. */
    @Test
    void conditionsHave300Operators() {
        assertThat(condition("a<b" + " or a<b".repeat(149))).isNotNull();
        assertRefused(
                () -> condition("a<b" + " or a<b".repeat(150)),
                "Invalid ConditionExpression: The expression contains too many operators; operator count: 301");
        assertRefused(
                () -> condition("a<b" + " or a<b".repeat(454)),
                "Invalid ConditionExpression: The expression contains too many operators; operator count: 301");
    }

    /** Observed: parentheses are no operators. */
    @Test
    void orsInsideEachOtherAreOneLevel() {
        String nested = "a<b " + "or (a<b ".repeat(149) + ")".repeat(149);
        assertThat(((Condition.Or) condition(nested)).operands()).hasSize(150);
        assertRefused(
                () -> condition("a<b " + "or (a<b ".repeat(454) + ")".repeat(454)),
                "Invalid ConditionExpression: The expression contains too many operators; operator count: 301");
    }

    /** Observed, each as DynamoDB refuses it; from the fourth on, ours. */
    @Test
    void nothingOverflowsTheStack() {
        assertRefused(
                () -> condition("(".repeat(4096)),
                "Invalid ConditionExpression: The expression has redundant parentheses;");
        assertRefused(
                () -> condition("(".repeat(2046) + "a<b" + ")".repeat(2046)),
                "Invalid ConditionExpression: The expression has redundant parentheses;");
        assertRefused(
                () -> condition("not ".repeat(1000) + "a<b"),
                "Invalid ConditionExpression: The expression contains too many operators; operator count: 301");
        assertRefused(
                () -> condition("a < " + "f(".repeat(1355) + "b" + ")".repeat(1355)),
                "Invalid ConditionExpression: The expression contains too many operators; operator count: 301");
        assertThat(new Expressions(null, null)
                        .update("SET a = " + "if_not_exists(b,".repeat(31) + "c" + ")".repeat(31)))
                .hasSize(1);
        assertRefused(
                () -> new Expressions(null, null)
                        .update("SET a = " + "if_not_exists(b,".repeat(240) + "c" + ")".repeat(240)),
                "Invalid UpdateExpression: The expression contains too many nested functions; nesting limit: 32");
        assertRefused(
                () -> condition("(not ".repeat(33) + "a<b" + ")".repeat(33)),
                "Invalid ConditionExpression: The expression contains too many operators inside each other; nesting "
                        + "limit: 32");
    }

    /** Documented. */
    @Test
    void inHas100Operands() {
        assertThat(condition("a IN (" + ":n,".repeat(99) + ":n)")).isNotNull();
        assertRefused(
                () -> condition("a IN (" + ":n,".repeat(100) + ":n)"),
                "Invalid ConditionExpression: The IN operator is provided with too many operands; number of operands: "
                        + "101");
    }

    /** Observed at DynamoDB Local. */
    @Test
    void pathsHave32Steps() {
        assertThat(condition("a" + ".b".repeat(31) + " = :n")).isNotNull();
        assertRefused(
                () -> condition("a" + "[0]".repeat(32) + " = :n"),
                "Invalid ConditionExpression: The document path has too many nesting levels; nesting levels: 33");
    }

    @Test
    void updatesHave300Actions() {
        StringBuilder text = new StringBuilder("REMOVE a0");
        for (int i = 1; i < 300; i++) {
            text.append(",a").append(i);
        }
        Expressions expressions = new Expressions(null, null);
        assertThat(expressions.update(text.toString())).hasSize(300);
        assertRefused(
                () -> expressions.update(text + ",b"),
                "Invalid UpdateExpression: The expression contains too many operators; operator count: 301");
        assertRefused(
                () -> expressions.update(text + " SET b = if_not_exists(c, d)"),
                "Invalid UpdateExpression: The expression contains too many operators; operator count: 301");
    }

    // Small texts, large trees

    @Test
    void eachUseOfAValueCounts() {
        AttributeValue large = AttributeValue.string("a".repeat(100_000));
        Expressions expressions = new Expressions(null, Map.of(":v", large));
        assertThat(expressions.condition("a IN (" + ":v,".repeat(19) + ":v)")).isNotNull();
        assertRefused(
                () -> expressions.condition("a IN (" + ":v,".repeat(20) + ":v)"),
                "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: "
                        + (21 * 100_000 + 7 + 3 * 20 + 2));
    }

    @Test
    void eachUseOfANameCounts() {
        Expressions expressions = new Expressions(Map.of("#n", "a".repeat(65_535)), null);
        String text = "#n.a0";
        for (int i = 1; i < 40; i++) {
            text += ",#n.a" + i;
        }
        String tooLarge = text;
        assertRefused(() -> expressions.projection(tooLarge));
        assertThat(expressions.projection("#n.a, #n.b").paths()).hasSize(2);
    }

    /** DynamoDB Local's message. What if_not_exists may not use does not count. */
    @Test
    void updatesAreNoLargerThanItems() {
        AttributeValue large = AttributeValue.string("a".repeat(300_000));
        Expressions expressions = new Expressions(null, Map.of(":v", large));
        assertThat(expressions.update("SET a = :v")).hasSize(1);
        assertThat(expressions.update("SET a = if_not_exists(a, :v), b = if_not_exists(b, :v)"))
                .hasSize(2);
        assertRefused(
                () -> expressions.update("SET a = :v, b = :v"),
                "Item size to update has exceeded the maximum allowed size");
    }

    // Keys

    /** Observed. */
    @Test
    void queryFiltersHaveNoKeyAttributes() {
        Expressions expressions = new Expressions(ExpressionTable.NAMES, ExpressionTable.VALUES);
        assertThat(expressions.filterFor("a.p = :s", ExpressionTable.SCHEMA)).isNotNull();
        for (String filter :
                List.of("p = :s", "a = :n AND NOT (size(#p) > :n OR b = :n)", "a IN (b, p)", "contains(a, p[0])")) {
            assertRefused(
                    () -> expressions.filterFor(filter, ExpressionTable.SCHEMA),
                    "Filter Expression can only contain non-primary key attributes: Primary key attribute: p");
        }
        for (String filter : List.of(
                "attribute_exists(r)",
                "attribute_not_exists(r)",
                "attribute_type(r, :typeS)",
                "a BETWEEN b AND r",
                "begins_with(r, :s)")) {
            assertRefused(
                    () -> expressions.filterFor(filter, ExpressionTable.SCHEMA),
                    "Filter Expression can only contain non-primary key attributes: Primary key attribute: r");
        }
    }

    /** Observed. */
    @Test
    void nothingIsInsideKeyAttributes() {
        Expressions expressions = new Expressions(ExpressionTable.NAMES, ExpressionTable.VALUES);
        String message = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                + "Key: ";
        KeyUse.requireScalarKeys(expressions.condition("p = :s AND a.r[1] = :n"), ExpressionTable.SCHEMA);
        assertRefused(
                () -> KeyUse.requireScalarKeys(expressions.condition("a = :s OR p.b = :n"), ExpressionTable.SCHEMA),
                message + "p");
        assertRefused(
                () -> KeyUse.requireScalarKeys(expressions.projection("p, r[0]"), ExpressionTable.SCHEMA),
                message + "r");
    }

    /** Each step of a key condition is at its place: first as a condition, then as one on keys, then with a schema. */
    @Test
    void keyConditionsAreReadInSteps() {
        Expressions expressions = new Expressions(null, Map.of(":v", ONE));
        ParsedKeyCondition parsed = expressions.keyCondition("x <> :v");
        expressions.requireAllUsed();
        assertRefused(parsed::terms, "Invalid operator used in KeyConditionExpression: <>");
        assertRefused(
                () -> expressions.keyCondition("x = :v").terms().on(ExpressionTable.SCHEMA),
                "Query condition missed key schema element: p");
    }

    @Test
    void textsThatAreNoUnicodeAreRefused() {
        assertRefused(() -> condition("a = \uD800"));
        assertRefused(() -> new Expressions(Collections.singletonMap("#\uD800", "a"), null));
    }
}
