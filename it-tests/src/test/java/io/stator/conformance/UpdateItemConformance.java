package io.stator.conformance;

import static io.stator.conformance.Code.CONDITION_FAILED;
import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;

import io.stator.conformance.Messages.BadValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** UpdateItem but for its expression: see {@link UpdateExpressionConformance}. */
@ExtendWith(ConformanceTarget.class)
final class UpdateItemConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases update = Cases.of("UpdateItem");
        constraints(update);
        keys(update);
        namesAndValues(update);
        keyAttributes(update);
        returned(update);
        conditions(update);
        sizes(update);
        capacity(update);
        return update.list();
    }

    private static String key(String members) {
        return "{TableName: '@hash', Key: {a: {S: '@key'}}" + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static String set(String expression, String values, String members) {
        return key("UpdateExpression: '" + expression + "'"
                + (values.isEmpty() ? "" : ", ExpressionAttributeValues: {" + values + "}")
                + (members.isEmpty() ? "" : ", " + members));
    }

    private static void constraints(Cases update) {
        update.observed("nothing in the request", "{}").violates(isNull("tableName"), isNull("key"));
        update.observed("no key", "{TableName: '@hash'}").violates(isNull("key"));
        update.observed("an empty table name", "{TableName: '', Key: {a: {S: 'x'}}}")
                .violates(Messages.tooShort("", "tableName", 1));
        update.observed(
                        "values that no member has",
                        "{TableName: 'abc;', ReturnConsumedCapacity: 'hi', ReturnItemCollectionMetrics: 'hi',"
                                + " ReturnValues: 'hi'}")
                .violates(
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        Messages.badName("abc;", "tableName"),
                        notOneOf("hi", "returnItemCollectionMetrics", "SIZE, NONE"),
                        notOneOf("hi", "returnValues", "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW"),
                        isNull("key"));
        update.observed("no such table", "{TableName: '@missing', Key: {a: {S: 'x'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        update.observed("no such table, and no key", "{TableName: '@missing', Key: {}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void keys(Cases update) {
        for (BadValue bad : Messages.BAD_VALUES) {
            update.observed("value: " + bad.name(), "{TableName: '@hash', Key: {a: " + bad.json() + "}}")
                    .fails(VALIDATION, bad.message());
        }
        for (BadValue bad : Messages.BAD_KEYS) {
            update.observed("key: " + bad.name(), "{TableName: '@hash', Key: " + bad.json() + "}")
                    .fails(VALIDATION, bad.message());
        }
        update.observed("no sort key", "{TableName: '@range', Key: {a: {S: '@key'}}}")
                .fails(VALIDATION, Messages.KEY_MISMATCH);
        update.observed("an empty string as key", "{TableName: '@hash', Key: {a: {S: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        update.observed(
                        "2049 bytes of partition key",
                        "{TableName: '@hash', Key: {a: {S: '" + "k".repeat(2049) + "'}}}")
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        update.observed("makes an item of a key alone", key("")).answers("{}").thenItem("");
        update.documented("changes nothing of an item", key(""))
                .givenItem("b: {S: 'x'}")
                .answers("{}")
                .thenItem("b: {S: 'x'}");
    }

    private static void namesAndValues(Cases update) {
        String invalidValue = "ExpressionAttributeValues contains invalid value: ";
        for (BadValue bad : Messages.BAD_VALUES) {
            update.observed("expression value: " + bad.name(), set("SET b = :v", "':v': " + bad.json(), ""))
                    .fails(VALIDATION, invalidValue + bad.message() + " for key :v");
        }
        update.observed("no names", set("SET b = :v", "':v': {S: 'x'}", "ExpressionAttributeNames: {}"))
                .fails(VALIDATION, "ExpressionAttributeNames must not be empty");
        update.observed("no values", key("UpdateExpression: 'REMOVE b', ExpressionAttributeValues: {}"))
                .fails(VALIDATION, "ExpressionAttributeValues must not be empty");
        update.observed("a name without #", set("REMOVE b", "", "ExpressionAttributeNames: {a: 'a'}"))
                .fails(VALIDATION, "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"");
        update.observed("a value without :", set("REMOVE b", "b: {S: 'a'}", ""))
                .fails(VALIDATION, "ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\"");
        update.observed("a name that is not used", set("REMOVE b", "", "ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
        update.observed("a value that is not used", set("REMOVE b", "':v': {S: 'x'}", ""))
                .fails(VALIDATION, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}");
        update.observed("two values that are not used", set("REMOVE b", "':v': {S: 'x'}, ':w': {S: 'x'}", ""))
                .failsLike(
                        VALIDATION,
                        "Value provided in ExpressionAttributeValues unused in expressions: keys: \\{(:v, :w|:w, :v)}");
        update.observed("names without an expression", key("ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        update.observed("values without an expression", key("ExpressionAttributeValues: {':v': {S: 'b'}}"))
                .fails(
                        VALIDATION,
                        Messages.VALUES_WITHOUT_EXPRESSION + "UpdateExpression and ConditionExpression are null");
        update.observed(
                        "expressions beside legacy parameters",
                        key("Expected: {b: {Exists: false}}, AttributeUpdates: {b: {Action: 'DELETE'}},"
                                + " ConditionExpression: 'attribute_exists(a)', UpdateExpression: 'REMOVE b'"))
                .fails(
                        VALIDATION,
                        Messages.mixed("AttributeUpdates, Expected", "UpdateExpression, ConditionExpression"));
        update.observed("an empty update", key("UpdateExpression: ''"))
                .fails(VALIDATION, "Invalid UpdateExpression: The expression can not be empty;");
        update.observed("an empty condition", key("ConditionExpression: ''"))
                .fails(VALIDATION, "Invalid ConditionExpression: The expression can not be empty;");
    }

    private static void keyAttributes(Cases update) {
        String key = invalid("Cannot update attribute a. This attribute is part of the key");
        update.observed("sets the key", set("SET a = :v", "':v': {S: 'x'}", "")).fails(VALIDATION, key);
        update.observed("adds to the key", set("ADD a :v", "':v': {N: '1'}", ""))
                .fails(VALIDATION, key);
        update.observed("adds inside the key", set("ADD a.b :v", "':v': {N: '1'}", ""))
                .fails(VALIDATION, key);
        update.observed("removes the key", set("REMOVE a", "", "")).fails(VALIDATION, key);
        update.observed("deletes from the key", set("DELETE a :v", "':v': {NS: ['1']}", ""))
                .fails(VALIDATION, key);
        update.observed(
                        "sets the sort key",
                        "{TableName: '@range', Key: {a: {S: '@key'}, b: {S: 'x'}}, UpdateExpression: 'SET b = :v',"
                                + " ExpressionAttributeValues: {':v': {S: 'y'}}}")
                .fails(VALIDATION, invalid("Cannot update attribute b. This attribute is part of the key"));
    }

    private static void returned(Cases update) {
        String before = "b: {S: 'old'}, c: {N: '1'}, m: {M: {x: {S: '1'}, y: {S: '2'}}}, l: {L: [{N: '1'}, {N: '2'}]}";
        String whole = "{a: {S: '@key'}, b: {S: 'old'}, c: {N: '1'}, m: {M: {x: {S: '1'}, y: {S: '2'}}},"
                + " l: {L: [{N: '1'}, {N: '2'}]}}";
        String[][] rows = {
            {"NONE", "SET b = :v", "{}"},
            {"ALL_OLD", "SET b = :v", "{Attributes: " + whole + "}"},
            {"ALL_NEW", "SET b = :v", "{Attributes: " + whole.replace("old", "new") + "}"},
            {"UPDATED_OLD", "SET b = :v", "{Attributes: {b: {S: 'old'}}}"},
            {"UPDATED_NEW", "SET b = :v", "{Attributes: {b: {S: 'new'}}}"},
            {"UPDATED_OLD", "SET z = :v", "{}"},
            {"UPDATED_NEW", "SET z = :v", "{Attributes: {z: {S: 'new'}}}"},
            {"UPDATED_OLD", "SET m.x = :v", "{Attributes: {m: {M: {x: {S: '1'}}}}}"},
            {"UPDATED_NEW", "SET m.x = :v", "{Attributes: {m: {M: {x: {S: 'new'}}}}}"},
            {"UPDATED_NEW", "SET l[1] = :v", "{Attributes: {l: {L: [{S: 'new'}]}}}"},
            {"UPDATED_OLD", "SET l[1] = :v", "{Attributes: {l: {L: [{N: '2'}]}}}"},
            {"UPDATED_OLD", "SET b = :v, m.y = :v", "{Attributes: {b: {S: 'old'}, m: {M: {y: {S: '2'}}}}}"},
        };
        for (String[] row : rows) {
            update.observed(
                            "ReturnValues " + row[0] + " of " + row[1],
                            set(row[1], "':v': {S: 'new'}", "ReturnValues: '" + row[0] + "'"))
                    .givenItem(before)
                    .answers(row[2]);
        }
        update.observed("ReturnValues UPDATED_OLD of REMOVE b", set("REMOVE b", "", "ReturnValues: 'UPDATED_OLD'"))
                .givenItem(before)
                .answers("{Attributes: {b: {S: 'old'}}}");
        update.observed("ReturnValues UPDATED_NEW of REMOVE b", set("REMOVE b", "", "ReturnValues: 'UPDATED_NEW'"))
                .givenItem(before)
                .answers("{}");
        update.observed(
                        "ReturnValues ALL_OLD of no item",
                        set("SET b = :v", "':v': {S: 'x'}", "ReturnValues: 'ALL_OLD'"))
                .answers("{}");
        update.observed(
                        "ReturnValues ALL_NEW of no item",
                        set("SET b = :v", "':v': {S: 'x'}", "ReturnValues: 'ALL_NEW'"))
                .answers("{Attributes: {a: {S: '@key'}, b: {S: 'x'}}}");
        update.observed("ReturnValues ALL_NEW without an update", key("ReturnValues: 'ALL_NEW'"))
                .answers("{Attributes: {a: {S: '@key'}}}");
    }

    private static void conditions(Cases update) {
        update.documented(
                        "a condition that holds",
                        set("SET c = :v", "':v': {N: '2'}, ':w': {N: '1'}", "ConditionExpression: 'b = :w'"))
                .givenItem("b: {N: '1'}")
                .answers("{}")
                .thenItem("b: {N: '1'}, c: {N: '2'}");
        update.documented(
                        "a condition that fails", set("SET b = :v", "':v': {N: '2'}", "ConditionExpression: 'b = :v'"))
                .givenItem("b: {N: '1'}")
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED)
                .thenItem("b: {N: '1'}");
        update.documented(
                        "a condition that fails makes no item",
                        set("SET b = :v", "':v': {N: '2'}", "ConditionExpression: 'attribute_exists(a)'"))
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED)
                .thenNoItem();
        update.documented(
                        "a condition that fails, and the item asked for",
                        set(
                                "SET b = :v",
                                "':v': {N: '2'}",
                                "ConditionExpression: 'b = :v', ReturnValuesOnConditionCheckFailure: 'ALL_OLD'"))
                .givenItem("b: {N: '1'}")
                .failsWith(CONDITION_FAILED, Messages.CONDITION_FAILED, "{Item: {a: {S: '@key'}, b: {N: '1'}}}");
        update.documented(
                        "a condition goes before what is wrong with the update",
                        set("SET b = zz", "", "ConditionExpression: 'attribute_exists(a)'"))
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED);
    }

    private static void sizes(Cases update) {
        // The key and its name are 8 bytes, the name b is one.
        update.observed("to 409600 bytes", set("SET b = :v", "':v': {S: '" + "x".repeat(409_591) + "'}", ""))
                .answers("{}");
        update.observed("to 409601 bytes", set("SET b = :v", "':v': {S: '" + "x".repeat(409_592) + "'}", ""))
                .fails(VALIDATION, Messages.UPDATE_TOO_LARGE);
        update.observed("to 409601 bytes in two steps", set("SET c = :v", "':v': {BOOL: true}", ""))
                .givenItem("b: {S: '" + "x".repeat(409_590) + "'}")
                .fails(VALIDATION, Messages.UPDATE_TOO_LARGE);
        update.documented("to a number that is too large", set("SET b = b + :v", "':v': {N: '9e125'}", ""))
                .givenItem("b: {N: '9e125'}")
                .fails(VALIDATION, Messages.TOO_LARGE_NUMBER);
    }

    private static void capacity(Cases update) {
        update.observed("capacity TOTAL", set("SET b = :v", "':v': {S: 'x'}", "ReturnConsumedCapacity: 'TOTAL'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, TableName: '@hash'}}");
        update.observed("capacity INDEXES", set("SET b = :v", "':v': {S: 'x'}", "ReturnConsumedCapacity: 'INDEXES'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, Table: {CapacityUnits: 1}, TableName: '@hash'}}");
        update.documented(
                        "capacity of a small change to a large item",
                        set("SET c = :v", "':v': {S: 'x'}", "ReturnConsumedCapacity: 'TOTAL'"))
                .givenItem("b: {S: '" + "x".repeat(2040) + "'}")
                .answers("{ConsumedCapacity: {CapacityUnits: 3, TableName: '@hash'}}");
        update.documented("capacity of making an item small", set("REMOVE b", "", "ReturnConsumedCapacity: 'TOTAL'"))
                .givenItem("b: {S: '" + "x".repeat(2040) + "'}")
                .answers("{ConsumedCapacity: {CapacityUnits: 3, TableName: '@hash'}}");
    }
}
