package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
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
final class BatchWriteItemConformance {
    private static final String TOO_MANY =
            "1 validation error detected: Value '\\{.+\\}' at 'requestItems' failed to satisfy constraint: Map value"
                    + " must satisfy constraint: \\[Member must have length less than or equal to 25, Member must have"
                    + " length greater than or equal to 1\\]";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases batch = Cases.of("BatchWriteItem");
        constraints(batch);
        puts(batch);
        deletes(batch);
        duplicates(batch);
        writes(batch);
        return batch.list();
    }

    private static String of(String table, String requests) {
        return "{RequestItems: {'" + table + "': [" + requests + "]}}";
    }

    private static String put(String item) {
        return "{PutRequest: {Item: " + item + "}}";
    }

    private static String delete(String key) {
        return "{DeleteRequest: {Key: " + key + "}}";
    }

    private static String puts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> put("{a: {S: '@key-" + i + "'}}"))
                .collect(Collectors.joining(", "));
    }

    private static void constraints(Cases batch) {
        batch.observed("nothing in the request", "{}").violates(isNull("requestItems"));
        batch.observed("values that no member has", "{ReturnConsumedCapacity: 'hi', ReturnItemCollectionMetrics: 'hi'}")
                .violates(
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        notOneOf("hi", "returnItemCollectionMetrics", "SIZE, NONE"),
                        isNull("requestItems"));
        batch.observed("no table", "{RequestItems: {}}").failsLike(VALIDATION, ".*requestItems.*");
        batch.observed("no request", of("@hash", "")).failsLike(VALIDATION, ".*requestItems.*");
        batch.observed("26 requests", of("@hash", puts(26))).failsLike(VALIDATION, TOO_MANY);
        batch.observed("25 requests", of("@hash", puts(25))).answers("{UnprocessedItems: {}}");
        batch.documented(
                        "26 requests for two tables",
                        "{RequestItems: {'@hash': [" + puts(25) + "], '@hashB': [" + put("{a: {B: 'AQ=='}}") + "]}}")
                .failsLike(VALIDATION, "Too many items requested for the BatchWriteItem call");
        batch.observed("an empty request", of("@hash", "{}")).fails(VALIDATION, Messages.TWO_TYPES);
        batch.observed(
                        "a put and a delete in one",
                        of("@hash", "{PutRequest: {Item: {a: {S: 'x'}}}, DeleteRequest: {Key: {a: {S: 'x'}}}}"))
                .fails(VALIDATION, Messages.TWO_TYPES);
        batch.observed("no such table", of("@missing", put("{a: {S: 'x'}}"))).fails(NOT_FOUND, Messages.NOT_FOUND);
        batch.observed(
                        "the table goes before duplicates",
                        of("@missing", put("{a: {S: 'x'}}") + ", " + delete("{a: {S: 'x'}}")))
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void puts(Cases batch) {
        for (BadValue bad : Messages.BAD_VALUES) {
            batch.observed("put, value: " + bad.name(), of("@hash", put("{a: {S: '@key'}, b: " + bad.json() + "}")))
                    .fails(VALIDATION, bad.message());
        }
        batch.observed("put without the key", of("@hash", put("{b: {S: 'x'}}")))
                .fails(VALIDATION, Messages.KEY_MISMATCH);
        for (BadValue type : Messages.OTHER_TYPES) {
            batch.observed("put, a key of type " + type.name(), of("@hash", put("{a: " + type.json() + "}")))
                    .fails(VALIDATION, Messages.KEY_MISMATCH);
        }
        batch.observed("put, an empty string as key", of("@hash", put("{a: {S: ''}}")))
                .fails(VALIDATION, Messages.EMPTY_STRING_KEY + "a");
        batch.observed("put, 2049 bytes of partition key", of("@hash", put("{a: {S: '" + "k".repeat(2049) + "'}}")))
                .fails(VALIDATION, Messages.PARTITION_KEY_TOO_LONG);
        batch.observed("put, 409601 bytes", of("@hash", put("{a: {S: '@key'}, b: {S: '" + "x".repeat(409_592) + "'}}")))
                .fails(VALIDATION, Messages.ITEM_TOO_LARGE);
        batch.observed("put, 409600 bytes", of("@hash", put("{a: {S: '@key'}, b: {S: '" + "x".repeat(409_591) + "'}}")))
                .answers("{UnprocessedItems: {}}");
    }

    private static void deletes(Cases batch) {
        for (BadValue bad : Messages.BAD_KEYS) {
            batch.observed("delete, key: " + bad.name(), of("@hash", delete(bad.json())))
                    .fails(VALIDATION, bad.message());
        }
    }

    private static void duplicates(Cases batch) {
        String duplicates = "Provided list of item keys contains duplicates";
        batch.observed(
                        "a put and a delete of one item",
                        of("@hash", put("{a: {S: 'x'}, c: {S: 'y'}}") + ", " + delete("{a: {S: 'x'}}")))
                .fails(VALIDATION, duplicates);
        batch.observed(
                        "a delete and a put of one item",
                        of("@hash", delete("{a: {S: 'x'}}") + ", " + put("{a: {S: 'x'}}")))
                .fails(VALIDATION, duplicates);
        batch.observed(
                        "two puts of one item",
                        of("@hash", put("{a: {S: 'x'}}") + ", " + put("{a: {S: 'x'}, b: {S: 'y'}}")))
                .fails(VALIDATION, duplicates);
    }

    private static void writes(Cases batch) {
        batch.documented(
                        "puts and deletes in two tables",
                        "{RequestItems: {'@hash': [" + put("{a: {S: '@key'}, b: {S: 'new'}}") + ", "
                                + delete("{a: {S: '@key-2'}}") + "], '@range': [" + put("{a: {S: '@key'}, b: {S: 'x'}}")
                                + "]}}")
                .givenItem("b: {S: 'old'}, c: {S: 'old'}")
                .given("PutItem", "{TableName: '@hash', Item: {a: {S: '@key-2'}}}")
                .answers("{UnprocessedItems: {}}")
                .thenItem("b: {S: 'new'}")
                .then("GetItem", "{TableName: '@hash', Key: {a: {S: '@key-2'}}, ConsistentRead: true}", "{}")
                .then(
                        "GetItem",
                        "{TableName: '@range', Key: {a: {S: '@key'}, b: {S: 'x'}}, ConsistentRead: true}",
                        "{Item: {a: {S: '@key'}, b: {S: 'x'}}}");
        batch.documented(
                        "a refused batch writes nothing",
                        of("@hash", put("{a: {S: '@key'}, b: {S: 'new'}}") + ", " + put("{b: {S: 'x'}}")))
                .fails(VALIDATION, Messages.KEY_MISMATCH)
                .thenNoItem();
        batch.documented("a delete of no item", of("@hash", delete("{a: {S: '@key'}}")))
                .answers("{UnprocessedItems: {}}");
        String two = of(
                "@hash",
                put("{a: {S: '@key'}, b: {S: '" + "x".repeat(1500) + "'}}") + ", " + delete("{a: {S: '@key-2'}}"));
        String counted = two.substring(0, two.length() - 1) + ", ReturnConsumedCapacity: ";
        batch.observed("capacity", counted + "'TOTAL'}")
                .answers("{UnprocessedItems: {}, ConsumedCapacity: [{CapacityUnits: 3, TableName: '@hash'}]}");
        batch.observed("capacity INDEXES", counted + "'INDEXES'}")
                .answers("{UnprocessedItems: {}, ConsumedCapacity: [{CapacityUnits: 3, Table: {CapacityUnits: 3},"
                        + " TableName: '@hash'}]}");
    }
}
