package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.TRANSACTION_CANCELLED;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.badName;
import static io.stator.conformance.Messages.cancelled;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;
import static io.stator.conformance.Messages.reasons;
import static io.stator.conformance.TransactBodies.ABSENT;
import static io.stator.conformance.TransactBodies.PRESENT;
import static io.stator.conformance.TransactBodies.check;
import static io.stator.conformance.TransactBodies.delete;
import static io.stator.conformance.TransactBodies.element;
import static io.stator.conformance.TransactBodies.invalidReason;
import static io.stator.conformance.TransactBodies.keyed;
import static io.stator.conformance.TransactBodies.of;
import static io.stator.conformance.TransactBodies.put;
import static io.stator.conformance.TransactBodies.set;
import static io.stator.conformance.TransactBodies.sized;
import static io.stator.conformance.TransactBodies.sizedValue;
import static io.stator.conformance.TransactBodies.with;
import static io.stator.conformance.TransactBodies.withKey;

import io.stator.conformance.Messages.BadValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConformanceTarget.class)
final class TransactWriteItemsConformance {
    /** DynamoDB: bytes of an item. */
    private static final int ITEM_BYTES_MAX = 409_600;

    private static final String ELEMENT = "transactItems.1.member.";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases transact = Cases.of("TransactWriteItems");
        constraints(transact);
        actions(transact);
        tables(transact);
        values(transact);
        sizes(transact);
        depth(transact);
        expressions(transact);
        order(transact);
        keys(transact);
        return transact.list();
    }

    private static String puts(int count) {
        return IntStream.range(0, count).mapToObj(i -> put("@key-" + i, "")).collect(Collectors.joining(", "));
    }

    private static void constraints(Cases transact) {
        transact.documented("nothing in the request", "{}").violates(isNull("transactItems"));
        transact.observed("no items", of()).violates(Messages.tooShort("[]", "transactItems", 1));
        transact.observed("101 items", of(puts(101)))
                .failsLike(
                        VALIDATION,
                        "1 validation error detected: Value '\\[.+\\]' at 'transactItems' failed to satisfy constraint:"
                                + " Member must have length less than or equal to 100");
        transact.observed("100 items", of(puts(100))).answers("{}");
        transact.observed(
                        "values that no member has",
                        with("ReturnConsumedCapacity: 'hi', ReturnItemCollectionMetrics: 'ho'", put("@key", "")))
                .fails(
                        VALIDATION,
                        "2 validation errors detected: "
                                + notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE") + "; "
                                + notOneOf("ho", "returnItemCollectionMetrics", "SIZE, NONE"))
                .thenNoItem();
        String token = "t".repeat(37);
        transact.observed("a token of 37 characters", with("ClientRequestToken: '" + token + "'", put("@key", "")))
                .violates(Messages.tooLong(token, "clientRequestToken", 36))
                .thenNoItem();
        transact.observed(
                        "a token of 37 characters beside another fault",
                        with("ClientRequestToken: '" + token + "', ReturnConsumedCapacity: 'hi'", put("@key", "")))
                .fails(
                        VALIDATION,
                        "2 validation errors detected: " + Messages.tooLong(token, "clientRequestToken", 36) + "; "
                                + notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"));
        transact.documented("an empty token", with("ClientRequestToken: ''", put("@key", "")))
                .violates(Messages.tooShort("", "clientRequestToken", 1));
        transact.observed(
                        "constraints go before the table",
                        with("ReturnConsumedCapacity: 'hi'", put("@key", "").replace("@hash", "@missing")))
                .violates(notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"));
        transact.observed(
                        "constraints go before an item twice",
                        with("ReturnConsumedCapacity: 'hi'", put("@key", ""), delete("@key")))
                .violates(notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"));
    }

    private static void actions(Cases transact) {
        transact.observed("an element of nothing", of("{}"))
                .fails(
                        VALIDATION,
                        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
        transact.observed(
                        "a put and a delete in one",
                        of("{Put: {TableName: '@hash', Item: {a: {S: 'x'}}}, Delete: {TableName: '@hash', Key: {a: {S:"
                                + " 'x'}}}}"))
                .fails(VALIDATION, "TransactItems can only contain one of Check, Put, Update or Delete");
        transact.documented("a put of nothing", of("{Put: {}}"))
                .violates(isNull(ELEMENT + "put.tableName"), isNull(ELEMENT + "put.item"));
        transact.documented("a delete of nothing", of("{Delete: {}}"))
                .violates(isNull(ELEMENT + "delete.tableName"), isNull(ELEMENT + "delete.key"));
        transact.documented("an update of nothing", of("{Update: {}}"))
                .violates(
                        isNull(ELEMENT + "update.tableName"),
                        isNull(ELEMENT + "update.key"),
                        isNull(ELEMENT + "update.updateExpression"));
        transact.documented("a check of nothing", of("{ConditionCheck: {}}"))
                .violates(
                        isNull(ELEMENT + "conditionCheck.tableName"),
                        isNull(ELEMENT + "conditionCheck.key"),
                        isNull(ELEMENT + "conditionCheck.conditionExpression"));
        transact.documented("a check without a condition", of(check("@key")))
                .violates(isNull(ELEMENT + "conditionCheck.conditionExpression"));
        transact.documented("an update without an expression", of(keyed("Update", "@key")))
                .violates(isNull(ELEMENT + "update.updateExpression"));
        transact.believed(
                        "a value that ReturnValuesOnConditionCheckFailure has not",
                        of(put("@key", "", "ReturnValuesOnConditionCheckFailure: 'hi'")))
                .violates(notOneOf("hi", ELEMENT + "put.returnValuesOnConditionCheckFailure", "ALL_OLD, NONE"));
    }

    private static void tables(Cases transact) {
        for (String action : List.of("put", "update", "delete", "conditionCheck")) {
            String member = Character.toUpperCase(action.charAt(0)) + action.substring(1);
            String members = (action.equals("put") ? "Item" : "Key") + ": {a: {S: 'x'}}"
                    + (action.equals("update") ? ", UpdateExpression: 'REMOVE b'" : "")
                    + (action.equals("conditionCheck") ? ", " + PRESENT : "");
            transact.observed(
                            member + ", a table name with a character that none has",
                            of(put("@key", ""), element(member, "bad!name", members)))
                    .violates(badName("bad!name", "transactItems.2.member." + action + ".tableName"));
        }
        transact.believed("an empty table name", of(element("Put", "", "Item: {a: {S: 'x'}}")))
                .violates(Messages.tooShort("", ELEMENT + "put.tableName", 1));
        transact.observed("no such table", of(element("Put", "@missing", "Item: {a: {S: 'x'}}")))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
        transact.documented(
                        "no such table beside one",
                        of(put("@key", ""), element("Delete", "@missing", "Key: {a: {S: 'x'}}")))
                .fails(NOT_FOUND, Messages.NOT_FOUND)
                .thenNoItem();
        transact.documented(
                        "a table by its ARN",
                        of(element("Put", "@hashArn", "Item: {a: {S: '@key'}}"), put("@key-2", "")))
                .answers("{}")
                .thenItem("");
        String twice = "Transaction request cannot include multiple operations on one item";
        transact.observed("an item twice", of(put("@key", ""), put("@key", "b: {S: 'x'}")))
                .fails(VALIDATION, twice)
                .thenNoItem();
        transact.documented("an item checked and put", of(check("@key", ABSENT), put("@key", "")))
                .fails(VALIDATION, twice);
        transact.documented("an item deleted and updated", of(delete("@key"), set("@key", "{S: 'x'}")))
                .fails(VALIDATION, twice);
        transact.believed(
                        "an item twice, its number written in two ways",
                        of(
                                element("Put", "@number", "Item: {a: {S: '@key'}, b: {N: '1'}}"),
                                element("Delete", "@number", "Key: {a: {S: '@key'}, b: {N: '1.0'}}")))
                .fails(VALIDATION, twice);
    }

    private static void values(Cases transact) {
        for (BadValue bad : Messages.BAD_VALUES) {
            transact.row("value: " + bad.name(), of(put("@key", "b: " + bad.json())), source(bad))
                    .fails(VALIDATION, bad.message());
        }
        transact.observed("a number that is none in a value of an expression", of(set("@key", "{N: 'b'}")))
                .fails(
                        VALIDATION,
                        "ExpressionAttributeValues contains invalid value: " + Messages.NOT_NUMERIC + ": b for key :v");
    }

    /** Numbers and sets were seen to be refused so; of the others, that they are is inferred from BatchWriteItem. */
    private static Source source(BadValue bad) {
        return bad.message().startsWith(Messages.NOT_NUMERIC) || bad.message().startsWith("Number ")
                ? Source.OBSERVED
                : Source.BELIEVED;
    }

    private static void sizes(Cases transact) {
        transact.observed("put, 409600 bytes", of(put("@key", sized(ITEM_BYTES_MAX))))
                .answers("{}");
        transact.observed("put, 409601 bytes", of(put("@key", sized(ITEM_BYTES_MAX + 1))))
                .fails(VALIDATION, Messages.ITEM_TOO_LARGE);
        transact.observed("update, 409600 bytes", of(set("@key", sizedValue(ITEM_BYTES_MAX))))
                .answers("{}");
        for (String old : List.of("no item", "an item")) {
            CaseBuilder large = transact.observed(
                    "update of " + old + ", 409601 bytes", of(set("@key", sizedValue(ITEM_BYTES_MAX + 1))));
            (old.equals("no item") ? large : large.givenItem("b: {S: 'x'}"))
                    .failsWith(
                            TRANSACTION_CANCELLED,
                            cancelled("ValidationError"),
                            reasons(invalidReason(Messages.UPDATE_TOO_LARGE)));
        }
        String large = IntStream.range(0, 12)
                .mapToObj(i -> put("@key-" + i, "b: {S: '" + "x".repeat(350_000) + "'}"))
                .collect(Collectors.joining(", "));
        transact.observed("more than 4 MB", of(large)).failsLike(VALIDATION, ".+");
        String fits = IntStream.range(0, 10)
                .mapToObj(i -> put("@key-" + i, "b: {S: '" + "x".repeat(350_000) + "'}"))
                .collect(Collectors.joining(", "));
        transact.observed("3.5 MB", of(fits)).answers("{}");
    }

    private static void depth(Cases transact) {
        String fits = "{M: {n: ".repeat(31) + "{S: 'x'}" + "}}".repeat(31);
        String tooDeep = "{M: {n: " + fits + "}}";
        transact.observed("put, maps 31 deep, and a string in them", of(put("@key", "b: " + fits)))
                .answers("{}");
        transact.observed("put, maps 32 deep, and a string in them", of(put("@key", "b: " + tooDeep)))
                .fails(VALIDATION, Messages.TOO_DEEP);
        // Regions differ: in some, the transaction is cancelled for it.
        transact.observed("update, maps 32 deep, and a string in them", of(set("@key", tooDeep)))
                .failsLike(VALIDATION, ".*" + Messages.TOO_DEEP + ".*");
    }

    private static void expressions(Cases transact) {
        for (String action : List.of("Put", "Delete", "ConditionCheck")) {
            String empty = "ConditionExpression: ''";
            transact.observed(
                            action + ", an empty condition",
                            of(action.equals("Put") ? put("@key", "", empty) : keyed(action, "@key", empty)))
                    .fails(VALIDATION, "Invalid ConditionExpression: The expression can not be empty;");
        }
        transact.believed("an empty update", of(keyed("Update", "@key", "UpdateExpression: ''")))
                .fails(VALIDATION, "Invalid UpdateExpression: The expression can not be empty;");
        String unused = "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}";
        String more = "ExpressionAttributeValues: {':w': {S: 'x'}}";
        transact.observed("put, a value too many", of(put("@key", "", ABSENT, more)))
                .fails(VALIDATION, unused);
        transact.observed("delete, a value too many", of(delete("@key", ABSENT, more)))
                .fails(VALIDATION, unused);
        transact.observed("check, a value too many", of(put("@key-2", ""), check("@key", ABSENT, more)))
                .fails(VALIDATION, unused)
                .then("GetItem", "{TableName: '@hash', Key: {a: {S: '@key-2'}}, ConsistentRead: true}", "{}");
        transact.observed(
                        "update, a value too many",
                        of(keyed(
                                "Update",
                                "@key",
                                "UpdateExpression: 'SET b = :v'",
                                "ExpressionAttributeValues: {':v': {S: 'x'}, ':w': {S: 'x'}}")))
                .fails(VALIDATION, unused);
        transact.believed("names without an expression", of(put("@key", "", "ExpressionAttributeNames: {'#b': 'b'}")))
                .answers("{}");
        transact.believed(
                        "a condition on a part of the key",
                        of(put("@key", "", "ConditionExpression: 'attribute_exists(a.b)'")))
                .fails(
                        VALIDATION,
                        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed:"
                                + " Key: a");
    }

    private static void order(Cases transact) {
        String malformed = check("@key", "ConditionExpression: 'attribute_not_exists('");
        String syntax = "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"(\"";
        String missing = element("Put", "@missing", "Item: {a: {S: 'x'}}");
        String tooDeep = put("@key-2", "b: " + "{M: {n: ".repeat(32) + "{S: 'x'}" + "}}".repeat(32));
        String unused = check("@key", ABSENT, "ExpressionAttributeValues: {':v': {S: 'x'}}");
        String unusedValue = "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}";
        transact.observed("a condition that is none", of(malformed)).fails(VALIDATION, syntax);
        transact.observed("a condition that is none, behind a table that is not there", of(missing, malformed))
                .fails(VALIDATION, syntax);
        transact.observed("a condition that is none, before an item that is too deep", of(malformed, tooDeep))
                .fails(VALIDATION, syntax);
        transact.observed("an item that is too deep, before a condition that is none", of(tooDeep, malformed))
                .fails(VALIDATION, Messages.TOO_DEEP);
        transact.observed("a value too many, behind a table that is not there", of(missing, unused))
                .fails(VALIDATION, unusedValue);
        transact.observed("a value too many, before a table that is not there", of(unused, missing))
                .fails(VALIDATION, unusedValue);
        transact.observed("a value too many, behind a write of the same item", of(put("@key", ""), unused))
                .fails(VALIDATION, unusedValue)
                .thenNoItem();
        transact.believed(
                        "an item twice, before a table that is not there",
                        of(put("@key", ""), put("@key", ""), missing))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    /** Whose content no key may have: the request is refused as a whole. */
    private static void keys(Cases transact) {
        for (String action : List.of("Put", "Update", "Delete", "ConditionCheck")) {
            transact.observed(action + ", an empty string as key", of(withKey(action, "@hash", "{S: ''}")))
                    .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
            transact.observed(action + ", an empty binary as key", of(withKey(action, "@hashB", "{B: ''}")))
                    .fails(VALIDATION, Messages.EMPTY_BINARY_KEY + "a");
        }
        transact.believed(
                        "put, 2049 bytes of partition key",
                        of(withKey("Put", "@hash", "{S: '" + "k".repeat(2049) + "'}")))
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        transact.believed(
                        "delete, 1025 bytes of sort key",
                        of(element("Delete", "@range", "Key: {a: {S: 'x'}, b: {S: '" + "k".repeat(1025) + "'}}")))
                .fails(VALIDATION, Messages.SORT_KEY_TOO_LONG);
    }
}
