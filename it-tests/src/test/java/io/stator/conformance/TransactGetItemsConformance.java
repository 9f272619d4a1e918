package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.TRANSACTION_CANCELLED;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.badName;
import static io.stator.conformance.Messages.cancelled;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;
import static io.stator.conformance.Messages.reasons;

import io.stator.conformance.Messages.BadValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConformanceTarget.class)
final class TransactGetItemsConformance {
    private static final String ELEMENT = "transactItems.1.member.";
    private static final String MISFIT = "{Code: 'ValidationError', Message: '" + Messages.KEY_MISMATCH + "'}";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases transact = Cases.of("TransactGetItems");
        constraints(transact);
        tables(transact);
        keys(transact);
        expressions(transact);
        reads(transact);
        capacity(transact);
        return transact.list();
    }

    private static String of(String... elements) {
        return "{TransactItems: [" + String.join(", ", elements) + "]}";
    }

    private static String with(String members, String... elements) {
        return "{" + members + ", TransactItems: [" + String.join(", ", elements) + "]}";
    }

    private static String get(String table, String key, String... members) {
        return "{Get: {TableName: '" + table + "', Key: " + key
                + Stream.of(members).map(member -> ", " + member).collect(Collectors.joining()) + "}}";
    }

    private static String gets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> get("@hash", "{a: {S: '@key-" + i + "'}}"))
                .collect(Collectors.joining(", "));
    }

    private static void constraints(Cases transact) {
        transact.documented("nothing in the request", "{}").violates(isNull("transactItems"));
        transact.observed("no items", of()).violates(Messages.tooShort("[]", "transactItems", 1));
        transact.observed("101 items", of(gets(101)))
                .failsLike(
                        VALIDATION,
                        "1 validation error detected: Value '\\[.+\\]' at 'transactItems' failed to satisfy constraint:"
                                + " Member must have length less than or equal to 100");
        transact.observed("100 items", of(gets(100))).answers("{Responses: [" + "{}, ".repeat(99) + "{}]}");
        transact.documented("an element of nothing", of("{}")).violates(isNull(ELEMENT + "get"));
        transact.documented("a get of nothing", of("{Get: {}}"))
                .violates(isNull(ELEMENT + "get.tableName"), isNull(ELEMENT + "get.key"));
        String unknown = "ReturnConsumedCapacity: 'hi'";
        String notOne = notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE");
        transact.observed("a value that no member has", with(unknown, gets(1))).violates(notOne);
        transact.observed("constraints go before the table", with(unknown, get("@missing", "{a: {S: 'x'}}")))
                .violates(notOne);
        transact.observed("constraints go before an item twice", with(unknown, gets(1), gets(1)))
                .violates(notOne);
    }

    private static void tables(Cases transact) {
        transact.observed("a table name with a character that none has", of(get("bad!name", "{a: {S: 'x'}}")))
                .violates(badName("bad!name", ELEMENT + "get.tableName"));
        transact.observed(
                        "a second table name with a character that none has",
                        of(gets(1), get("bad!name", "{a: {S: 'x'}}")))
                .violates(badName("bad!name", "transactItems.2.member.get.tableName"));
        transact.observed("no such table", of(get("@missing", "{a: {S: 'x'}}"))).fails(NOT_FOUND, Messages.NOT_FOUND);
        transact.documented("no such table beside one", of(gets(1), get("@missing", "{a: {S: 'x'}}")))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        transact.observed("an item twice", of(gets(1), gets(1)))
                .fails(VALIDATION, "Transaction request cannot include multiple operations on one item");
        transact.documented("a table by its ARN", of(get("@hashArn", "{a: {S: '@key'}}")))
                .givenItem("")
                .answers("{Responses: [{Item: {a: {S: '@key'}}}]}");
    }

    private static void keys(Cases transact) {
        for (BadValue bad : Messages.BAD_VALUES) {
            boolean seen = bad.message().startsWith(Messages.NOT_NUMERIC)
                    || bad.message().startsWith("Number ");
            transact.row(
                            "value: " + bad.name(),
                            of(get("@hash", "{a: " + bad.json() + "}")),
                            seen ? Source.OBSERVED : Source.BELIEVED)
                    .fails(VALIDATION, bad.message());
        }
        for (BadValue bad : Messages.BAD_KEYS) {
            // That it is a reason was seen of a key of no attribute.
            transact.row(
                            "key: " + bad.name(),
                            of(get("@hash", bad.json())),
                            bad.json().equals("{}") ? Source.OBSERVED : Source.BELIEVED)
                    .failsWith(TRANSACTION_CANCELLED, cancelled("ValidationError"), reasons(MISFIT));
        }
        transact.believed(
                        "keys that are none, in two tables",
                        of(get("@range", "{a: {S: 'x'}}"), get("@hash", "{a: {S: 'x'}}"), get("@hash", "{}")))
                .failsWith(
                        TRANSACTION_CANCELLED,
                        cancelled("ValidationError", "None", "ValidationError"),
                        reasons(MISFIT, "{Code: 'None'}", MISFIT));
        transact.believed("an empty string as key", of(get("@hash", "{a: {S: ''}}")))
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        transact.believed("2049 bytes of partition key", of(get("@hash", "{a: {S: '" + "k".repeat(2049) + "'}}")))
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
    }

    private static void expressions(Cases transact) {
        String key = "{a: {S: '@key'}}";
        transact.observed("a projection that is none", of(get("@hash", key, "ProjectionExpression: '!!!'")))
                .fails(VALIDATION, "Invalid ProjectionExpression: Syntax error; token: \"!\", near: \"!!\"");
        transact.believed("an empty projection", of(get("@hash", key, "ProjectionExpression: ''")))
                .fails(VALIDATION, "Invalid ProjectionExpression: The expression can not be empty;");
        transact.believed(
                        "a name too many",
                        of(get("@hash", key, "ProjectionExpression: 'b'", "ExpressionAttributeNames: {'#n': 'b'}")))
                .fails(VALIDATION, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
        transact.believed("names without an expression", of(get("@hash", key, "ExpressionAttributeNames: {'#n': 'b'}")))
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
    }

    private static void reads(Cases transact) {
        transact.observed(
                        "items of two tables, and none",
                        of(
                                get("@hash", "{a: {S: '@key-2'}}"),
                                get("@range", "{a: {S: '@key'}, b: {S: 'x'}}"),
                                get("@hash", "{a: {S: '@key'}}")))
                .givenItem("b: {N: '1'}")
                .given("PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: 'x'}}}")
                .answers(
                        "{Responses: [{}, {Item: {a: {S: '@key'}, b: {S: 'x'}}}, {Item: {a: {S: '@key'}, b: {N: '1'}}}]}");
        transact.documented(
                        "some attributes",
                        of(get(
                                "@hash",
                                "{a: {S: '@key'}}",
                                "ProjectionExpression: 'b, #c'",
                                "ExpressionAttributeNames: {'#c': 'c'}")))
                .givenItem("b: {N: '1'}, c: {N: '2'}, d: {N: '3'}")
                .answers("{Responses: [{Item: {b: {N: '1'}, c: {N: '2'}}}]}");
        transact.observed(
                        "attributes that the item has not",
                        of(get("@hash", "{a: {S: '@key'}}", "ProjectionExpression: 'x'")))
                .givenItem("b: {N: '1'}")
                .answers("{Responses: [{}]}");
        transact.documented("what a transaction has written", of(gets(2)))
                .given(
                        "TransactWriteItems",
                        "{TransactItems: [{Put: {TableName: '@hash', Item: {a: {S: '@key-0'}}}}, {Put: {TableName:"
                                + " '@hash', Item: {a: {S: '@key-1'}}}}]}")
                .answers("{Responses: [{Item: {a: {S: '@key-0'}}}, {Item: {a: {S: '@key-1'}}}]}");
        // The text is believed: nobody was found who cites it.
        CaseBuilder tooLarge = transact.documented("more than 4 MB", of(gets(11)));
        for (int i = 0; i < 11; i++) {
            tooLarge.given(
                    "PutItem",
                    "{TableName: '@hash', Item: {a: {S: '@key-" + i + "'}, b: {S: '" + "x".repeat(400_000) + "'}}}");
        }
        tooLarge.failsLike(VALIDATION, ".+");
    }

    private static void capacity(Cases transact) {
        String total = "ReturnConsumedCapacity: 'TOTAL'";
        transact.observed("capacity of an item and of none", with(total, gets(1), get("@hash", "{a: {S: '@key'}}")))
                .givenItem("")
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 4, TableName: '@hash'}]}");
        transact.believed("capacity TOTAL", with(total, gets(1)))
                .answers("{Responses: [{}],"
                        + " ConsumedCapacity: [{CapacityUnits: 2, ReadCapacityUnits: 2, TableName: '@hash'}]}");
        transact.observed("capacity INDEXES", with("ReturnConsumedCapacity: 'INDEXES'", gets(1)))
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 2, TableName: '@hash',"
                        + " Table: {CapacityUnits: 2, ReadCapacityUnits: 2}}]}");
        transact.documented("capacity NONE", with("ReturnConsumedCapacity: 'NONE'", gets(1)))
                .answers("{Responses: [{}]}");
        transact.documented("capacity of 5000 bytes", with(total, get("@hash", "{a: {S: '@key'}}")))
                .givenItem("b: {S: '" + "x".repeat(5000) + "'}")
                .answersWith("{ConsumedCapacity: [{CapacityUnits: 4, TableName: '@hash'}]}");
    }
}
