package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong with a condition, told before any table is looked for; by Scan, whose filter is one. */
@ExtendWith(ConformanceTarget.class)
final class FilterExpressionConformance {
    private static final String INVALID = "Invalid FilterExpression: ";
    private static final String OPERAND =
            INVALID + "Incorrect operand type for operator or function; operator or function: ";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases filter = Cases.of("FilterExpression", "Scan");
        syntax(filter);
        parentheses(filter);
        functions(filter);
        namesAndValues(filter);
        operandCounts(filter);
        operandTypes(filter);
        distinct(filter);
        ranges(filter);
        limits(filter);
        keyAttributes(filter);
        return filter.list();
    }

    private static String body(String expression) {
        return body(expression, "");
    }

    private static String body(String expression, String members) {
        return "{TableName: '@missing', FilterExpression: '" + expression + "'"
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static String values(String values) {
        return "ExpressionAttributeValues: {" + values + "}";
    }

    private static void syntax(Cases filter) {
        for (String text : List.of(
                "things are not gonna be ok",
                "a > 4",
                "attribute_exists(Pictures-RearView)",
                "attribute_exists(Pictures..RearView)",
                "attribute_exists(Pi#ctures.RearView)",
                "attribute_exists(asdf[a])",
                "a in b, c",
                "a > between",
                "a in b",
                "a in (b,c,)",
                "(a)between(b.(c.d))and(c)",
                "(a)between(b.c.d)and((c)",
                "#$.b > a",
                "a > :things.stuff",
                "b[:a] > a",
                "b[#_] > a",
                "ü > a",
                "(a)between(b.c[4.5].#d)and(:a)",
                "size(a).b > a",
                "size(a)[0] > a")) {
            filter.observed("syntax: " + text, body(text)).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        for (String text : List.of(
                "a =", "= a", "a == b", "a != b", "a = b AND", "AND", "NOT", "(a = b", "a = b)", "a & b", "a")) {
            filter.believed("syntax: " + text, body(text)).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        filter.observed("empty", body("")).fails(VALIDATION, INVALID + "The expression can not be empty;");
        filter.believed("blank", body("  ")).failsLike(VALIDATION, INVALID + ".*");
    }

    private static void parentheses(Cases filter) {
        for (String text : List.of(
                "a=a and a > ((b))",
                "(a)between(((b.c)).d)and(c)",
                "a=b AND ((a=c AND a=d)) AND a=e",
                "a=b OR ((a=c OR a=d)) OR a=e")) {
            filter.observed("redundant parentheses: " + text, body(text))
                    .fails(VALIDATION, INVALID + "The expression has redundant parentheses;");
        }
        filter.observed("parentheses once", body("(a = b) AND (c = d)")).fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void functions(Cases filter) {
        for (String[] row : new String[][] {
            {"a=b and whatever((:things)) > a", "whatever"},
            {"attRIbute_exIsts((b), #a)", "attRIbute_exIsts"},
            {"SIZE(a) > b", "SIZE"},
        }) {
            filter.observed("no function: " + row[1], body(row[0]))
                    .fails(VALIDATION, INVALID + "Invalid function name; function: " + row[1]);
        }
        for (String[] row : new String[][] {
            {"attribute_not_exists(things) > b", "attribute_not_exists"},
            {"attribute_type(things, :a) > b", "attribute_type"},
            {"begins_with(things, a) > b", "begins_with"},
            {"contains(:things, c) > b", "contains"},
            {"size(contains(a, b)) > a", "contains"},
            {"size(things)", "size"},
            {"a between b and attribute_exists(things)", "attribute_exists"},
            {"a in (b, attribute_exists(things))", "attribute_exists"},
        }) {
            filter.observed("not used so: " + row[0], body(row[0]))
                    .fails(
                            VALIDATION,
                            INVALID + "The function is not allowed to be used this way in an expression; function: "
                                    + row[1]);
        }
    }

    private static void namesAndValues(Cases filter) {
        for (String[] row :
                new String[][] {{"attribute_exists(views)", "views"}, {"b < abOrT", "abOrT"}, {"a.year = b", "year"}}) {
            filter.observed("reserved: " + row[1], body(row[0]))
                    .fails(VALIDATION, INVALID + "Attribute name is a reserved keyword; reserved keyword: " + row[1]);
        }
        for (String[] row : new String[][] {
            {"attribute_exists(#Pictures.RearView)", "#Pictures"},
            {"attribute_exists(Pictures.#RearView)", "#RearView"},
            {"#4g > a", "#4g"},
            {"#_ > a", "#_"},
            {"a between b.c[45].#d and c", "#d"},
        }) {
            filter.observed("name not given: " + row[0], body(row[0]))
                    .fails(
                            VALIDATION,
                            INVALID + "An expression attribute name used in the document path is not defined; "
                                    + "attribute name: " + row[1]);
        }
        for (String[] row : new String[][] {{":a < b", ":a"}, {":_ > a", ":_"}, {"contains(a, :b)", ":b"}}) {
            filter.observed("value not given: " + row[0], body(row[0]))
                    .fails(
                            VALIDATION,
                            INVALID + "An expression attribute value used in expression is not defined; "
                                    + "attribute value: " + row[1]);
        }
        filter.observed("names not used", body("a = b", "ExpressionAttributeNames: {'#a': 'a', '#b': 'b'}"))
                .failsLike(
                        VALIDATION,
                        "Value provided in ExpressionAttributeNames unused in expressions: keys: \\{(#a, #b|#b, #a)}");
        filter.observed("a value not used", body("a = b", values("':a': {S: 'x'}")))
                .fails(VALIDATION, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}");
    }

    private static void operandCounts(Cases filter) {
        for (String[] row : new String[][] {
            {"attribute_exists(things, a)", "attribute_exists", "2"},
            {"attribute_not_exists(things, b)", "attribute_not_exists", "2"},
            {"attribute_type(things)", "attribute_type", "1"},
            {"begins_with(things)", "begins_with", "1"},
            {"begins_with(things, c, b)", "begins_with", "3"},
            {"contains(things)", "contains", "1"},
            {"size(things, a) > b", "size", "2"},
        }) {
            filter.observed("operands: " + row[0], body(row[0]))
                    .fails(
                            VALIDATION,
                            INVALID + "Incorrect number of operands for operator or function; operator or function: "
                                    + row[1] + ", number of operands: " + row[2]);
        }
    }

    private static void operandTypes(Cases filter) {
        String[][] others = {
            {"N", "{N: '1'}"},
            {"BOOL", "{BOOL: true}"},
            {"NULL", "{NULL: true}"},
            {"L", "{L: []}"},
            {"M", "{M: {}}"},
            {"SS", "{SS: ['1']}"},
            {"NS", "{NS: ['1']}"},
            {"BS", "{BS: ['YQ==']}"},
        };
        for (String[] type : others) {
            String value = values("':a': " + type[1]);
            filter.observed("attribute_type by " + type[0], body("attribute_type(a, :a)", value))
                    .fails(VALIDATION, OPERAND + "attribute_type, operand type: " + type[0]);
            filter.observed("begins_with a value of " + type[0], body("begins_with(a, :a)", value))
                    .fails(VALIDATION, OPERAND + "begins_with, operand type: " + type[0]);
            filter.observed("whether a value of " + type[0] + " begins", body("begins_with(:a, a)", value))
                    .fails(VALIDATION, OPERAND + "begins_with, operand type: " + type[0]);
        }
        filter.observed("attribute_type by B", body("attribute_type(a, :a)", values("':a': {B: 'YQ=='}")))
                .fails(VALIDATION, OPERAND + "attribute_type, operand type: B");
        for (String type : List.of("BOOL: true", "NULL: true")) {
            filter.observed("size of a value of " + type, body("size(:a) > a", values("':a': {" + type + "}")))
                    .fails(VALIDATION, OPERAND + "size, operand type: " + type.substring(0, type.indexOf(':')));
        }
        filter.observed(
                        "attribute_type by a type that is none",
                        body("attribute_type(a, :a)", values("':a': {S: '1'}")))
                .failsLike(
                        VALIDATION,
                        INVALID + "Invalid attribute type name found; type: 1, "
                                + "valid types: \\{((B|NULL|SS|BOOL|L|BS|N|NS|S|M),?){10}}");
        for (String[] type :
                new String[][] {{"BOOL", "{BOOL: true}"}, {"L", "{L: []}"}, {"M", "{M: {}}"}, {"SS", "{SS: ['x']}"}}) {
            filter.believed("< a value of " + type[0], body("a < :a", values("':a': " + type[1])))
                    .fails(VALIDATION, OPERAND + "<, operand type: " + type[0]);
        }
        filter.observed("whether a value exists", body("attribute_exists(:a)", values("':a': {S: '1'}")))
                .fails(
                        VALIDATION,
                        INVALID
                                + "Operator or function requires a document path; operator or function:"
                                + " attribute_exists");
        filter.observed("whether a size exists", body("attribute_not_exists(size(:a))", values("':a': {S: '1'}")))
                .fails(
                        VALIDATION,
                        INVALID + "Operator or function requires a document path; "
                                + "operator or function: attribute_not_exists");
    }

    private static void distinct(Cases filter) {
        for (String[] row : new String[][] {
            {"a = a AND b = c", "=", "[a]"},
            {"a <> a", "<>", "[a]"},
            {"a > a", ">", "[a]"},
            {"contains(ab.bc[1].a, ab.bc[1].a)", "contains", "[ab, bc, [1], a]"},
            {"begins_with(ab.bc[1].a, ab.bc[1].a)", "begins_with", "[ab, bc, [1], a]"},
        }) {
            filter.observed("twice the same: " + row[0], body(row[0]))
                    .fails(
                            VALIDATION,
                            INVALID
                                    + "The first operand must be distinct from the remaining operands for this"
                                    + " operator or function; operator: " + row[1] + ", first operand: " + row[2]);
        }
        filter.observed("twice the same value", body(":a > :a", values("':a': {N: '1'}")))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void ranges(Cases filter) {
        filter.observed("BETWEEN of two types", body("a between :b and :a", values("':a': {S: 'a'}, ':b': {N: '1'}")))
                .fails(
                        VALIDATION,
                        INVALID
                                + "The BETWEEN operator requires same data type for lower and upper bounds; lower"
                                + " bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}");
        filter.observed(
                        "BETWEEN in the wrong order",
                        body("a between :b and :a", values("':a': {S: 'a'}, ':b': {S: 'b'}")))
                .fails(
                        VALIDATION,
                        INVALID
                                + "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                                + " bound; lower bound operand: AttributeValue: {S:b}, upper bound operand:"
                                + " AttributeValue: {S:a}");
    }

    private static void limits(Cases filter) {
        filter.documented("4096 bytes", body("a = b" + " ".repeat(4091))).fails(NOT_FOUND, Messages.NOT_FOUND);
        filter.observed("4097 bytes", body("a = b" + " ".repeat(4092)))
                .fails(
                        VALIDATION,
                        INVALID + "Expression size has exceeded the maximum allowed size; expression size: 4097");
        filter.documented("IN of 100", inOf(100)).fails(NOT_FOUND, Messages.NOT_FOUND);
        filter.observed("IN of 101", inOf(101))
                .fails(
                        VALIDATION,
                        INVALID + "The IN operator is provided with too many operands; number of operands: 101");
    }

    private static String inOf(int count) {
        List<String> names = IntStream.range(0, count).mapToObj(i -> ":v" + i).toList();
        return body(
                "a IN (" + String.join(", ", names) + ")",
                values(names.stream()
                        .map(name -> "'" + name + "': {S: '" + name + "'}")
                        .collect(Collectors.joining(", "))));
    }

    private static void keyAttributes(Cases filter) {
        for (String text : List.of("attribute_exists(a.b.c)", "attribute_exists(a[0])")) {
            filter.observed("a path into the key: " + text, body(text).replace("@missing", "@hash"))
                    .fails(
                            VALIDATION,
                            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
                                    + " allowed: Key: a");
        }
    }
}
