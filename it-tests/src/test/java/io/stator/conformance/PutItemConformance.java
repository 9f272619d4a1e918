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

@ExtendWith(ConformanceTarget.class)
final class PutItemConformance {
    /** DynamoDB: bytes of an item. */
    private static final int ITEM_BYTES_MAX = 409_600;

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases put = Cases.of("PutItem");
        constraints(put);
        values(put);
        storedValues(put);
        numbers(put);
        keys(put);
        sizes(put);
        depth(put);
        returned(put);
        capacity(put);
        conditions(put);
        return put.list();
    }

    private static String item(String attributes) {
        return "{TableName: '@hash', Item: {a: {S: '@key'}" + (attributes.isEmpty() ? "" : ", " + attributes) + "}}";
    }

    private static String item(String attributes, String members) {
        String item = item(attributes);
        return item.substring(0, item.length() - 1) + ", " + members + "}";
    }

    private static void constraints(Cases put) {
        put.observed("nothing in the request", "{}").violates(isNull("tableName"), isNull("item"));
        put.observed("no item", "{TableName: '@hash'}").violates(isNull("item"));
        put.observed("an empty table name", "{TableName: '', Item: {a: {S: 'x'}}}")
                .violates(Messages.tooShort("", "tableName", 1));
        put.observed("a table name with a character that none has", "{TableName: 'abc;', Item: {a: {S: 'x'}}}")
                .violates(Messages.badName("abc;", "tableName"));
        put.observed("a table name of 256 characters", "{TableName: '" + "x".repeat(256) + "', Item: {a: {S: 'x'}}}")
                .violates(Messages.tooLong("x".repeat(256), "tableName", 255));
        put.observed("a table name of 255 characters", "{TableName: '" + "x".repeat(255) + "', Item: {a: {S: 'x'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        put.observed(
                        "values that no member has",
                        "{TableName: 'abc;', ReturnConsumedCapacity: 'hi', ReturnItemCollectionMetrics: 'hi',"
                                + " ReturnValues: 'hi'}")
                .violates(
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        Messages.badName("abc;", "tableName"),
                        isNull("item"),
                        notOneOf("hi", "returnValues", "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW"),
                        notOneOf("hi", "returnItemCollectionMetrics", "SIZE, NONE"));
        put.believed(
                        "a value that ReturnValuesOnConditionCheckFailure has not",
                        item("", "ReturnValuesOnConditionCheckFailure: 'hi'"))
                .violates(notOneOf("hi", "returnValuesOnConditionCheckFailure", "ALL_OLD, NONE"));
        put.observed("no such table", "{TableName: '@missing', Item: {a: {S: 'x'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        put.observed("no such table, and no key", "{TableName: '@missing', Item: {}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        put.documented("the table's ARN as its name", "{TableName: '@hashArn', Item: {a: {S: '@key'}}}")
                .answers("{}")
                .thenItem("");
        put.documented("an ARN of no table", "{TableName: '@missingArn', Item: {a: {S: '@key'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void values(Cases put) {
        for (BadValue bad : Messages.BAD_VALUES) {
            put.observed("value: " + bad.name(), item("b: " + bad.json())).fails(VALIDATION, bad.message());
        }
        put.observed("a bad value goes before a missing table", "{TableName: '@missing', Item: {a: {N: 'b'}}}")
                .fails(VALIDATION, Messages.NOT_NUMERIC + ": b");
        put.believed("a number twice in a set, written in two ways", item("b: {NS: ['1', '1.0']}"))
                .fails(VALIDATION, "Input collection contains duplicates");
        put.believed("no type, deep inside", item("b: {L: [{M: {x: {L: [{}]}}}]}"))
                .fails(VALIDATION, Messages.EMPTY_VALUE);
    }

    private static void storedValues(Cases put) {
        for (String value : List.of(
                "{S: ''}",
                "{S: 'text'}",
                "{S: 'ä€😀'}",
                "{N: '-56.789'}",
                "{N: '0'}",
                "{B: ''}",
                "{B: 'Yg=='}",
                "{BOOL: true}",
                "{BOOL: false}",
                "{NULL: true}",
                "{SS: ['x']}",
                "{SS: ['', 'x']}",
                "{NS: ['1', '-2.5']}",
                "{BS: ['Yg==', '']}",
                "{L: []}",
                "{M: {}}",
                "{L: [{S: 'x'}, {N: '1'}, {L: [{NULL: true}]}, {M: {x: {BS: ['Yg==']}}}]}",
                "{M: {x: {S: 'y'}, 'a.b': {M: {c: {L: []}}}}}")) {
            put.observed("is stored: " + value, item("b: " + value))
                    .answers("{}")
                    .thenItem("b: " + value);
        }
        put.documented("replaces the whole item", item("c: {S: 'new'}"))
                .givenItem("b: {S: 'old'}")
                .answers("{}")
                .thenItem("c: {S: 'new'}");
        put.believed("an empty attribute's name, inside a map", item("b: {M: {'': {N: '1'}}}"))
                .failsLike(VALIDATION, ".*[Ee]mpty attribute name.*");
        put.documented("an attribute's name of 65535 bytes", item("'" + "x".repeat(65_535) + "': {S: 'y'}"))
                .answers("{}");
        put.observed("an attribute's name of 65536 bytes", item("'" + "x".repeat(65_536) + "': {S: 'y'}"))
                .failsLike(VALIDATION, ".*6553[56].*");
        put.documented(
                        "items with and without a sort key",
                        "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '1'}}}")
                .given("PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '2'}}}")
                .answers("{}")
                .then(
                        "GetItem",
                        "{TableName: '@range', Key: {a: {S: '@key'}, b: {S: '1'}}, ConsistentRead: true}",
                        "{Item: {a: {S: '@key'}, b: {S: '1'}}}");
    }

    private static void numbers(Cases put) {
        String[][] written = {
            {"0000012345678901234567890123456789012345678", "12345678901234567890123456789012345678"},
            {"-00001.23456789012345678901234567890123456780000", "-1.2345678901234567890123456789012345678"},
            {"0009.99999999999999999999999999999999999990000e125", "9".repeat(38) + "0".repeat(88)},
            {"-0009.99999999999999999999999999999999999990000e125", "-" + "9".repeat(38) + "0".repeat(88)},
            {"0001.000e-130", "0." + "0".repeat(129) + "1"},
            {"-0001.000e-130", "-0." + "0".repeat(129) + "1"},
            {"-0015.789e6", "-15789000"},
            {"-0", "0"},
            {"0e500", "0"},
            {"1E3", "1000"},
            {"+7", "7"},
            {".5", "0.5"},
            {"5.", "5"},
        };
        for (String[] number : written) {
            Source source = number[0].length() > 6 ? Source.OBSERVED : Source.BELIEVED;
            put.row("number " + number[0], item("b: {N: '" + number[0] + "'}"), source)
                    .answers("{}")
                    .thenItem("b: {N: '" + number[1] + "'}");
        }
        for (String text : List.of(" 1", "1 ", "1,000", "0x10", "NaN", "Infinity", "1e", "--1", "1.2.3", "١")) {
            put.believed("no number: '" + text + "'", item("b: {N: '" + text + "'}"))
                    .fails(VALIDATION, Messages.NOT_NUMERIC + ": " + text);
        }
    }

    private static void keys(Cases put) {
        put.observed("no key", "{TableName: '@hash', Item: {}}")
                .fails(VALIDATION, invalid("Missing the key a in the item"));
        put.observed("another attribute only", "{TableName: '@hash', Item: {b: {S: 'x'}}}")
                .fails(VALIDATION, invalid("Missing the key a in the item"));
        put.observed("no sort key", "{TableName: '@range', Item: {a: {S: '@key'}}}")
                .fails(VALIDATION, invalid("Missing the key b in the item"));
        for (BadValue type : Messages.OTHER_TYPES) {
            put.observed(
                            "a partition key of type " + type.name(),
                            "{TableName: '@hash', Item: {a: " + type.json() + "}}")
                    .fails(VALIDATION, invalid("Type mismatch for key a expected: S actual: " + type.name()));
        }
        put.observed("a sort key of another type", "{TableName: '@number', Item: {a: {S: '@key'}, b: {S: '1'}}}")
                .fails(VALIDATION, invalid("Type mismatch for key b expected: N actual: S"));
        put.observed("an empty string as partition key", "{TableName: '@hash', Item: {a: {S: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        put.observed("an empty string as sort key", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "b");
        put.observed("an empty binary as sort key", "{TableName: '@binary', Item: {a: {S: '@key'}, b: {B: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_BINARY_KEY + "b");
        put.believed("an empty binary as partition key", "{TableName: '@hashB', Item: {a: {B: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_BINARY_KEY + "a");
        put.documented(
                        "2048 bytes of partition key",
                        "{TableName: '@hash', Item: {a: {S: '" + "k".repeat(2048) + "'}}}")
                .answers("{}");
        put.observed("2049 bytes of partition key", "{TableName: '@hash', Item: {a: {S: '" + "k".repeat(2049) + "'}}}")
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        put.believed(
                        "2050 bytes of partition key in 1025 characters",
                        "{TableName: '@hash', Item: {a: {S: '" + "ä".repeat(1025) + "'}}}")
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        String sorted = "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '";
        put.documented("1024 bytes of sort key", sorted + "k".repeat(1024) + "'}}}")
                .answers("{}");
        put.observed("1025 bytes of sort key", sorted + "k".repeat(1025) + "'}}}")
                .fails(VALIDATION, Messages.SORT_KEY_TOO_LONG);
        put.documented("a number as partition key", "{TableName: '@hashN', Item: {a: {N: '1.50'}, b: {S: '@key'}}}")
                .answers("{}")
                .then(
                        "GetItem",
                        "{TableName: '@hashN', Key: {a: {N: '15e-1'}}, ConsistentRead: true}",
                        "{Item: {a: {N: '1.5'}, b: {S: '@key'}}}");
        put.documented("a binary as partition key", "{TableName: '@hashB', Item: {a: {B: 'AP8='}}}")
                .answers("{}")
                .then(
                        "GetItem",
                        "{TableName: '@hashB', Key: {a: {B: 'AP8='}}, ConsistentRead: true}",
                        "{Item: {a: {B: 'AP8='}}}");
    }

    /** The item of key {@code @key} with one more attribute, so that it has exactly so many bytes. */
    private static String sized(int bytes) {
        int rest = bytes - "a".length() - Names.KEY_LENGTH - "b".length();
        return "b: {S: '" + "x".repeat(rest) + "'}";
    }

    private static void sizes(Cases put) {
        put.observed("409600 bytes", item(sized(ITEM_BYTES_MAX))).answers("{}");
        put.observed("409601 bytes", item(sized(ITEM_BYTES_MAX + 1))).fails(VALIDATION, Messages.ITEM_TOO_LARGE);
        put.observed(
                        "409601 bytes for a table that is not there",
                        item(sized(ITEM_BYTES_MAX + 1)).replace("@hash", "@missing"))
                .fails(VALIDATION, Messages.ITEM_TOO_LARGE);
        put.observed(
                        "409600 bytes for a table that is not there",
                        item(sized(ITEM_BYTES_MAX)).replace("@hash", "@missing"))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        // What a further attribute c, of one byte's name, adds beside its name.
        String[][] values = {
            {"{N: '0'}", "1"},
            {"{N: '1'}", "2"},
            {"{N: '99'}", "2"},
            {"{N: '123'}", "3"},
            {"{N: '1000'}", "2"},
            {"{N: '12345678901234567890123456789012345678'}", "20"},
            {"{BOOL: true}", "1"},
            {"{NULL: true}", "1"},
            {"{B: 'AAAA'}", "3"},
            {"{SS: ['x', 'yy']}", "3"},
            {"{BS: ['AAAA', 'AA==']}", "4"},
            {"{L: []}", "3"},
            {"{M: {}}", "3"},
            {"{L: [{S: 'x'}, {S: 'yy'}]}", "8"},
            {"{M: {k: {S: 'x'}, kk: {S: 'yy'}}}", "11"},
        };
        for (String[] value : values) {
            int others = Integer.parseInt(value[1]) + "c".length();
            put.observed(
                            value[0] + " counts " + value[1] + " bytes: fits",
                            item(sized(ITEM_BYTES_MAX - others) + ", c: " + value[0]))
                    .answers("{}");
            put.observed(
                            value[0] + " counts " + value[1] + " bytes: a byte too many",
                            item(sized(ITEM_BYTES_MAX - others + 1) + ", c: " + value[0]))
                    .fails(VALIDATION, Messages.ITEM_TOO_LARGE);
        }
    }

    private static void depth(Cases put) {
        put.observed("maps 31 deep, and a string in them", item("b: " + nested("{M: {n: ", "}}", 31)))
                .answers("{}");
        put.observed("maps 32 deep, and a string in them", item("b: " + nested("{M: {n: ", "}}", 32)))
                .failsLike(VALIDATION, "Nesting Levels have exceeded supported limits.*");
        put.believed("lists 31 deep, and a string in them", item("b: " + nested("{L: [", "]}", 31)))
                .answers("{}");
        put.believed("lists 32 deep, and a string in them", item("b: " + nested("{L: [", "]}", 32)))
                .failsLike(VALIDATION, "Nesting Levels have exceeded supported limits.*");
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + "{S: 'x'}" + close.repeat(depth);
    }

    private static void returned(Cases put) {
        put.observed("ALL_OLD of no item", item("b: {S: 'x'}", "ReturnValues: 'ALL_OLD'"))
                .answers("{}");
        put.observed("ALL_OLD of an item", item("b: {S: 'y'}", "ReturnValues: 'ALL_OLD'"))
                .givenItem("b: {N: '-0015.789e6'}, c: {S: 'x'}")
                .answers("{Attributes: {a: {S: '@key'}, b: {N: '-15789000'}, c: {S: 'x'}}}");
        put.documented("NONE", item("", "ReturnValues: 'NONE'"))
                .givenItem("b: {S: 'x'}")
                .answers("{}");
        for (String other : List.of("UPDATED_OLD", "ALL_NEW", "UPDATED_NEW")) {
            put.observed("ReturnValues " + other, item("", "ReturnValues: '" + other + "'"))
                    .fails(VALIDATION, "ReturnValues can only be ALL_OLD or NONE");
        }
        put.documented("no metrics for a table without local indexes", item("", "ReturnItemCollectionMetrics: 'SIZE'"))
                .answers("{}");
    }

    private static void capacity(Cases put) {
        put.observed("capacity TOTAL", item("", "ReturnConsumedCapacity: 'TOTAL'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, TableName: '@hash'}}");
        put.observed("capacity INDEXES", item("", "ReturnConsumedCapacity: 'INDEXES'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, Table: {CapacityUnits: 1}, TableName: '@hash'}}");
        put.documented("capacity NONE", item("", "ReturnConsumedCapacity: 'NONE'"))
                .answers("{}");
        put.documented("capacity of 1024 bytes", item(sized(1024), "ReturnConsumedCapacity: 'TOTAL'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, TableName: '@hash'}}");
        put.documented("capacity of 1025 bytes", item(sized(1025), "ReturnConsumedCapacity: 'TOTAL'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 2, TableName: '@hash'}}");
        put.documented("capacity by the larger of old and new", item("", "ReturnConsumedCapacity: 'TOTAL'"))
                .givenItem(sized(3000))
                .answers("{ConsumedCapacity: {CapacityUnits: 3, TableName: '@hash'}}");
    }

    private static void conditions(Cases put) {
        put.documented(
                        "a condition that holds",
                        item("b: {S: 'new'}", "ConditionExpression: 'attribute_not_exists(a)'"))
                .answers("{}")
                .thenItem("b: {S: 'new'}");
        put.documented(
                        "a condition that fails",
                        item("b: {S: 'new'}", "ConditionExpression: 'attribute_not_exists(a)'"))
                .givenItem("b: {S: 'old'}")
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED)
                .thenItem("b: {S: 'old'}");
        put.documented(
                        "a condition that fails, and the item asked for",
                        item(
                                "",
                                "ConditionExpression: 'attribute_not_exists(a)',"
                                        + " ReturnValuesOnConditionCheckFailure: 'ALL_OLD'"))
                .givenItem("b: {S: 'old'}")
                .failsWith(CONDITION_FAILED, Messages.CONDITION_FAILED, "{Item: {a: {S: '@key'}, b: {S: 'old'}}}");
        put.documented(
                        "a condition that fails on no item, and the item asked for",
                        item(
                                "",
                                "ConditionExpression: 'attribute_exists(a)',"
                                        + " ReturnValuesOnConditionCheckFailure: 'ALL_OLD'"))
                .fails(CONDITION_FAILED, Messages.CONDITION_FAILED);
        put.observed(
                        "size goes before the condition",
                        item(sized(ITEM_BYTES_MAX + 1), "ConditionExpression: 'attribute_exists(zz)'"))
                .fails(VALIDATION, Messages.ITEM_TOO_LARGE);
        put.observed("names without an expression", item("", "ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        put.observed("values without an expression", item("", "ExpressionAttributeValues: {':v': {S: 'b'}}"))
                .fails(VALIDATION, Messages.VALUES_WITHOUT_EXPRESSION + "ConditionExpression is null");
        put.observed("an empty condition", item("", "ConditionExpression: ''"))
                .fails(VALIDATION, "Invalid ConditionExpression: The expression can not be empty;");
        put.observed(
                        "a condition beside Expected",
                        item("", "ConditionExpression: 'attribute_exists(a)', Expected: {a: {Exists: false}}"))
                .fails(VALIDATION, Messages.mixed("Expected", "ConditionExpression"));
    }
}
