package io.stator.conformance;

import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.NO_SUCH_ATTRIBUTE;
import static io.stator.conformance.Messages.PATH_NOT_VALID;
import static io.stator.conformance.Messages.WRONG_OPERAND;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What UpdateExpression does to an item, and what is wrong with one. */
@ExtendWith(ConformanceTarget.class)
final class UpdateExpressionConformance {
    private static final String INVALID = "Invalid UpdateExpression: ";

    /** Of every type one, for expressions that take some of them. */
    private static final List<List<String>> OF_TYPES = List.of(
            List.of("S", "STRING", "{S: 'x'}"),
            List.of("N", "NUMBER", "{N: '1'}"),
            List.of("B", "BINARY", "{B: 'YQ=='}"),
            List.of("BOOL", "BOOLEAN", "{BOOL: true}"),
            List.of("NULL", "NULL", "{NULL: true}"),
            List.of("SS", "SS", "{SS: ['x']}"),
            List.of("NS", "NS", "{NS: ['1']}"),
            List.of("BS", "BS", "{BS: ['YQ==']}"),
            List.of("M", "MAP", "{M: {}}"),
            List.of("L", "LIST", "{L: []}"));

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases update = Cases.of("UpdateExpression", "UpdateItem");
        sets(update);
        arithmetic(update);
        lists(update);
        removes(update);
        adds(update);
        deletes(update);
        together(update);
        wrongForTheItem(update);
        syntax(update);
        paths(update);
        operands(update);
        limits(update);
        return update.list();
    }

    private static String body(String expression, String values) {
        return "{TableName: '@hash', Key: {a: {S: '@key'}}, UpdateExpression: '" + expression + "'"
                + (values.isEmpty() ? "" : ", ExpressionAttributeValues: {" + values + "}") + "}";
    }

    /** @param rows attributes before, expression, values, attributes after */
    private static void changes(Cases update, String[][] rows) {
        for (String[] row : rows) {
            String on = row[0].isEmpty() ? "" : " on " + row[0];
            update.documented(row[1] + (row[2].isEmpty() ? "" : " with " + row[2]) + on, body(row[1], row[2]))
                    .givenItem(row[0])
                    .answers("{}")
                    .thenItem(row[3]);
        }
    }

    private static void sets(Cases update) {
        changes(update, new String[][] {
            {"", "SET b = :v", "':v': {S: 'x'}", "b: {S: 'x'}"},
            {"b: {S: 'y'}", "SET b = :v", "':v': {N: '1'}", "b: {N: '1'}"},
            {"b: {S: 'y'}", "set b = :v", "':v': {N: '1'}", "b: {N: '1'}"},
            {"", "SET b=:v,c=:v", "':v': {S: 'x'}", "b: {S: 'x'}, c: {S: 'x'}"},
            {"b: {S: 'y'}", "SET c = b", "", "b: {S: 'y'}, c: {S: 'y'}"},
            {"b: {S: 'y'}", "SET b = :v, c = b", "':v': {S: 'x'}", "b: {S: 'x'}, c: {S: 'y'}"},
            {"b: {S: 'y'}, c: {S: 'z'}", "SET b = c, c = b", "", "b: {S: 'z'}, c: {S: 'y'}"},
            {"", "SET b = a", "", "b: {S: '@key'}"},
            {"m: {M: {}}", "SET m.x = :v", "':v': {S: 'x'}", "m: {M: {x: {S: 'x'}}}"},
            {"m: {M: {x: {M: {}}}}", "SET m.x.y = :v", "':v': {S: 'x'}", "m: {M: {x: {M: {y: {S: 'x'}}}}}"},
            {"m: {M: {x: {N: '1'}}}", "SET b = m.x", "", "m: {M: {x: {N: '1'}}}, b: {N: '1'}"},
            {"b: {S: 'y'}", "SET b = if_not_exists(b, :v)", "':v': {S: 'x'}", "b: {S: 'y'}"},
            {"", "SET b = if_not_exists(b, :v)", "':v': {S: 'x'}", "b: {S: 'x'}"},
            {"c: {S: 'y'}", "SET b = if_not_exists(c, :v)", "':v': {S: 'x'}", "b: {S: 'y'}, c: {S: 'y'}"},
            {"c: {S: 'y'}", "SET b = if_not_exists(zz, c)", "", "b: {S: 'y'}, c: {S: 'y'}"},
            {
                "c: {S: 'y'}",
                "SET b = if_not_exists(zz, if_not_exists(c, :v))",
                "':v': {S: 'x'}",
                "b: {S: 'y'}, c: {S: 'y'}"
            },
            {"m: {M: {}}", "SET m.x = if_not_exists(m.x, :v)", "':v': {N: '1'}", "m: {M: {x: {N: '1'}}}"},
        });
    }

    private static void arithmetic(Cases update) {
        changes(update, new String[][] {
            {"b: {N: '1'}", "SET b = b + :v", "':v': {N: '2.5'}", "b: {N: '3.5'}"},
            {"b: {N: '1'}", "SET b = :v + b", "':v': {N: '2'}", "b: {N: '3'}"},
            {"b: {N: '1'}", "SET b = b - :v", "':v': {N: '2'}", "b: {N: '-1'}"},
            {"b: {N: '1'}", "SET b = :v - b", "':v': {N: '2'}", "b: {N: '1'}"},
            {"b: {N: '1'}, c: {N: '2'}", "SET d = b + c", "", "b: {N: '1'}, c: {N: '2'}, d: {N: '3'}"},
            {"", "SET b = :v + :w", "':v': {N: '1'}, ':w': {N: '2'}", "b: {N: '3'}"},
            {"", "SET b = if_not_exists(b, :v) + :w", "':v': {N: '0'}, ':w': {N: '5'}", "b: {N: '5'}"},
            {"b: {N: '1'}", "SET b = (b + :v)", "':v': {N: '2'}", "b: {N: '3'}"},
            {"b: {N: '0.1'}", "SET b = b + :v", "':v': {N: '0.2'}", "b: {N: '0.3'}"},
            {
                "b: {N: '99999999999999999999999999999999999998'}",
                "SET b = b + :v",
                "':v': {N: '1'}",
                "b: {N: '99999999999999999999999999999999999999'}"
            },
            {"l: {L: [{N: '1'}]}", "SET l[0] = l[0] + :v", "':v': {N: '1'}", "l: {L: [{N: '2'}]}"},
        });
        for (String operator : List.of("+", "-")) {
            for (List<String> type : OF_TYPES) {
                if (!type.get(0).equals("N")) {
                    update.observed(
                                    "SET b = b " + operator + " a value of type " + type.get(0),
                                    body("SET b = b " + operator + " :v", "':v': " + type.get(2)))
                            .fails(
                                    VALIDATION,
                                    INVALID + "Incorrect operand type for operator or function; operator or function: "
                                            + operator + ", operand type: " + type.get(0));
                }
            }
        }
    }

    private static void lists(Cases update) {
        changes(update, new String[][] {
            {"l: {L: [{N: '1'}]}", "SET l[0] = :v", "':v': {N: '2'}", "l: {L: [{N: '2'}]}"},
            {"l: {L: [{N: '1'}]}", "SET l[1] = :v", "':v': {N: '2'}", "l: {L: [{N: '1'}, {N: '2'}]}"},
            {"l: {L: [{N: '1'}]}", "SET l[99] = :v", "':v': {N: '2'}", "l: {L: [{N: '1'}, {N: '2'}]}"},
            {"l: {L: []}", "SET l[7] = :v, l[3] = :w", "':v': {N: '7'}, ':w': {N: '3'}", "l: {L: [{N: '3'}, {N: '7'}]}"
            },
            {"l: {L: [{M: {}}]}", "SET l[0].x = :v", "':v': {N: '2'}", "l: {L: [{M: {x: {N: '2'}}}]}"},
            {
                "l: {L: [{N: '1'}]}",
                "SET l = list_append(l, :v)",
                "':v': {L: [{N: '2'}, {S: 'x'}]}",
                "l: {L: [{N: '1'}, {N: '2'}, {S: 'x'}]}"
            },
            {"l: {L: [{N: '1'}]}", "SET l = list_append(:v, l)", "':v': {L: [{N: '2'}]}", "l: {L: [{N: '2'}, {N: '1'}]}"
            },
            {"l: {L: [{N: '1'}]}", "SET l = list_append(l, l)", "", "l: {L: [{N: '1'}, {N: '1'}]}"},
            {
                "",
                "SET l = list_append(if_not_exists(l, :e), :v)",
                "':e': {L: []}, ':v': {L: [{N: '2'}]}",
                "l: {L: [{N: '2'}]}"
            },
        });
        for (List<String> type : OF_TYPES) {
            if (!type.get(0).equals("L")) {
                update.observed(
                                "SET l = list_append(l, a value of type " + type.get(0) + ")",
                                body("SET l = list_append(l, :v)", "':v': " + type.get(2)))
                        .fails(
                                VALIDATION,
                                INVALID + "Incorrect operand type for operator or function; "
                                        + "operator or function: list_append, operand type: " + type.get(0));
            }
        }
    }

    private static void removes(Cases update) {
        changes(update, new String[][] {
            {"b: {S: 'x'}, c: {S: 'y'}", "REMOVE b", "", "c: {S: 'y'}"},
            {"b: {S: 'x'}, c: {S: 'y'}", "remove b, c", "", ""},
            {"b: {S: 'x'}", "REMOVE zz", "", "b: {S: 'x'}"},
            {"m: {M: {x: {N: '1'}, y: {N: '2'}}}", "REMOVE m.x", "", "m: {M: {y: {N: '2'}}}"},
            {"m: {M: {x: {N: '1'}}}", "REMOVE m.zz", "", "m: {M: {x: {N: '1'}}}"},
            {"l: {L: [{N: '0'}, {N: '1'}, {N: '2'}]}", "REMOVE l[1]", "", "l: {L: [{N: '0'}, {N: '2'}]}"},
            {"l: {L: [{N: '0'}, {N: '1'}, {N: '2'}]}", "REMOVE l[0], l[2]", "", "l: {L: [{N: '1'}]}"},
            {"l: {L: [{N: '0'}]}", "REMOVE l[5]", "", "l: {L: [{N: '0'}]}"},
            {"l: {L: [{N: '0'}, {N: '1'}]}", "REMOVE l[0] SET l[1] = :v", "':v': {N: '9'}", "l: {L: [{N: '9'}]}"},
        });
        update.observed("REMOVE of no item makes none", body("REMOVE b", ""))
                .answers("{}")
                .thenNoItem();
    }

    private static void adds(Cases update) {
        changes(update, new String[][] {
            {"", "ADD b :v", "':v': {N: '5'}", "b: {N: '5'}"},
            {"b: {N: '1'}", "ADD b :v", "':v': {N: '5'}", "b: {N: '6'}"},
            {"b: {N: '1'}", "add b :v", "':v': {N: '-5'}", "b: {N: '-4'}"},
            {"", "ADD b :v", "':v': {SS: ['x']}", "b: {SS: ['x']}"},
            {"b: {SS: ['x']}", "ADD b :v", "':v': {SS: ['x', 'y']}", "b: {SS: ['x', 'y']}"},
            {"b: {NS: ['1', '2']}", "ADD b :v", "':v': {NS: ['2.0', '3']}", "b: {NS: ['1', '2', '3']}"},
            {"b: {BS: ['AQ==']}", "ADD b :v", "':v': {BS: ['Ag==']}", "b: {BS: ['AQ==', 'Ag==']}"},
            {"m: {M: {x: {N: '1'}}}", "ADD m.x :v", "':v': {N: '1'}", "m: {M: {x: {N: '2'}}}"},
            {"m: {M: {}}", "ADD m.x :v", "':v': {N: '1'}", "m: {M: {x: {N: '1'}}}"},
            {"", "ADD b :v, c :w", "':v': {N: '5'}, ':w': {N: '6'}", "b: {N: '5'}, c: {N: '6'}"},
        });
        for (List<String> type : OF_TYPES) {
            if (!List.of("N", "SS", "NS", "BS").contains(type.get(0))) {
                update.observed("ADD a value of type " + type.get(0), body("ADD b :v", "':v': " + type.get(2)))
                        .failsLike(VALIDATION, wrongType("ADD", type.get(1)));
            }
        }
        wrong(update, "ADD of a number to a string", "b: {S: 'x'}", "ADD b :v", "':v': {N: '1'}", WRONG_OPERAND);
        wrong(update, "ADD of a number to a set", "b: {NS: ['1']}", "ADD b :v", "':v': {N: '1'}", WRONG_OPERAND);
        wrong(update, "ADD of a set to a number", "b: {N: '1'}", "ADD b :v", "':v': {NS: ['1']}", WRONG_OPERAND);
        wrong(
                update,
                "ADD of a set to another type of set",
                "b: {SS: ['1']}",
                "ADD b :v",
                "':v': {NS: ['1']}",
                WRONG_OPERAND);
    }

    /** Newer servers add which types are allowed. */
    private static String wrongType(String operator, String type) {
        return INVALID + "Incorrect operand type for operator or function; operator: " + operator + ", operand type: "
                + type + "(, typeSet: ALLOWED_FOR_" + operator + "_OPERAND)?";
    }

    private static void deletes(Cases update) {
        changes(update, new String[][] {
            {"b: {SS: ['x', 'y']}", "DELETE b :v", "':v': {SS: ['x']}", "b: {SS: ['y']}"},
            {"b: {SS: ['x', 'y']}", "delete b :v", "':v': {SS: ['z']}", "b: {SS: ['x', 'y']}"},
            {"b: {SS: ['x', 'y']}", "DELETE b :v", "':v': {SS: ['y', 'x']}", ""},
            {"b: {NS: ['1', '2']}", "DELETE b :v", "':v': {NS: ['1.0']}", "b: {NS: ['2']}"},
            {"b: {BS: ['AQ==', 'Ag==']}", "DELETE b :v", "':v': {BS: ['AQ==']}", "b: {BS: ['Ag==']}"},
            {"", "DELETE b :v", "':v': {SS: ['x']}", ""},
            {"m: {M: {x: {SS: ['x', 'y']}}}", "DELETE m.x :v", "':v': {SS: ['x']}", "m: {M: {x: {SS: ['y']}}}"},
        });
        for (List<String> type : OF_TYPES) {
            if (!List.of("SS", "NS", "BS").contains(type.get(0))) {
                update.observed("DELETE a value of type " + type.get(0), body("DELETE b :v", "':v': " + type.get(2)))
                        .failsLike(VALIDATION, wrongType("DELETE", type.get(1)));
            }
        }
        wrong(update, "DELETE from a number", "b: {N: '1'}", "DELETE b :v", "':v': {NS: ['1']}", WRONG_OPERAND);
        wrong(
                update,
                "DELETE from another type of set",
                "b: {SS: ['1']}",
                "DELETE b :v",
                "':v': {NS: ['1']}",
                WRONG_OPERAND);
    }

    private static void together(Cases update) {
        changes(update, new String[][] {
            {
                "b: {S: 'x'}, c: {SS: ['1', '2']}, d: {N: '1'}",
                "REMOVE b DELETE c :c ADD d :d SET e = :e",
                "':c': {SS: ['1']}, ':d': {N: '1'}, ':e': {S: 'z'}",
                "c: {SS: ['2']}, d: {N: '2'}, e: {S: 'z'}"
            },
            {"b: {S: 'x'}", "SET c = b REMOVE b", "", "c: {S: 'x'}"},
        });
    }

    private static void wrong(
            Cases update, String name, String before, String expression, String values, String message) {
        update.observed(name, body(expression, values))
                .givenItem(before)
                .fails(VALIDATION, message)
                .thenItem(before);
    }

    private static void wrongForTheItem(Cases update) {
        String item = "b: {S: 'x'}, c: {M: {x: {S: 'y'}}}, d: {L: [{S: 'x'}]}, n: {N: '1'}, s: {NS: ['1']}";
        wrong(update, "SET to an attribute that is not there", item, "SET b = zz", "", NO_SUCH_ATTRIBUTE);
        wrong(update, "SET to a path that is not there", item, "SET b = c.zz", "", NO_SUCH_ATTRIBUTE);
        wrong(update, "SET to an element that is not there", item, "SET b = d[1]", "", NO_SUCH_ATTRIBUTE);
        wrong(update, "+ of what is not there", item, "SET b = zz + :v", "':v': {N: '1'}", NO_SUCH_ATTRIBUTE);
        wrong(update, "list_append of what is not there", item, "SET b = list_append(zz, d)", "", NO_SUCH_ATTRIBUTE);
        wrong(update, "+ of a string", item, "SET e = b + :v", "':v': {N: '1'}", WRONG_OPERAND);
        wrong(update, "- of a map", item, "SET e = c - :v", "':v': {N: '1'}", WRONG_OPERAND);
        wrong(update, "list_append of a set", item, "SET e = list_append(s, d)", "", WRONG_OPERAND);
        String value = "':v': {S: 'x'}";
        for (String path : List.of("b.x", "b[1]", "zz.x", "zz[1]", "c[1]", "d.x", "c.x.y", "c.zz.y", "d[0].x", "n.x")) {
            wrong(update, "SET " + path, item, "SET " + path + " = :v", value, PATH_NOT_VALID);
        }
        for (String path : List.of("b.x", "b[1]", "zz.x", "zz[1]", "c[1]", "d.x")) {
            wrong(update, "REMOVE " + path, item, "REMOVE " + path, "", PATH_NOT_VALID);
        }
        for (String path : List.of("b.x", "zz.x", "c[1]", "d.x")) {
            wrong(update, "ADD " + path, item, "ADD " + path + " :v", "':v': {N: '1'}", PATH_NOT_VALID);
            wrong(update, "DELETE " + path, item, "DELETE " + path + " :v", "':v': {SS: ['x']}", PATH_NOT_VALID);
        }
        update.observed("SET of a path in no item", body("SET b.x = a", ""))
                .fails(VALIDATION, PATH_NOT_VALID)
                .thenNoItem();
    }

    private static void syntax(Cases update) {
        for (String text : List.of(
                "whatever",
                "set b",
                "add b",
                "delete b",
                "set b=set",
                "remove b = c",
                "add b = c",
                "delete b c",
                "remove b c",
                "set b c",
                "set :b = c",
                "add :b c",
                "remove :b",
                "set b = c / d",
                "set b = c * d",
                "set b[1] = 1",
                "set b = if_not_exist(c, 100)",
                "set if_not_exist(b, c) = b",
                "set b = c + d + e",
                "set _b = c")) {
            update.observed("syntax: " + text, body(text, "")).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        for (String text : List.of(
                "set b = c,",
                "set b[-1] = c",
                "set b[x] = c",
                "set b..c = d",
                "set 1b = c",
                "set b-c = d",
                "set b = c;")) {
            update.believed("syntax: " + text, body(text, "")).failsLike(VALIDATION, INVALID + "Syntax error; .*");
        }
        update.documented("syntax: where it stops being understood", body("SET b = c SET", ""))
                .failsLike(VALIDATION, INVALID + "Syntax error; token: \"?<EOF>\"?, near: \"SET\"");
        for (String[] word : new String[][] {{"set abOrt = :v", "abOrt"}, {"remove Absolute", "Absolute"}}) {
            update.observed("reserved: " + word[0], body(word[0], word[0].contains(":v") ? "':v': {S: 'x'}" : ""))
                    .fails(VALIDATION, INVALID + "Attribute name is a reserved keyword; reserved keyword: " + word[1]);
        }
        for (String[] section : new String[][] {
            {"set b = c set d = e", "SET"},
            {"remove b set c = d remove e", "REMOVE"},
            {"add b :v set c = d add e :v", "ADD"},
            {"delete b :v set c = d delete e :v", "DELETE"}
        }) {
            update.observed(
                            "twice: " + section[1],
                            body(section[0], section[0].contains(":v") ? "':v': {SS: ['1']}" : ""))
                    .fails(
                            VALIDATION,
                            INVALID + "The \"" + section[1]
                                    + "\" section can only be used once in an update expression;");
        }
        update.observed("a function that is none", body("set b = if_not_exist(c, :v)", "':v': {S: 'x'}"))
                .fails(VALIDATION, INVALID + "Invalid function name; function: if_not_exist");
        update.observed("a function's name in capitals", body("set b = IF_NOT_EXISTS(c, :v)", "':v': {S: 'x'}"))
                .fails(VALIDATION, INVALID + "Invalid function name; function: IF_NOT_EXISTS");
        update.observed("a name that is not given", body("set #n = :v", "':v': {S: 'x'}"))
                .fails(
                        VALIDATION,
                        INVALID + "An expression attribute name used in the document path is not defined; "
                                + "attribute name: #n");
        update.observed("a value that is not given", body("set b = :w", "':v': {S: 'x'}"))
                .fails(
                        VALIDATION,
                        INVALID
                                + "An expression attribute value used in expression is not defined; attribute value:"
                                + " :w");
    }

    private static void paths(Cases update) {
        for (String[] row : new String[][] {
            {"set c[1].b = d, c[1] = d", "[c, [1], b]", "[c, [1]]"},
            {"set c = d, c.b = d", "[c]", "[c, b]"},
            {"set b = d, b = c", "[b]", "[b]"},
            {"set b = d remove b", "[b]", "[b]"},
        }) {
            update.observed("overlap: " + row[0], body(row[0], ""))
                    .fails(
                            VALIDATION,
                            INVALID + "Two document paths overlap with each other; must remove or rewrite one of these "
                                    + "paths; path one: " + row[1] + ", path two: " + row[2]);
        }
        update.observed("conflict: a map and a list", body("remove b.c set b[1] = d", ""))
                .fails(
                        VALIDATION,
                        INVALID + "Two document paths conflict with each other; must remove or rewrite one of these "
                                + "paths; path one: [b, c], path two: [b, [1]]");
    }

    private static void operands(Cases update) {
        for (String[] row : new String[][] {
            {"set b = if_not_exists(c)", "if_not_exists", "1"},
            {"set b = list_append(c)", "list_append", "1"},
            {"set b = list_append(c, d, e)", "list_append", "3"},
        }) {
            update.observed("operands: " + row[0], body(row[0], ""))
                    .fails(
                            VALIDATION,
                            INVALID + "Incorrect number of operands for operator or function; operator or function: "
                                    + row[1] + ", number of operands: " + row[2]);
        }
        update.observed("if_not_exists of a value", body("set b = if_not_exists(:v, c)", "':v': {S: 'x'}"))
                .fails(
                        VALIDATION,
                        INVALID + "Operator or function requires a document path; operator or function: if_not_exists");
    }

    private static void limits(Cases update) {
        String filler = "SET b = c" + " ".repeat(4096 - "SET b = c".length());
        update.documented("an expression of 4096 bytes", body(filler, ""))
                .givenItem("c: {S: 'x'}")
                .answers("{}");
        update.observed("an expression of 4097 bytes", body(filler + " ", ""))
                .fails(
                        VALIDATION,
                        INVALID + "Expression size has exceeded the maximum allowed size; expression size: 4097");
        update.documented("300 operators", body(operators(300), "':v': {N: '1'}"))
                .answers("{}");
        update.believed("301 operators", body(operators(301), "':v': {N: '1'}"))
                .failsLike(VALIDATION, INVALID + ".*operator count: 301.*");
        update.believed("a path 33 deep", body("SET b" + ".c".repeat(32) + " = :v", "':v': {N: '1'}"))
                .failsLike(VALIDATION, INVALID + ".*nesting levels: 33.*");
        update.observed(
                        "a name of 256 bytes",
                        "{TableName: '@hash', Key: {a: {S: '@key'}}, UpdateExpression: 'REMOVE #" + "n".repeat(255)
                                + "', ExpressionAttributeNames: {'#" + "n".repeat(255) + "': 'b'}}")
                .failsLike(VALIDATION, "ExpressionAttributeNames contains invalid key: .*too long.*256.*");
        update.documented(
                        "a name of 255 bytes",
                        "{TableName: '@hash', Key: {a: {S: '@key'}}, UpdateExpression: 'REMOVE #" + "n".repeat(254)
                                + "', ExpressionAttributeNames: {'#" + "n".repeat(254) + "': 'b'}}")
                .answers("{}");
    }

    /** So many assignments, each of which is an operator. */
    private static String operators(int count) {
        return IntStream.range(0, count).mapToObj(i -> "b" + i + "=:v").collect(Collectors.joining(",", "SET ", ""));
    }
}
