package io.stator.conformance;

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
final class GetItemConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases get = Cases.of("GetItem");
        constraints(get);
        keys(get);
        reads(get);
        projections(get);
        capacity(get);
        return get.list();
    }

    private static String key(String members) {
        return "{TableName: '@hash', Key: {a: {S: '@key'}}, ConsistentRead: true"
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static void constraints(Cases get) {
        get.observed("nothing in the request", "{}").violates(isNull("tableName"), isNull("key"));
        get.observed("no key", "{TableName: '@hash'}").violates(isNull("key"));
        get.observed("an empty table name", "{TableName: '', Key: {a: {S: 'x'}}}")
                .violates(Messages.tooShort("", "tableName", 1));
        get.observed("a table name of 256 characters", "{TableName: '" + "x".repeat(256) + "'}")
                .violates(Messages.tooLong("x".repeat(256), "tableName", 255), isNull("key"));
        get.observed(
                        "values that no member has",
                        "{TableName: 'abc;', ReturnConsumedCapacity: 'hi', AttributesToGet: []}")
                .violates(
                        Messages.tooShort("[]", "attributesToGet", 1),
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        isNull("key"),
                        Messages.badName("abc;", "tableName"));
        get.observed("no such table", "{TableName: '@missing', Key: {a: {S: 'x'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        get.observed("no such table, and no key", "{TableName: '@missing', Key: {}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void keys(Cases get) {
        for (BadValue bad : Messages.BAD_VALUES) {
            get.observed("value: " + bad.name(), "{TableName: '@hash', Key: {a: " + bad.json() + "}}")
                    .fails(VALIDATION, bad.message());
        }
        for (BadValue bad : Messages.BAD_KEYS) {
            get.observed("key: " + bad.name(), "{TableName: '@hash', Key: " + bad.json() + "}")
                    .fails(VALIDATION, bad.message());
        }
        get.observed("no sort key", "{TableName: '@range', Key: {a: {S: '@key'}}}")
                .fails(VALIDATION, Messages.KEY_MISMATCH);
        get.observed("a sort key of another type", "{TableName: '@number', Key: {a: {S: '@key'}, b: {S: '1'}}}")
                .fails(VALIDATION, Messages.KEY_MISMATCH);
        get.observed("an empty string as key", "{TableName: '@hash', Key: {a: {S: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        get.observed("an empty binary as key", "{TableName: '@binary', Key: {a: {S: '@key'}, b: {B: ''}}}")
                .fails(VALIDATION, Messages.EMPTY_BINARY_KEY + "b");
        get.documented(
                        "2048 bytes of partition key",
                        "{TableName: '@hash', Key: {a: {S: '" + "k".repeat(2047) + "l'}}}")
                .answers("{}");
        get.observed("2049 bytes of partition key", "{TableName: '@hash', Key: {a: {S: '" + "k".repeat(2049) + "'}}}")
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        String sorted = "{TableName: '@range', Key: {a: {S: '@key'}, b: {S: '";
        get.documented("1024 bytes of sort key", sorted + "k".repeat(1024) + "'}}}")
                .answers("{}");
        get.observed("1025 bytes of sort key", sorted + "k".repeat(1025) + "'}}}")
                .fails(VALIDATION, Messages.SORT_KEY_TOO_LONG);
    }

    private static void reads(Cases get) {
        get.observed("no such item", key("")).answers("{}");
        get.documented("an item", key("")).givenItem("b: {S: 'x'}").answers("{Item: {a: {S: '@key'}, b: {S: 'x'}}}");
        get.documented("an item, read eventually", "{TableName: '@hash', Key: {a: {S: '@key'}}}")
                .givenItem("b: {S: 'x'}")
                .answers("{Item: {a: {S: '@key'}, b: {S: 'x'}}}");
        get.documented(
                        "an item by a number",
                        "{TableName: '@number', Key: {a: {S: '@key'}, b: {N: '1.0'}}, ConsistentRead: true}")
                .given("PutItem", "{TableName: '@number', Item: {a: {S: '@key'}, b: {N: '1'}}}")
                .answers("{Item: {a: {S: '@key'}, b: {N: '1'}}}");
        get.documented("an item by the table's ARN", key("").replace("@hash", "@hashArn"))
                .givenItem("")
                .answers("{Item: {a: {S: '@key'}}}");
    }

    private static void projections(Cases get) {
        String item =
                "b: {M: {a: {S: '1'}, b: {S: '2'}, c: {S: '3'}}}, c: {L: [{S: '1'}, {S: '2'}, {M: {x: {N: '3'}}}]},"
                        + " d: {N: '4'}, 'x.y': {S: '5'}";
        String[][] paths = {
            {"d", "{d: {N: '4'}}"},
            {"a, d", "{a: {S: '@key'}, d: {N: '4'}}"},
            {"d, zz", "{d: {N: '4'}}"},
            {"zz", "{}"},
            {"b.c", "{b: {M: {c: {S: '3'}}}}"},
            {"b.c, b.a", "{b: {M: {a: {S: '1'}, c: {S: '3'}}}}"},
            {"b.zz", "{}"},
            {"d.zz", "{}"},
            {"c[1]", "{c: {L: [{S: '2'}]}}"},
            {"c[1], c[0]", "{c: {L: [{S: '1'}, {S: '2'}]}}"},
            {"c[2].x", "{c: {L: [{M: {x: {N: '3'}}}]}}"},
            {"c[9]", "{}"},
            {"b[0]", "{}"},
            {"#n", "{'x.y': {S: '5'}}"},
            {"#b.#a", "{b: {M: {a: {S: '1'}}}}"},
        };
        for (String[] path : paths) {
            String names = path[0].equals("#n")
                    ? ", ExpressionAttributeNames: {'#n': 'x.y'}"
                    : path[0].startsWith("#") ? ", ExpressionAttributeNames: {'#a': 'a', '#b': 'b'}" : "";
            get.documented("projection " + path[0], key("ProjectionExpression: '" + path[0] + "'" + names))
                    .givenItem(item)
                    .answers("{Item: " + path[1] + "}");
        }
        get.observed("AttributesToGet", key("AttributesToGet: ['d', 'zz']"))
                .givenItem(item)
                .answers("{Item: {d: {N: '4'}}}");
        get.documented("AttributesToGet takes names, not paths", key("AttributesToGet: ['x.y', 'b.c']"))
                .givenItem(item)
                .answers("{Item: {'x.y': {S: '5'}}}");
        get.observed("AttributesToGet, one twice", key("AttributesToGet: ['d', 'd']"))
                .fails(VALIDATION, invalid("Duplicate value in attribute name: d"));
        get.observed("AttributesToGet beside a projection", key("AttributesToGet: ['d'], ProjectionExpression: 'd'"))
                .fails(VALIDATION, Messages.mixed("AttributesToGet", "ProjectionExpression"));
        get.observed("names without an expression", key("ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        get.observed(
                        "names beside AttributesToGet",
                        key("AttributesToGet: ['d'], ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        for (String path : List.of("#k.b.c", "#k[0]")) {
            get.observed(
                            "a path into the key: " + path,
                            key("ProjectionExpression: '" + path + "', ExpressionAttributeNames: {'#k': 'a'}"))
                    .fails(
                            VALIDATION,
                            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not"
                                    + " allowed: Key: a");
        }
    }

    private static void capacity(Cases get) {
        String eventual = "{TableName: '@hash', Key: {a: {S: '@key'}}, ReturnConsumedCapacity: ";
        get.observed("capacity of no item", eventual + "'TOTAL'}")
                .answers("{ConsumedCapacity: {CapacityUnits: 0.5, TableName: '@hash'}}");
        get.observed("capacity of no item, INDEXES", eventual + "'INDEXES'}")
                .answers("{ConsumedCapacity: {CapacityUnits: 0.5, Table: {CapacityUnits: 0.5}, TableName: '@hash'}}");
        get.observed("capacity of a strong read of no item", key("ReturnConsumedCapacity: 'TOTAL'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, TableName: '@hash'}}");
        get.observed("capacity of a strong read of no item, INDEXES", key("ReturnConsumedCapacity: 'INDEXES'"))
                .answers("{ConsumedCapacity: {CapacityUnits: 1, Table: {CapacityUnits: 1}, TableName: '@hash'}}");
        // The key and its name are 8 bytes, b and its name are the rest.
        String[][] sizes = {{"4096", "0.5", "1"}, {"4097", "1", "2"}, {"8192", "1", "2"}, {"8193", "1.5", "3"}};
        for (String[] size : sizes) {
            String item = "b: {S: '" + "x".repeat(Integer.parseInt(size[0]) - 9) + "'}";
            get.documented("capacity of " + size[0] + " bytes", eventual + "'TOTAL', ProjectionExpression: 'a'}")
                    .givenItem(item)
                    .answers("{Item: {a: {S: '@key'}}, ConsumedCapacity: {CapacityUnits: " + size[1]
                            + ", TableName: '@hash'}}");
            get.documented(
                            "capacity of a strong read of " + size[0] + " bytes",
                            key("ReturnConsumedCapacity: 'TOTAL', ProjectionExpression: 'a'"))
                    .givenItem(item)
                    .answers("{Item: {a: {S: '@key'}}, ConsumedCapacity: {CapacityUnits: " + size[2]
                            + ", TableName: '@hash'}}");
        }
    }
}
