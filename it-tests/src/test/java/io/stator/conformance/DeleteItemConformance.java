package io.stator.conformance;

import static io.stator.conformance.Code.CONDITION_FAILED;
import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;

import io.stator.conformance.Messages.BadValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConformanceTarget.class)
final class DeleteItemConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases delete = Cases.of("DeleteItem");
        constraints(delete);
        keys(delete);
        deletes(delete);
        conditions(delete);
        capacity(delete);
        return delete.list();
    }

    private static String key(String members) {
        return "{TableName: '@hash', Key: {a: {S: '@key'}}" + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static void constraints(Cases delete) {
        delete.observed("nothing in the request", "{}").violates(isNull("tableName"), isNull("key"));
        delete.observed("no key", "{TableName: '@hash'}").violates(isNull("key"));
        delete.observed("an empty table name", "{TableName: '', Key: {a: {S: 'x'}}}")
                .violates(Messages.tooShort("", "tableName", 1));
        delete.observed(
                        "values that no member has",
                        "{TableName: 'abc;', ReturnConsumedCapacity: 'hi', ReturnItemCollectionMetrics: 'hi',"
                                + " ReturnValues: 'hi'}")
                .violates(
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        Messages.badName("abc;", "tableName"),
                        notOneOf("hi", "returnItemCollectionMetrics", "SIZE, NONE"),
                        notOneOf("hi", "returnValues", "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW"),
                        isNull("key"));
        delete.observed("no such table", "{TableName: '@missing', Key: {a: {S: 'x'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        for (String other : List.of("UPDATED_OLD", "ALL_NEW", "UPDATED_NEW")) {
            delete.observed("ReturnValues " + other, key("ReturnValues: '" + other + "'"))
                    .fails(VALIDATION, "ReturnValues can only be ALL_OLD or NONE");
        }
    }

    private static void keys(Cases delete) {
        for (BadValue bad : Messages.BAD_VALUES) {
            delete.observed("value: " + bad.name(), "{TableName: '@hash', Key: {a: " + bad.json() + "}}")
                    .fails(VALIDATION, bad.message());
        }
        for (BadValue bad : Messages.BAD_KEYS) {
            delete.observed("key: " + bad.name(), "{TableName: '@hash', Key: " + bad.json() + "}")
                    .fails(VALIDATION, bad.message());
        }
        delete.observed("no sort key", "{TableName: '@range', Key: {a: {S: '@key'}}}")
                .fails(VALIDATION, Messages.KEY_MISMATCH);
        delete.observed("an empty string as key", "{TableName: '@hash', Key: {a: {S: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        delete.observed(
                        "2049 bytes of partition key",
                        "{TableName: '@hash', Key: {a: {S: '" + "k".repeat(2049) + "'}}}")
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
    }

    private static void deletes(Cases delete) {
        delete.documented("an item", key(""))
                .givenItem("b: {S: 'x'}")
                .answers("{}")
                .thenNoItem();
        delete.documented("no such item", key("")).answers("{}");
        delete.documented("ALL_OLD of no item", key("ReturnValues: 'ALL_OLD'")).answers("{}");
        delete.documented("ALL_OLD of an item", key("ReturnValues: 'ALL_OLD'"))
                .givenItem("b: {S: 'x'}")
                .answers("{Attributes: {a: {S: '@key'}, b: {S: 'x'}}}")
                .thenNoItem();
        delete.documented("NONE", key("ReturnValues: 'NONE'"))
                .givenItem("b: {S: 'x'}")
                .answers("{}");
        delete.documented("of two sort keys one", "{TableName: '@range', Key: {a: {S: '@key'}, b: {S: '1'}}}")
                .given("PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '1'}}}")
                .given("PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '2'}}}")
                .answers("{}")
                .then(
                        "Query",
                        "{TableName: '@range', KeyConditionExpression: 'a = :a', ConsistentRead: true,"
                                + " ExpressionAttributeValues: {':a': {S: '@key'}}}",
                        "{Items: [{a: {S: '@key'}, b: {S: '2'}}], Count: 1, ScannedCount: 1}");
        delete.documented("by the table's ARN", key("").replace("@hash", "@hashArn"))
                .givenItem("")
                .answers("{}")
                .thenNoItem();
    }

    private static void conditions(Cases delete) {
        delete.documented(
                        "a condition that holds",
                        key("ConditionExpression: 'b = :v', ExpressionAttributeValues: {':v': {N: '1'}}"))
                .givenItem("b: {N: '1'}")
                .answers("{}")
                .thenNoItem();
        delete.documented(
                        "a condition that fails",
                        key("ConditionExpression: 'b = :v', ExpressionAttributeValues: {':v': {N: '2'}}"))
                .givenItem("b: {N: '1'}")
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED)
                .thenItem("b: {N: '1'}");
        delete.documented("a condition on no item", key("ConditionExpression: 'attribute_exists(a)'"))
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED);
        delete.documented(
                        "a condition that fails, and the item asked for",
                        key("ConditionExpression: 'attribute_exists(zz)', ReturnValuesOnConditionCheckFailure:"
                                + " 'ALL_OLD'"))
                .givenItem("b: {N: '1'}")
                .failsWith(CONDITION_FAILED, Messages.CONDITION_FAILED, "{Item: {a: {S: '@key'}, b: {N: '1'}}}");
        delete.observed("an empty condition", key("ConditionExpression: ''"))
                .fails(VALIDATION, "Invalid ConditionExpression: The expression can not be empty;");
        delete.observed("names without an expression", key("ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        delete.observed("values without an expression", key("ExpressionAttributeValues: {':v': {S: 'b'}}"))
                .fails(VALIDATION, Messages.VALUES_WITHOUT_EXPRESSION + "ConditionExpression is null");
        delete.observed(
                        "a condition beside Expected",
                        key("ConditionExpression: 'attribute_exists(a)', Expected: {a: {Exists: false}}"))
                .fails(VALIDATION, Messages.mixed("Expected", "ConditionExpression"));
    }

    private static void capacity(Cases delete) {
        delete.observed("capacity of no item", key("ReturnConsumedCapacity: 'TOTAL'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, TableName: '@hash'}}");
        delete.observed("capacity INDEXES", key("ReturnConsumedCapacity: 'INDEXES'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, Table: {CapacityUnits: 1}, TableName: '@hash'}}");
        delete.documented("capacity of the item that was there", key("ReturnConsumedCapacity: 'TOTAL'"))
                .givenItem("b: {S: '" + "x".repeat(2040) + "'}")
                .answers("{ConsumedCapacity: {CapacityUnits: 3, TableName: '@hash'}}");
    }
}
