package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong with the key condition of a Query. */
@ExtendWith(ConformanceTarget.class)
final class KeyConditionConformance {
    private static final String INVALID = "Invalid KeyConditionExpression: ";
    private static final String NOT_SUPPORTED = "Query key condition not supported";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases condition = Cases.of("KeyConditionExpression", "Query");
        syntax(condition);
        operators(condition);
        forms(condition);
        bounds(condition);
        schema(condition);
        legacy(condition);
        return condition.list();
    }

    private static String body(String expression, String values) {
        return "{TableName: '@missing', KeyConditionExpression: '" + expression + "'"
                + (values.isEmpty() ? "" : ", ExpressionAttributeValues: {" + values + "}") + "}";
    }

    private static void syntax(Cases condition) {
        condition.observed("empty", body("", "")).fails(VALIDATION, INVALID + "The expression can not be empty;");
        for (String text : List.of("things are not gonna be ok", "a > 4", "(size(a))[0] > a")) {
            condition.observed("syntax: " + text, body(text, "")).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        condition
                .observed("reserved", body("year = :a", "':a': {S: 'x'}"))
                .fails(VALIDATION, INVALID + "Attribute name is a reserved keyword; reserved keyword: year");
        condition
                .observed("a value that is not given", body("a = :b", "':a': {S: 'x'}"))
                .fails(
                        VALIDATION,
                        INVALID
                                + "An expression attribute value used in expression is not defined; attribute value:"
                                + " :b");
        condition
                .observed("a value that is not used", body("a = :a", "':a': {S: 'x'}, ':b': {S: 'x'}"))
                .fails(VALIDATION, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}");
        condition
                .observed("goes before an empty filter", body("", "").replace("}", ", FilterExpression: ''}"))
                .fails(VALIDATION, INVALID + "The expression can not be empty;");
        condition
                .observed(
                        "values without an expression",
                        "{TableName: '@missing', ExpressionAttributeValues: {':a': {S: 'x'}}}")
                .fails(
                        VALIDATION,
                        Messages.VALUES_WITHOUT_EXPRESSION + "FilterExpression and KeyConditionExpression are null");
    }

    private static void operators(Cases condition) {
        for (String[] row : new String[][] {
            {"a > b and size(b) > c or a > c", "OR"},
            {"a in (b, c, d)", "IN"},
            {"attribute_exists(a)", "attribute_exists"},
            {"attribute_not_exists(a)", "attribute_not_exists"},
            {"contains(a.d, b)", "contains"},
            {"not a > b", "NOT"},
            {"a <> b", "<>"},
        }) {
            condition
                    .observed("operator: " + row[0], body(row[0], ""))
                    .fails(VALIDATION, "Invalid operator used in KeyConditionExpression: " + row[1]);
        }
        condition
                .observed("operator: attribute_type", body("attribute_type(a, :a)", "':a': {S: 'S'}"))
                .fails(VALIDATION, "Invalid operator used in KeyConditionExpression: attribute_type");
    }

    private static void forms(Cases condition) {
        String values = "':a': {S: '1'}, ':b': {S: '1'}";
        for (String[] row : new String[][] {
            {":a between b and c and b > :b", "BETWEEN"}, {"begins_with(:a, b) and a > :b", "begins_with"}
        }) {
            condition
                    .observed("first operand: " + row[0], body(row[0], values))
                    .fails(
                            VALIDATION,
                            "Invalid condition in KeyConditionExpression: " + row[1]
                                    + " operator must have the key attribute as its first operand");
        }
        for (String text :
                List.of("size(b) > a AND a.b > b AND b > c", "a > size(b.d)", "a between size(b) and size(a)")) {
            condition
                    .observed("nested: " + text, body(text, ""))
                    .fails(VALIDATION, "KeyConditionExpressions cannot contain nested operations");
        }
        for (String text : List.of("b > a.b", "b between c[1] and d", "begins_with(a, b)")) {
            condition
                    .observed("two attributes: " + text, body(text, ""))
                    .fails(
                            VALIDATION,
                            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one"
                                    + " condition");
        }
        for (String text : List.of("b.d > :a AND c = :b", "b[0] > :a and c = :b")) {
            condition
                    .observed("a path: " + text, body(text, values))
                    .fails(VALIDATION, "KeyConditionExpressions cannot have conditions on nested attributes");
        }
        for (String text : List.of(":b > :a AND a < :b", "a > :b AND :a < :b")) {
            condition
                    .observed("no attribute: " + text, body(text, values))
                    .fails(VALIDATION, "Invalid condition in KeyConditionExpression: No key attribute specified");
        }
        condition
                .observed("an attribute twice", body("b > :a AND b < :b", values))
                .fails(VALIDATION, "KeyConditionExpressions must only contain one condition per key");
        condition
                .observed("three conditions", body("a = :a AND b = :a AND c = :b", values))
                .fails(VALIDATION, "Conditions can be of length 1 or 2 only");
    }

    private static void bounds(Cases condition) {
        condition
                .observed("BETWEEN of two types", body("a between :b and :a", "':a': {S: 'a'}, ':b': {N: '1'}"))
                .fails(
                        VALIDATION,
                        INVALID
                                + "The BETWEEN operator requires same data type for lower and upper bounds; lower"
                                + " bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}");
        condition
                .observed("BETWEEN in the wrong order", body("a between :b and :a", "':a': {S: 'a'}, ':b': {S: 'b'}"))
                .fails(
                        VALIDATION,
                        INVALID
                                + "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                                + " bound; lower bound operand: AttributeValue: {S:b}, upper bound operand:"
                                + " AttributeValue: {S:a}");
    }

    private static void schema(Cases condition) {
        String values = "':a': {S: 'x'}, ':b': {S: 'y'}";
        condition
                .observed("the table goes before its keys", body("zz = :a", "':a': {N: '1'}"))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        condition
                .observed("no partition key", onRange("z = :a", "':a': {S: 'x'}"))
                .fails(VALIDATION, "Query condition missed key schema element: a");
        condition
                .observed("the sort key only", onRange("b = :a", "':a': {S: 'x'}"))
                .fails(VALIDATION, "Query condition missed key schema element: a");
        condition
                .observed("another attribute beside the partition key", onRange("a = :a AND z = :b", values))
                .fails(VALIDATION, "Query condition missed key schema element: b");
        for (String text :
                List.of("a > :a", "a < :a", "a <= :a", "a >= :a", "begins_with(a, :a)", "a between :a and :a")) {
            condition
                    .observed("a partition key that is not one: " + text, onRange(text, "':a': {S: 'x'}"))
                    .fails(VALIDATION, NOT_SUPPORTED);
        }
        condition
                .observed(
                        "a sort key that the table has not",
                        onRange("a = :a AND b = :b", values).replace("@range", "@hash"))
                .fails(VALIDATION, NOT_SUPPORTED);
        condition
                .observed("a partition key of another type", onRange("a = :a", "':a': {N: '1'}"))
                .fails(VALIDATION, invalid("Condition parameter type does not match schema type"));
        condition
                .observed("a sort key of another type", onRange("a = :a AND b = :b", "':a': {S: 'x'}, ':b': {N: '1'}"))
                .fails(VALIDATION, invalid("Condition parameter type does not match schema type"));
        condition
                .believed("an empty partition key", onRange("a = :a", "':a': {S: ''}"))
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        condition
                .believed("2049 bytes of partition key", onRange("a = :a", "':a': {S: '" + "k".repeat(2049) + "'}"))
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
    }

    private static String onRange(String expression, String values) {
        return body(expression, values).replace("@missing", "@range");
    }

    private static void legacy(Cases condition) {
        for (String operator : List.of("EQ", "LE", "LT", "GE", "GT", "BEGINS_WITH", "BETWEEN", "IN")) {
            condition
                    .observed(
                            "KeyConditions: " + operator + " of nothing",
                            conditions("{ComparisonOperator: '" + operator + "'}"))
                    .fails(
                            VALIDATION,
                            invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator"));
        }
        condition
                .observed(
                        "KeyConditions: NULL of something",
                        conditions("{ComparisonOperator: 'NULL', AttributeValueList: [{S: 'a'}]}"))
                .fails(VALIDATION, invalid("Invalid number of argument(s) for the NULL ComparisonOperator"));
        condition
                .observed(
                        "KeyConditions: IN of two types",
                        conditions("{ComparisonOperator: 'IN', AttributeValueList: [{S: 'b'}, {N: '1'}]}"))
                .fails(VALIDATION, invalid("AttributeValues inside AttributeValueList must be of same type"));
        condition
                .observed(
                        "KeyConditions: BETWEEN in the wrong order",
                        conditions("{ComparisonOperator: 'BETWEEN', AttributeValueList: [{S: 'b'}, {S: 'a'}]}"))
                .fails(
                        VALIDATION,
                        "The BETWEEN condition was provided a range where the lower bound is greater than the upper"
                                + " bound");
        condition
                .observed(
                        "KeyConditions: LT of a set",
                        conditions("{ComparisonOperator: 'LT', AttributeValueList: [{SS: ['b']}]}"))
                .fails(VALIDATION, invalid("ComparisonOperator LT is not valid for SS AttributeValue type"));
        condition
                .observed("KeyConditions: none", "{TableName: '@missing', KeyConditions: {}}")
                .fails(VALIDATION, "Conditions can be of length 1 or 2 only");
        condition
                .observed(
                        "KeyConditions: an operator that keys have not",
                        conditions("{ComparisonOperator: 'NE', AttributeValueList: [{S: 'a'}]}")
                                .replace("@missing", "@range"))
                .fails(VALIDATION, "Attempted conditional constraint is not an indexable operation");
    }

    private static String conditions(String condition) {
        return "{TableName: '@missing', KeyConditions: {a: " + condition + "}}";
    }
}
