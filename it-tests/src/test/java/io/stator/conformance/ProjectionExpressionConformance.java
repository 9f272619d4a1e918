package io.stator.conformance;

import static io.stator.conformance.Code.VALIDATION;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong with a projection. What one takes: {@link GetItemConformance}. */
@ExtendWith(ConformanceTarget.class)
final class ProjectionExpressionConformance {
    private static final String INVALID = "Invalid ProjectionExpression: ";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases projection = Cases.of("ProjectionExpression", "GetItem");
        projection.observed("empty", body("", "")).fails(VALIDATION, INVALID + "The expression can not be empty;");
        for (String text : List.of(
                "whatever(stuff)",
                ":a",
                "abort,",
                "a,,b",
                "a..b",
                "a[b]",
                "(a.b).c",
                "(a)",
                "(a),(b)",
                "(a,b)",
                "a-b")) {
            projection.observed("syntax: " + text, body(text, "")).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        for (String text : List.of("b,", ",b", "b[-1]", "b[1.5]", "b[", "b]", "b.", "*", "b c")) {
            projection.believed("syntax: " + text, body(text, "")).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        projection
                .observed("reserved", body("b.abORt", ""))
                .fails(VALIDATION, INVALID + "Attribute name is a reserved keyword; reserved keyword: abORt");
        projection
                .observed("a name that is not given", body("b, #n", ""))
                .fails(
                        VALIDATION,
                        INVALID + "An expression attribute name used in the document path is not defined; "
                                + "attribute name: #n");
        projection
                .observed("a name that is not used", body("b", "'#n': 'c'"))
                .fails(VALIDATION, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
        projection
                .observed(
                        "no names",
                        "{TableName: '@hash', Key: {a: {S: '@key'}}, ProjectionExpression: 'b',"
                                + " ExpressionAttributeNames: {}}")
                .fails(VALIDATION, "ExpressionAttributeNames must not be empty");
        projection
                .observed("a name without #", body("b", "c: 'c'"))
                .fails(VALIDATION, "ExpressionAttributeNames contains invalid key: Syntax error; key: \"c\"");
        for (String[] row : new String[][] {
            {"b.c, b", "[b, c]", "[b]"},
            {"b, b[1]", "[b]", "[b, [1]]"},
            {"b, b", "[b]", "[b]"},
            {"b.c[1], b.c[1].d", "[b, c, [1]]", "[b, c, [1], d]"},
        }) {
            projection
                    .observed("overlap: " + row[0], body(row[0], ""))
                    .fails(VALIDATION, INVALID + paths("overlap", row[1], row[2]));
        }
        for (String[] row : new String[][] {
            {"b.c, b[1]", "[b, c]", "[b, [1]]"},
            {"b.c[1], b[1]", "[b, c, [1]]", "[b, [1]]"},
        }) {
            projection
                    .observed("conflict: " + row[0], body(row[0], ""))
                    .fails(VALIDATION, INVALID + paths("conflict", row[1], row[2]));
        }
        projection.documented("4096 bytes", body("b" + " ".repeat(4095), "")).answers("{}");
        projection
                .observed("4097 bytes", body("b" + " ".repeat(4096), ""))
                .fails(
                        VALIDATION,
                        INVALID + "Expression size has exceeded the maximum allowed size; expression size: 4097");
        return projection.list();
    }

    private static String paths(String how, String one, String two) {
        return "Two document paths " + how + " with each other; must remove or rewrite one of these paths; path one: "
                + one + ", path two: " + two;
    }

    private static String body(String expression, String names) {
        return "{TableName: '@hash', ProjectionExpression: '" + expression + "'"
                + (names.isEmpty() ? "" : ", ExpressionAttributeNames: {" + names + "}") + ", Key: {a: {S: '@key'}}}";
    }
}
