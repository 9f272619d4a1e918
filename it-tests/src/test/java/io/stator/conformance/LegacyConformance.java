package io.stator.conformance;

import static io.stator.conformance.Code.CONDITION_FAILED;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.notOneOf;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What writes could say before there were expressions: Expected and AttributeUpdates. */
@ExtendWith(ConformanceTarget.class)
final class LegacyConformance {
    @TestFactory
    Stream<DynamicTest> expected(CaseRunner runner) {
        return runner.tests(expectations());
    }

    @TestFactory
    Stream<DynamicTest> attributeUpdates(CaseRunner runner) {
        return runner.tests(updates());
    }

    private static String expecting(String expected, String members) {
        return "{TableName: '@hash', Item: {a: {S: '@key'}, done: {BOOL: true}}, Expected: {" + expected + "}"
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static String compared(String operator, String values) {
        return "b: {ComparisonOperator: '" + operator + "'"
                + (values.isEmpty() ? "" : ", AttributeValueList: [" + values + "]") + "}";
    }

    static List<Case> expectations() {
        Cases expected = Cases.of("Expected", "PutItem");
        refused(expected);
        String item = "b: {N: '5'}, s: {S: 'text'}, ss: {SS: ['x', 'y']}";
        String[][] rows = {
            {"+", "b: {Value: {N: '5.0'}}"},
            {"-", "b: {Value: {N: '6'}}"},
            {"-", "zz: {Value: {N: '6'}}"},
            {"+", "b: {Value: {N: '5'}, Exists: true}"},
            {"+", "zz: {Exists: false}"},
            {"-", "b: {Exists: false}"},
            {"+", "b: {Value: {N: '5'}}, s: {Value: {S: 'text'}}"},
            {"-", "b: {Value: {N: '5'}}, s: {Value: {S: 'other'}}"},
            {"+", compared("EQ", "{N: '5'}")},
            {"-", compared("EQ", "{S: '5'}")},
            {"+", compared("NE", "{N: '6'}")},
            {"-", compared("NE", "{N: '5'}")},
            {"+", compared("LT", "{N: '6'}")},
            {"-", compared("LT", "{N: '5'}")},
            {"+", compared("LE", "{N: '5'}")},
            {"+", compared("GT", "{N: '-6'}")},
            {"+", compared("GE", "{N: '5'}")},
            {"+", compared("BETWEEN", "{N: '4'}, {N: '6'}")},
            {"-", compared("BETWEEN", "{N: '6'}, {N: '7'}")},
            {"+", compared("IN", "{N: '4'}, {N: '5'}")},
            {"-", compared("IN", "{N: '4'}, {N: '6'}")},
            {"+", compared("NOT_NULL", "")},
            {"-", compared("NULL", "")},
            {"+", "zz: {ComparisonOperator: 'NULL'}"},
            {"+", "s: {ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{S: 'te'}]}"},
            {"+", "s: {ComparisonOperator: 'CONTAINS', AttributeValueList: [{S: 'ex'}]}"},
            {"-", "s: {ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [{S: 'ex'}]}"},
            {"+", "ss: {ComparisonOperator: 'CONTAINS', AttributeValueList: [{S: 'x'}]}"},
            {"+", "ss: {ComparisonOperator: 'EQ', AttributeValueList: [{SS: ['y', 'x']}]}"},
            {"+", "b: {ComparisonOperator: 'EQ', Value: {N: '5'}}"},
        };
        for (String[] row : rows) {
            CaseBuilder builder = expected.documented(
                            (row[0].equals("+") ? "holds: " : "fails: ") + row[1], expecting(row[1], ""))
                    .givenItem(item);
            if (row[0].equals("+")) {
                builder.answers("{}").thenItem("done: {BOOL: true}");
            } else {
                builder.fails(CONDITION_FAILED, Messages.CONDITION_FAILED).thenItem(item);
            }
        }
        String one = "b: {Value: {N: '6'}}, s: {Value: {S: 'text'}}";
        expected.documented("one of two holds, OR", expecting(one, "ConditionalOperator: 'OR'"))
                .givenItem(item)
                .answers("{}");
        expected.documented("one of two holds, AND", expecting(one, "ConditionalOperator: 'AND'"))
                .givenItem(item)
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED);
        expected.documented(
                        "of DeleteItem",
                        "{TableName: '@hash', Key: {a: {S: '@key'}}, Expected: {b: {Value: {N: '5'}}}}")
                .calling("DeleteItem")
                .givenItem(item)
                .answers("{}")
                .thenNoItem();
        return expected.list();
    }

    private static void refused(Cases expected) {
        String[][] rows = {
            {"b: {}", "Value must be provided when Exists is null for Attribute: b"},
            {"b: {Exists: true}", "Value must be provided when Exists is true for Attribute: b"},
            {"b: {Exists: false, Value: {S: 'x'}}", "Value cannot be used when Exists is false for Attribute: b"},
            {
                "b: {ComparisonOperator: 'LT'}",
                "Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: b"
            },
            {
                "b: {Exists: true, ComparisonOperator: 'LT'}",
                "Exists and ComparisonOperator cannot be used together for Attribute: b"
            },
            {
                "b: {AttributeValueList: [{S: 'x'}], Value: {S: 'x'}, ComparisonOperator: 'LT'}",
                "Value and AttributeValueList cannot be used together for Attribute: b"
            },
            {
                "b: {AttributeValueList: [{S: 'x'}]}",
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: b"
            },
            {
                "b: {Exists: true, AttributeValueList: [{S: 'x'}]}",
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: b"
            },
            {compared("EQ", "{S: 'x'}, {S: 'y'}"), "Invalid number of argument(s) for the EQ ComparisonOperator"},
            {compared("NULL", "{S: 'x'}"), "Invalid number of argument(s) for the NULL ComparisonOperator"},
            {
                compared("BETWEEN", "{N: '1'}, {N: '10'}, {N: '12'}"),
                "Invalid number of argument(s) for the BETWEEN ComparisonOperator"
            },
            {
                "b: {Value: {S: 'x'}, ComparisonOperator: 'NULL'}",
                "Invalid number of argument(s) for the NULL ComparisonOperator"
            },
            {
                "b: {Value: {S: 'x'}, ComparisonOperator: 'BETWEEN'}",
                "Invalid number of argument(s) for the BETWEEN ComparisonOperator"
            },
            {compared("IN", "{S: 'x'}, {N: '1'}"), "AttributeValues inside AttributeValueList must be of same type"},
        };
        for (String[] row : rows) {
            expected.observed("refused: " + row[0], expecting(row[0], "")).fails(VALIDATION, invalid(row[1]));
        }
        expected.observed("refused: a bad value", expecting("b: {Value: {}}", ""))
                .fails(VALIDATION, Messages.EMPTY_VALUE);
        expected.observed("refused: an operator that is none", expecting(compared("hi", ""), ""))
                .violates(notOneOf(
                        "hi",
                        "expected.b.member.comparisonOperator",
                        "IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS"));
    }

    private static String updating(String updates, String members) {
        return "{TableName: '@hash', Key: {a: {S: '@key'}}, AttributeUpdates: {" + updates + "}"
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    static List<Case> updates() {
        Cases update = Cases.of("AttributeUpdates", "UpdateItem");
        String[][] rows = {
            {"", "b: {Value: {S: 'x'}}", "b: {S: 'x'}"},
            {"b: {S: 'y'}", "b: {Action: 'PUT', Value: {N: '1'}}", "b: {N: '1'}"},
            {"b: {S: 'y'}, c: {S: 'z'}", "b: {Action: 'DELETE'}", "c: {S: 'z'}"},
            {"", "b: {Action: 'DELETE'}", ""},
            {"b: {N: '1'}", "b: {Action: 'ADD', Value: {N: '3'}}", "b: {N: '4'}"},
            {"", "b: {Action: 'ADD', Value: {N: '3'}}", "b: {N: '3'}"},
            {"b: {SS: ['x']}", "b: {Action: 'ADD', Value: {SS: ['x', 'y']}}", "b: {SS: ['x', 'y']}"},
            {"", "b: {Action: 'ADD', Value: {SS: ['x']}}", "b: {SS: ['x']}"},
            {"b: {NS: ['1', '2']}", "b: {Action: 'DELETE', Value: {NS: ['1', '4']}}", "b: {NS: ['2']}"},
            {"b: {NS: ['1']}, c: {S: 'z'}", "b: {Action: 'DELETE', Value: {NS: ['1']}}", "c: {S: 'z'}"},
            {"b: {L: [{S: 'x'}]}", "b: {Action: 'ADD', Value: {L: [{N: '2'}]}}", "b: {L: [{S: 'x'}, {N: '2'}]}"},
            {"b: {S: 'y'}", "'m.x': {Value: {S: 'z'}}, b: {Action: 'DELETE'}", "'m.x': {S: 'z'}"},
        };
        for (String[] row : rows) {
            update.documented(row[1] + (row[0].isEmpty() ? "" : " on " + row[0]), updating(row[1], ""))
                    .givenItem(row[0])
                    .answers("{}")
                    .thenItem(row[2]);
        }
        update.observed("no value", updating("b: {}", ""))
                .fails(VALIDATION, invalid("Only DELETE action is allowed when no attribute value is specified"));
        for (String[] type :
                new String[][] {{"S", "{S: '1'}"}, {"N", "{N: '1'}"}, {"BOOL", "{BOOL: true}"}, {"M", "{M: {}}"}}) {
            update.observed("DELETE of type " + type[0], updating("b: {Action: 'DELETE', Value: " + type[1] + "}", ""))
                    .fails(VALIDATION, invalid("DELETE action with value is not supported for the type " + type[0]));
        }
        for (String[] type :
                new String[][] {{"S", "{S: '1'}"}, {"B", "{B: 'YQ=='}"}, {"BOOL", "{BOOL: true}"}, {"M", "{M: {}}"}}) {
            update.observed("ADD of type " + type[0], updating("b: {Action: 'ADD', Value: " + type[1] + "}", ""))
                    .fails(VALIDATION, invalid("ADD action is not supported for the type " + type[0]));
        }
        update.observed("an action that is none", updating("b: {Action: 'hi', Value: {S: 'x'}}", ""))
                .violates(notOneOf("hi", "attributeUpdates.b.member.action", "ADD, PUT, DELETE"));
        for (String[] row : new String[][] {
            {"b: {SS: ['1']}", "b: {Action: 'DELETE', Value: {NS: ['1']}}"},
            {"b: {N: '1'}", "b: {Action: 'DELETE', Value: {NS: ['1']}}"},
            {"b: {SS: ['1']}", "b: {Action: 'ADD', Value: {NS: ['1']}}"},
            {"b: {NS: ['1']}", "b: {Action: 'ADD', Value: {N: '1'}}"},
        }) {
            update.observed("another type: " + row[1] + " on " + row[0], updating(row[1], ""))
                    .givenItem(row[0])
                    .fails(VALIDATION, "Type mismatch for attribute to update")
                    .thenItem(row[0]);
        }
        update.observed("the key", updating("a: {Value: {S: 'x'}}", ""))
                .fails(VALIDATION, invalid("Cannot update attribute a. This attribute is part of the key"));
        update.observed(
                        "ReturnValues UPDATED_OLD",
                        updating(
                                "b: {Value: {S: 'new'}}, c: {Action: 'ADD', Value: {N: '1'}}",
                                "ReturnValues: 'UPDATED_OLD'"))
                .givenItem("b: {S: 'old'}, c: {N: '1'}, d: {N: '2'}")
                .answers("{Attributes: {b: {S: 'old'}, c: {N: '1'}}}");
        update.observed(
                        "beside Expected that fails",
                        updating("b: {Value: {S: 'new'}}", "Expected: {b: {Value: {S: 'other'}}}"))
                .givenItem("b: {S: 'old'}")
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED)
                .thenItem("b: {S: 'old'}");
        return update.list();
    }
}
