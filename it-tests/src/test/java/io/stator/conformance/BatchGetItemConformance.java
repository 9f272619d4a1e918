package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;

import io.stator.conformance.Messages.BadValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConformanceTarget.class)
final class BatchGetItemConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases batch = Cases.of("BatchGetItem");
        constraints(batch);
        keys(batch);
        expressions(batch);
        reads(batch);
        capacity(batch);
        return batch.list();
    }

    private static String of(String table, String members) {
        return "{RequestItems: {'" + table + "': {" + members + "}}}";
    }

    private static String keysOf(String table, int count) {
        return "'" + table + "': {Keys: "
                + IntStream.range(0, count)
                        .mapToObj(i -> "{a: {S: '@key-" + i + "'}}")
                        .collect(Collectors.joining(", ", "[", "]"))
                + "}";
    }

    private static void constraints(Cases batch) {
        batch.observed("nothing in the request", "{}").violates(isNull("requestItems"));
        batch.observed("a value that no member has", "{ReturnConsumedCapacity: 'hi'}")
                .violates(notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"), isNull("requestItems"));
        batch.observed("no table", "{RequestItems: {}}").failsLike(VALIDATION, ".*requestItems.*");
        batch.observed("no keys", of("@hash", "")).violates(isNull("requestItems.@hash.member.keys"));
        batch.observed("an empty list of keys", of("@hash", "Keys: []"))
                .violates(Messages.tooShort("[]", "requestItems.@hash.member.keys", 1));
        batch.observed("101 keys", "{RequestItems: {" + keysOf("@hash", 101) + "}}")
                .failsLike(
                        VALIDATION,
                        "1 validation error detected: Value '\\[.+\\]' at 'requestItems.@hash.member.keys' failed to"
                                + " satisfy constraint: Member must have length less than or equal to 100");
        batch.observed("100 keys", "{RequestItems: {" + keysOf("@hash", 100) + "}}")
                .answers("{Responses: {'@hash': []}, UnprocessedKeys: {}}");
        batch.observed(
                        "101 keys of two tables",
                        "{RequestItems: {" + keysOf("@hash", 100) + ", " + keysOf("@missing", 1) + "}}")
                .fails(VALIDATION, "Too many items requested for the BatchGetItem call");
        batch.observed("no such table", of("@missing", "Keys: [{a: {S: 'x'}}]")).fails(NOT_FOUND, Messages.NOT_FOUND);
        batch.observed(
                        "no such table beside one",
                        "{RequestItems: {" + keysOf("@hash", 1) + ", " + keysOf("@missing", 1) + "}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void keys(Cases batch) {
        for (BadValue bad : Messages.BAD_VALUES) {
            batch.observed("value: " + bad.name(), of("@hash", "Keys: [{a: " + bad.json() + "}]"))
                    .fails(VALIDATION, bad.message());
        }
        for (BadValue bad : Messages.BAD_KEYS) {
            batch.observed("key: " + bad.name(), of("@hash", "Keys: [" + bad.json() + "]"))
                    .fails(VALIDATION, bad.message());
        }
        batch.observed("no sort key", of("@range", "Keys: [{a: {S: 'x'}}]")).fails(VALIDATION, Messages.KEY_MISMATCH);
        batch.observed("2049 bytes of partition key", of("@hash", "Keys: [{a: {S: '" + "k".repeat(2049) + "'}}]"))
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        batch.observed(
                        "1025 bytes of sort key",
                        of("@range", "Keys: [{a: {S: 'x'}, b: {S: '" + "k".repeat(1025) + "'}}]"))
                .fails(VALIDATION, Messages.SORT_KEY_TOO_LONG);
        batch.observed("a key twice", of("@hash", "Keys: [{a: {S: 'x'}}, {a: {S: 'y'}}, {a: {S: 'x'}}]"))
                .fails(VALIDATION, "Provided list of item keys contains duplicates");
        batch.observed(
                        "a key twice, in another order",
                        of("@range", "Keys: [{a: {S: 'x'}, b: {S: 'y'}}, {b: {S: 'y'}, a: {S: 'x'}}]"))
                .fails(VALIDATION, "Provided list of item keys contains duplicates");
        batch.believed(
                        "a number as key twice, written in two ways",
                        of("@number", "Keys: [{a: {S: 'x'}, b: {N: '1'}}, {a: {S: 'x'}, b: {N: '1.0'}}]"))
                .fails(VALIDATION, "Provided list of item keys contains duplicates");
    }

    private static void expressions(Cases batch) {
        String keys = "Keys: [{a: {S: '@key'}}]";
        batch.observed(
                        "AttributesToGet beside a projection",
                        of("@hash", keys + ", AttributesToGet: ['b'], ProjectionExpression: 'b'"))
                .fails(VALIDATION, Messages.mixed("AttributesToGet", "ProjectionExpression"));
        batch.observed("names without an expression", of("@hash", keys + ", ExpressionAttributeNames: {'#n': 'b'}"))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        batch.observed("no names", of("@hash", keys + ", ProjectionExpression: 'b', ExpressionAttributeNames: {}"))
                .fails(VALIDATION, "ExpressionAttributeNames must not be empty");
        batch.observed(
                        "a name without #",
                        of("@hash", keys + ", ProjectionExpression: 'b', ExpressionAttributeNames: {b: 'b'}"))
                .fails(VALIDATION, "ExpressionAttributeNames contains invalid key: Syntax error; key: \"b\"");
        batch.observed("an empty projection", of("@hash", keys + ", ProjectionExpression: ''"))
                .fails(VALIDATION, "Invalid ProjectionExpression: The expression can not be empty;");
        batch.observed("AttributesToGet, one twice", of("@hash", keys + ", AttributesToGet: ['b', 'b']"))
                .fails(VALIDATION, invalid("Duplicate value in attribute name: b"));
    }

    private static void reads(Cases batch) {
        batch.observed(
                        "no such items in two tables",
                        "{RequestItems: {'@hash': {Keys: [{a: {S: '@key'}}]},"
                                + " '@range': {Keys: [{a: {S: '@key'}, b: {S: 'x'}}]}}}")
                .answers("{Responses: {'@hash': [], '@range': []}, UnprocessedKeys: {}}");
        batch.documented(
                        "items of two tables",
                        "{RequestItems: {'@hash': {ConsistentRead: true, Keys: [{a: {S: '@key'}}, {a: {S: '@key-2'}}]},"
                                + " '@range': {ConsistentRead: true, Keys: [{a: {S: '@key'}, b: {S: 'x'}}]}}}")
                .givenItem("b: {N: '1'}")
                .given("PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: 'x'}}}")
                .answers("{Responses: {'@hash': [{a: {S: '@key'}, b: {N: '1'}}], '@range': [{a: {S: '@key'}, b: {S:"
                        + " 'x'}}]}, UnprocessedKeys: {}}");
        batch.documented(
                        "some attributes",
                        of(
                                "@hash",
                                "ConsistentRead: true, Keys: [{a: {S: '@key'}}], ProjectionExpression: 'b, #c',"
                                        + " ExpressionAttributeNames: {'#c': 'c'}"))
                .givenItem("b: {N: '1'}, c: {N: '2'}, d: {N: '3'}")
                .answers("{Responses: {'@hash': [{b: {N: '1'}, c: {N: '2'}}]}, UnprocessedKeys: {}}");
        batch.documented(
                        "some attributes, AttributesToGet",
                        of("@hash", "ConsistentRead: true, Keys: [{a: {S: '@key'}}], AttributesToGet: ['b']"))
                .givenItem("b: {N: '1'}, c: {N: '2'}")
                .answers("{Responses: {'@hash': [{b: {N: '1'}}]}, UnprocessedKeys: {}}");
        batch.documented("read eventually", of("@hash", "Keys: [{a: {S: '@key'}}]"))
                .givenItem("")
                .answers("{Responses: {'@hash': [{a: {S: '@key'}}]}, UnprocessedKeys: {}}");
    }

    private static void capacity(Cases batch) {
        String request =
                "{RequestItems: {'@hash': {Keys: [{a: {S: '@key'}}, {a: {S: '@key-2'}}]}}, ReturnConsumedCapacity: ";
        batch.observed("capacity of no items", request + "'TOTAL'}")
                .answers("{Responses: {'@hash': []}, UnprocessedKeys: {},"
                        + " ConsumedCapacity: [{CapacityUnits: 1, TableName: '@hash'}]}");
        batch.observed("capacity of no items, INDEXES", request + "'INDEXES'}")
                .answers("{Responses: {'@hash': []}, UnprocessedKeys: {},"
                        + " ConsumedCapacity: [{CapacityUnits: 1, Table: {CapacityUnits: 1}, TableName: '@hash'}]}");
        batch.documented(
                        "capacity of strong reads",
                        request.replace("{Keys", "{ConsistentRead: true, Keys") + "'TOTAL'}")
                .givenItem("b: {S: '" + "x".repeat(5000) + "'}")
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 3, TableName: '@hash'}]}");
    }
}
