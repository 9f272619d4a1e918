package io.stator.model.expression.legacy;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.expression.legacy.ComparisonOperator.BEGINS_WITH;
import static io.stator.model.expression.legacy.ComparisonOperator.BETWEEN;
import static io.stator.model.expression.legacy.ComparisonOperator.CONTAINS;
import static io.stator.model.expression.legacy.ComparisonOperator.EQ;
import static io.stator.model.expression.legacy.ComparisonOperator.GE;
import static io.stator.model.expression.legacy.ComparisonOperator.GT;
import static io.stator.model.expression.legacy.ComparisonOperator.IN;
import static io.stator.model.expression.legacy.ComparisonOperator.LE;
import static io.stator.model.expression.legacy.ComparisonOperator.LT;
import static io.stator.model.expression.legacy.ComparisonOperator.NE;
import static io.stator.model.expression.legacy.ComparisonOperator.NOT_CONTAINS;
import static io.stator.model.expression.legacy.ComparisonOperator.NOT_NULL;
import static io.stator.model.expression.legacy.ComparisonOperator.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.KeyType;
import io.stator.model.SortKeyRange;
import io.stator.model.TableSchema;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.KeyCondition;
import io.stator.model.expression.Operand;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where a case says nothing else, its message was observed by others: dynalite's and ScyllaDB's tests, DynamoDB Local. */
class LegacyParametersTest {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final AttributeValue A = AttributeValue.string("a");
    private static final AttributeValue ONE = AttributeValue.number(1);
    private static final AttributeValue TWO = AttributeValue.number(2);
    private static final Map<AttributeType, AttributeValue> VALUES = Map.of(
            AttributeType.STRING, A,
            AttributeType.NUMBER, ONE,
            AttributeType.BINARY, AttributeValue.binary(new byte[] {1}),
            AttributeType.STRING_SET, AttributeValue.stringSet("a"),
            AttributeType.NUMBER_SET, AttributeValue.numberSet("1"),
            AttributeType.BINARY_SET, AttributeValue.binarySet(List.of(ByteString.copyFromUtf8("a"))),
            AttributeType.MAP, AttributeValue.map(Map.of()),
            AttributeType.LIST, AttributeValue.list(),
            AttributeType.NULL, AttributeValue.nullValue(),
            AttributeType.BOOLEAN, AttributeValue.bool(true));
    private static final TableSchema HASH = TableSchema.of("table", "a", KeyType.STRING);
    private static final TableSchema RANGE = TableSchema.of("table", "a", KeyType.STRING, "b", KeyType.NUMBER);
    private static final Operand AT = new Operand.At(DocumentPath.of("a"));

    private static Condition filter(ComparisonOperator operator, AttributeValue... values) {
        return LegacyParameters.filter(Map.of("a", LegacyCondition.of(operator, values)), null)
                .orElseThrow();
    }

    // Operators

    @Test
    void operatorsAreConditions() {
        Operand one = new Operand.Literal(ONE);
        assertThat(filter(EQ, ONE)).isEqualTo(new Condition.Comparison(AT, Comparator.EQUAL, one));
        assertThat(filter(NE, ONE)).isEqualTo(new Condition.Comparison(AT, Comparator.NOT_EQUAL, one));
        assertThat(filter(LE, ONE)).isEqualTo(new Condition.Comparison(AT, Comparator.LESS_OR_EQUAL, one));
        assertThat(filter(LT, ONE)).isEqualTo(new Condition.Comparison(AT, Comparator.LESS, one));
        assertThat(filter(GE, ONE)).isEqualTo(new Condition.Comparison(AT, Comparator.GREATER_OR_EQUAL, one));
        assertThat(filter(GT, ONE)).isEqualTo(new Condition.Comparison(AT, Comparator.GREATER, one));
        assertThat(filter(NOT_NULL)).isEqualTo(Condition.attributeExists("a"));
        assertThat(filter(NULL)).isEqualTo(Condition.attributeNotExists("a"));
        assertThat(filter(CONTAINS, ONE)).isEqualTo(new Condition.Contains(AT, one));
        assertThat(filter(BEGINS_WITH, A)).isEqualTo(new Condition.BeginsWith(AT, new Operand.Literal(A)));
        assertThat(filter(IN, ONE, TWO)).isEqualTo(new Condition.In(AT, List.of(one, new Operand.Literal(TWO))));
        assertThat(filter(BETWEEN, ONE, TWO)).isEqualTo(new Condition.Between(AT, one, new Operand.Literal(TWO)));
    }

    /** ScyllaDB saw that it is false where there is no such attribute, unlike NE. */
    @Test
    void notContainsNeedsTheAttribute() {
        assertThat(filter(NOT_CONTAINS, ONE))
                .isEqualTo(Condition.and(
                        Condition.attributeExists("a"),
                        new Condition.Not(new Condition.Contains(AT, new Operand.Literal(ONE)))));
    }

    @TestFactory
    Stream<DynamicTest> operatorsTakeSoManyValues() {
        List<DynamicTest> tests = new ArrayList<>();
        for (ComparisonOperator operator : ComparisonOperator.values()) {
            List<Integer> wrong = switch (operator) {
                case NULL, NOT_NULL -> List.of(1, 2);
                case BETWEEN -> List.of(0, 1, 3);
                case IN -> List.of(0);
                default -> List.of(0, 2);
            };
            for (int count : wrong) {
                AttributeValue[] values = Collections.nCopies(count, A).toArray(new AttributeValue[0]);
                String message = INVALID + "Invalid number of argument(s) for the " + operator + " ComparisonOperator";
                tests.add(dynamicTest(operator + " with " + count, () -> {
                    assertRefused(() -> filter(operator, values), message);
                    assertRefused(
                            () -> LegacyParameters.keyConditions(Map.of("a", LegacyCondition.of(operator, values))),
                            message);
                    assertRefused(
                            () -> LegacyParameters.expected(
                                    Map.of("a", ExpectedAttribute.compared(operator, values)), null),
                            message);
                }));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> operatorsTakeValuesOfSomeTypes() {
        List<AttributeType> scalars = List.of(AttributeType.STRING, AttributeType.NUMBER, AttributeType.BINARY);
        List<DynamicTest> tests = new ArrayList<>();
        for (ComparisonOperator operator : List.of(LE, LT, GE, GT, IN, BETWEEN, CONTAINS, NOT_CONTAINS, BEGINS_WITH)) {
            for (AttributeType type : AttributeType.values()) {
                boolean element = type == AttributeType.BOOLEAN || type == AttributeType.NULL;
                boolean taken = switch (operator) {
                    case BEGINS_WITH -> type == AttributeType.STRING || type == AttributeType.BINARY;
                    case CONTAINS, NOT_CONTAINS -> scalars.contains(type) || element;
                    default -> scalars.contains(type);
                };
                AttributeValue value = VALUES.get(type);
                AttributeValue[] values =
                        operator == BETWEEN ? new AttributeValue[] {value, value} : new AttributeValue[] {value};
                tests.add(dynamicTest(operator + " with " + type, () -> {
                    if (taken) {
                        assertThat(filter(operator, values)).isNotNull();
                    } else {
                        assertRefused(
                                () -> filter(operator, values),
                                INVALID + "ComparisonOperator " + operator + " is not valid for " + type.letters()
                                        + " AttributeValue type");
                    }
                }));
            }
        }
        return tests.stream();
    }

    @Test
    void everythingCanBeEqual() {
        VALUES.values().forEach(value -> {
            assertThat(filter(EQ, value)).isNotNull();
            assertThat(filter(NE, value)).isNotNull();
        });
    }

    @Test
    void valuesAreOfOneTypeAndInOrder() {
        assertRefused(
                () -> filter(IN, A, ONE), INVALID + "AttributeValues inside AttributeValueList must be of same type");
        assertRefused(
                () -> filter(BETWEEN, ONE, A),
                INVALID + "AttributeValues inside AttributeValueList must be of same type");
        assertRefused(
                () -> filter(BETWEEN, TWO, ONE),
                "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
    }

    // Several conditions

    @Test
    void conditionsAreConnected() {
        Map<String, LegacyCondition> two = Map.of("b", LegacyCondition.of(NULL), "a", LegacyCondition.of(NOT_NULL));
        List<Condition> conditions = List.of(Condition.attributeExists("a"), Condition.attributeNotExists("b"));
        assertThat(LegacyParameters.filter(two, null)).contains(new Condition.And(conditions));
        assertThat(LegacyParameters.filter(two, ConditionalOperator.AND)).contains(new Condition.And(conditions));
        assertThat(LegacyParameters.filter(two, ConditionalOperator.OR)).contains(new Condition.Or(conditions));
        assertThat(LegacyParameters.filter(Map.of(), null)).isEmpty();
        assertThat(LegacyParameters.expected(Map.of(), null)).isEmpty();
    }

    @Test
    void aConditionalOperatorNeedsTwoConditions() {
        assertRefused(
                () -> LegacyParameters.filter(Map.of(), ConditionalOperator.AND),
                "ConditionalOperator cannot be used without Filter or Expected");
        assertRefused(
                () -> LegacyParameters.expected(Map.of("a", ExpectedAttribute.absent()), ConditionalOperator.OR),
                "ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }

    @Test
    void queryFiltersHaveNoKeyAttributes() {
        Map<String, LegacyCondition> filter = Map.of("c", LegacyCondition.of(NULL), "b", LegacyCondition.of(NULL));
        LegacyParameters.requireNoKeyAttributes(filter, HASH);
        assertRefused(
                () -> LegacyParameters.requireNoKeyAttributes(filter, RANGE),
                "QueryFilter can only contain non-primary key attributes: Primary key attribute: b");
        assertRefused(
                () -> LegacyParameters.requireNoKeyAttributes(Map.of("a", LegacyCondition.of(NULL)), HASH),
                "QueryFilter can only contain non-primary key attributes: Primary key attribute: a");
    }

    // Expected

    @Test
    void expectedAttributesAreConditions() {
        assertThat(LegacyParameters.expected(Map.of("a", ExpectedAttribute.value(A)), null))
                .contains(Condition.equalTo("a", A));
        assertThat(LegacyParameters.expected(Map.of("a", new ExpectedAttribute(A, true, null, null)), null))
                .contains(Condition.equalTo("a", A));
        assertThat(LegacyParameters.expected(Map.of("a", ExpectedAttribute.absent()), null))
                .contains(Condition.attributeNotExists("a"));
        assertThat(LegacyParameters.expected(Map.of("a", new ExpectedAttribute(ONE, null, LT, null)), null))
                .contains(Condition.compared("a", Comparator.LESS, ONE));
        assertThat(LegacyParameters.expected(Map.of("a", new ExpectedAttribute(null, null, NOT_NULL, null)), null))
                .contains(Condition.attributeExists("a"));
    }

    @Test
    void membersOfExpectedAttributesGoTogether() {
        refuseExpected(
                new ExpectedAttribute(null, true, EQ, List.of(A)),
                "Exists and ComparisonOperator cannot be used together for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(A, null, EQ, List.of(A)),
                "Value and AttributeValueList cannot be used together for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(null, null, null, List.of(A)),
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(A, false, null, null),
                "Value cannot be used when Exists is false for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(null, null, null, null),
                "Value must be provided when Exists is null for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(null, true, null, null),
                "Value must be provided when Exists is true for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(null, null, EQ, null),
                "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a");
        refuseExpected(
                new ExpectedAttribute(A, null, NULL, null),
                "Invalid number of argument(s) for the NULL ComparisonOperator");
        refuseExpected(
                new ExpectedAttribute(A, null, BETWEEN, null),
                "Invalid number of argument(s) for the BETWEEN ComparisonOperator");
    }

    private static void refuseExpected(ExpectedAttribute expected, String message) {
        assertRefused(() -> LegacyParameters.expected(Map.of("a", expected), null), INVALID + message);
    }

    // AttributeUpdates

    private static UpdateAction update(LegacyUpdate.Action action, AttributeValue value) {
        return LegacyParameters.attributeUpdates(Map.of("a", new LegacyUpdate(action, value)))
                .get(0);
    }

    @Test
    void updatesAreActions() {
        assertThat(update(LegacyUpdate.Action.PUT, A)).isEqualTo(UpdateAction.set("a", A));
        assertThat(update(LegacyUpdate.Action.ADD, ONE)).isEqualTo(UpdateAction.add("a", ONE));
        AttributeValue set = AttributeValue.stringSet("x");
        assertThat(update(LegacyUpdate.Action.ADD, set)).isEqualTo(UpdateAction.add("a", set));
        assertThat(update(LegacyUpdate.Action.DELETE, set)).isEqualTo(UpdateAction.deleteElements("a", set));
        assertThat(update(LegacyUpdate.Action.DELETE, null)).isEqualTo(UpdateAction.remove("a"));
        AttributeValue.L list = AttributeValue.list(A);
        assertThat(update(LegacyUpdate.Action.ADD, list)).isEqualTo(UpdateAction.append("a", list));
        assertThat(LegacyParameters.attributeUpdates(Map.of())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> updatesTakeValuesOfSomeTypes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (AttributeType type : AttributeType.values()) {
            boolean set = List.of(AttributeType.STRING_SET, AttributeType.NUMBER_SET, AttributeType.BINARY_SET)
                    .contains(type);
            boolean added = set || type == AttributeType.NUMBER || type == AttributeType.LIST;
            tests.add(dynamicTest("ADD " + type, () -> {
                if (added) {
                    assertThat(update(LegacyUpdate.Action.ADD, VALUES.get(type)))
                            .isNotNull();
                } else {
                    assertRefused(
                            () -> update(LegacyUpdate.Action.ADD, VALUES.get(type)),
                            INVALID + "ADD action is not supported for the type " + type.letters());
                }
            }));
            tests.add(dynamicTest("DELETE " + type, () -> {
                if (set) {
                    assertThat(update(LegacyUpdate.Action.DELETE, VALUES.get(type)))
                            .isNotNull();
                } else {
                    assertRefused(
                            () -> update(LegacyUpdate.Action.DELETE, VALUES.get(type)),
                            INVALID + "DELETE action with value is not supported for the type " + type.letters());
                }
            }));
        }
        return tests.stream();
    }

    @Test
    void onlyDeleteHasNoValue() {
        for (LegacyUpdate.Action action : List.of(LegacyUpdate.Action.PUT, LegacyUpdate.Action.ADD)) {
            assertRefused(
                    () -> update(action, null),
                    INVALID + "Only DELETE action is allowed when no attribute value is specified");
        }
    }

    @Test
    void updatesAreNoLargerThanItems() {
        AttributeValue large = AttributeValue.string("x".repeat(409_599));
        assertThat(update(LegacyUpdate.Action.PUT, large)).isNotNull();
        assertRefused(
                () -> update(LegacyUpdate.Action.PUT, AttributeValue.string("x".repeat(409_600))),
                "Item size to update has exceeded the maximum allowed size");
    }

    // KeyConditions

    private static KeyCondition keys(TableSchema schema, Map<String, LegacyCondition> conditions) {
        return LegacyParameters.keyConditions(conditions).on(schema);
    }

    @Test
    void keyConditionsAreRanges() {
        LegacyCondition hash = LegacyCondition.of(EQ, A);
        assertThat(keys(HASH, Map.of("a", hash))).isEqualTo(new KeyCondition(A, SortKeyRange.ALL));
        Map<LegacyCondition, SortKeyRange> ranges = Map.of(
                LegacyCondition.of(EQ, ONE), SortKeyRange.equalTo(ONE),
                LegacyCondition.of(LE, ONE), SortKeyRange.atMost(ONE),
                LegacyCondition.of(LT, ONE), SortKeyRange.lessThan(ONE),
                LegacyCondition.of(GE, ONE), SortKeyRange.atLeast(ONE),
                LegacyCondition.of(GT, ONE), SortKeyRange.greaterThan(ONE),
                LegacyCondition.of(BETWEEN, ONE, TWO), SortKeyRange.between(ONE, TWO));
        ranges.forEach((condition, range) ->
                assertThat(keys(RANGE, Map.of("a", hash, "b", condition))).isEqualTo(new KeyCondition(A, range)));
        TableSchema strings = TableSchema.of("table", "a", KeyType.STRING, "b", KeyType.STRING);
        assertThat(keys(strings, Map.of("a", hash, "b", LegacyCondition.of(BEGINS_WITH, A))))
                .isEqualTo(new KeyCondition(A, SortKeyRange.beginsWith(A)));
    }

    @Test
    void keyConditionsAreOneOrTwo() {
        String message = "Conditions can be of length 1 or 2 only";
        LegacyCondition any = LegacyCondition.of(NULL);
        assertRefused(() -> LegacyParameters.keyConditions(Map.of()), message);
        assertRefused(() -> LegacyParameters.keyConditions(Map.of("a", any, "b", any, "c", any)), message);
    }

    @Test
    void keyConditionsAreOnTheKey() {
        LegacyCondition hash = LegacyCondition.of(EQ, A);
        LegacyCondition one = LegacyCondition.of(EQ, ONE);
        assertRefused(() -> keys(HASH, Map.of("b", hash)), "Query condition missed key schema element: a");
        assertRefused(() -> keys(RANGE, Map.of("b", one)), "Query condition missed key schema element: a");
        assertRefused(() -> keys(RANGE, Map.of("a", hash, "c", one)), "Query condition missed key schema element: b");
        assertRefused(() -> keys(HASH, Map.of("a", hash, "b", one)), "Query key condition not supported");
        assertRefused(() -> keys(HASH, Map.of("a", LegacyCondition.of(LT, A))), "Query key condition not supported");
        assertRefused(
                () -> keys(HASH, Map.of("a", one)), INVALID + "Condition parameter type does not match schema type");
        assertRefused(
                () -> keys(RANGE, Map.of("a", hash, "b", hash)),
                INVALID + "Condition parameter type does not match schema type");
    }

    @Test
    void keyConditionsAreIndexable() {
        for (LegacyCondition condition : List.of(
                LegacyCondition.of(NULL),
                LegacyCondition.of(NOT_NULL),
                LegacyCondition.of(NE, A),
                LegacyCondition.of(CONTAINS, A),
                LegacyCondition.of(NOT_CONTAINS, A),
                LegacyCondition.of(IN, A))) {
            assertRefused(
                    () -> keys(HASH, Map.of("a", condition)),
                    "Attempted conditional constraint is not an indexable operation");
            assertRefused(
                    () -> keys(RANGE, Map.of("a", LegacyCondition.of(EQ, A), "b", condition)),
                    "Attempted conditional constraint is not an indexable operation");
        }
    }

    // AttributesToGet

    @Test
    void attributesToGetAreNames() {
        assertThat(LegacyParameters.attributesToGet(List.of("a.b", "c")).paths())
                .containsExactly(DocumentPath.of("a.b"), DocumentPath.of("c"));
        assertRefused(
                () -> LegacyParameters.attributesToGet(List.of("a", "b", "a")),
                INVALID + "Duplicate value in attribute name: a");
        assertRefused(() -> LegacyParameters.attributesToGet(List.of()));
        assertRefused(() -> LegacyParameters.attributesToGet(List.of("")), "Empty attribute name");
    }

    // Both styles

    @Test
    void aRequestHasOneStyle() {
        ParameterStyles.requireOne(List.of("Item", "Expected", "ConditionalOperator"));
        ParameterStyles.requireOne(List.of("KeyConditions", "FilterExpression"));
        refuseStyles(List.of("ConditionExpression", "Item", "Expected"), "{Expected}", "{ConditionExpression}");
        refuseStyles(
                List.of(
                        "KeyConditions",
                        "QueryFilter",
                        "ConditionalOperator",
                        "KeyConditionExpression",
                        "FilterExpression",
                        "ProjectionExpression"),
                "{QueryFilter, ConditionalOperator, KeyConditions}",
                "{ProjectionExpression, FilterExpression, KeyConditionExpression}");
        refuseStyles(
                List.of("Expected", "AttributeUpdates", "ConditionExpression", "UpdateExpression"),
                "{AttributeUpdates, Expected}",
                "{UpdateExpression, ConditionExpression}");
        refuseStyles(
                List.of("AttributesToGet", "ScanFilter", "ProjectionExpression"),
                "{AttributesToGet, ScanFilter}",
                "{ProjectionExpression}");
    }

    private static void refuseStyles(List<String> given, String legacy, String expressions) {
        assertRefused(
                () -> ParameterStyles.requireOne(given),
                "Can not use both expression and non-expression parameters in the same request: Non-expression "
                        + "parameters: " + legacy + " Expression parameters: " + expressions);
    }

    @Test
    void namesAndValuesAreForExpressions() {
        List<String> updates = List.of("UpdateExpression", "ConditionExpression");
        ParameterStyles.requireExpressions(List.of("ExpressionAttributeValues", "ConditionExpression"), updates);
        assertRefused(
                () -> ParameterStyles.requireExpressions(List.of("ExpressionAttributeNames"), updates),
                "ExpressionAttributeNames can only be specified when using expressions");
        assertRefused(
                () -> ParameterStyles.requireExpressions(List.of("ExpressionAttributeValues"), updates),
                "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and "
                        + "ConditionExpression are null");
        assertRefused(
                () -> ParameterStyles.requireExpressions(
                        List.of("ExpressionAttributeValues"), List.of("ConditionExpression")),
                "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
    }
}
