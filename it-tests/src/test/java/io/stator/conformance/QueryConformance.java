package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;
import static io.stator.conformance.Messages.one;

import io.stator.conformance.Messages.BadValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Query of items that are there. What is wrong with a key condition: {@link KeyConditionConformance}. */
@ExtendWith(ConformanceTarget.class)
final class QueryConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases query = Cases.of("Query");
        constraints(query);
        conditions(query);
        orders(query);
        pages(query);
        startKeys(query);
        filters(query);
        selections(query);
        largePages(query);
        capacity(query);
        return query.list();
    }

    /** Of partition {@code @key} in {@code @range}, all of it unless it says more. */
    private static String all(String members) {
        return some("a = :a", "", members);
    }

    private static String some(String condition, String values, String members) {
        return "{TableName: '@range', KeyConditionExpression: '" + condition + "', ConsistentRead: true,"
                + " ExpressionAttributeValues: {':a': {S: '@key'}" + (values.isEmpty() ? "" : ", " + values) + "}"
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    /** With items of partition {@code @key}, of these sort keys, each with attribute {@code n} as its place from 0. */
    private static CaseBuilder given(CaseBuilder row, String... sortKeys) {
        String puts = Stream.of(sortKeys)
                .map(key -> "{PutRequest: {Item: " + item(key, List.of(sortKeys).indexOf(key)) + "}}")
                .collect(Collectors.joining(", "));
        return row.given("BatchWriteItem", "{RequestItems: {'@range': [" + puts + "]}}");
    }

    private static String item(String sortKey, int place) {
        return "{a: {S: '@key'}, b: {S: '" + sortKey + "'}, n: {N: '" + place + "'}}";
    }

    /** Of the items of keys 0, 1, … those at these places. */
    private static String items(int... places) {
        return Arrays.stream(places)
                .mapToObj(place -> item(String.valueOf(place), place))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String counted(String items, int count, int scanned) {
        return "{Items: " + items + ", Count: " + count + ", ScannedCount: " + scanned + "}";
    }

    private static void constraints(Cases query) {
        query.observed("nothing in the request", "{}").violates(isNull("tableName"));
        query.observed("an empty table name", "{TableName: ''}").violates(Messages.tooShort("", "tableName", 1));
        query.observed("an empty index name", "{TableName: '@range', IndexName: ''}")
                .violates(Messages.badName("", "indexName"), Messages.tooShort("", "indexName", 3));
        query.observed("an index name of 256 characters", "{TableName: '@range', IndexName: '" + "i".repeat(256) + "'}")
                .violates(Messages.tooLong("i".repeat(256), "indexName", 255));
        query.observed(
                        "values that no member has",
                        "{TableName: 'abc;', ReturnConsumedCapacity: 'hi', AttributesToGet: [], IndexName: 'abc;',"
                                + " Select: 'hi', ConditionalOperator: 'AN', QueryFilter: {a: {}}}")
                .violates(
                        notOneOf(
                                "hi", "select", "SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES"),
                        Messages.badName("abc;", "indexName"),
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        isNull("queryFilter.a.member.comparisonOperator"),
                        Messages.badName("abc;", "tableName"),
                        notOneOf("AN", "conditionalOperator", "OR, AND"),
                        Messages.tooShort("[]", "attributesToGet", 1));
        query.observed("Limit 0", all("Limit: 0"))
                .fails(
                        VALIDATION,
                        one("Value at 'Limit' failed to satisfy constraint: "
                                + "Member must have value greater than or equal to 1"));
        query.observed("a Select in small letters", all("Select: 'count'"))
                .violates(notOneOf(
                        "count", "select", "SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES"));
        query.observed("no key condition", "{TableName: '@range'}")
                .fails(
                        VALIDATION,
                        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
                                + " request.");
        query.observed("no such table", all("").replace("@range", "@missing")).fails(NOT_FOUND, Messages.NOT_FOUND);
        query.observed("no such index", all("IndexName: 'whatever'"))
                .fails(VALIDATION, "The table does not have the specified index: whatever");
    }

    private static void conditions(Cases query) {
        query.documented("an empty partition", all("")).answers("{Items: [], Count: 0, ScannedCount: 0}");
        query.documented("a partition of a table without sort keys", all("").replace("@range", "@hash"))
                .givenItem("n: {N: '1'}")
                .answers("{Items: [{a: {S: '@key'}, n: {N: '1'}}], Count: 1, ScannedCount: 1}");
        given(query.documented("a whole partition", all("")), "0", "1", "2").answers(counted(items(0, 1, 2), 3, 3));
        String v = "':v': {S: '1'}";
        String[][] rows = {
            {"a = :a AND b = :v", v, items(1)},
            {"b = :v AND a = :a", v, items(1)},
            {"a = :a and :v = b", v, items(1)},
            {"(a = :a) AND (b = :v)", v, items(1)},
            {"a = :a AND b < :v", v, items(0)},
            {"a = :a AND b <= :v", v, items(0, 1)},
            {"a = :a AND b > :v", v, items(2, 3)},
            {"a = :a AND b >= :v", v, items(1, 2, 3)},
            {"a = :a AND :v > b", v, items(0)},
            {"a = :a AND b BETWEEN :v AND :w", v + ", ':w': {S: '2'}", items(1, 2)},
            {"a = :a AND b between :v and :w", v + ", ':w': {S: '1'}", items(1)},
            {"a = :a AND begins_with(b, :v)", v, items(1)},
            {"a = :a AND begins_with(b, :v)", "':v': {S: 'x'}", "[]"},
            {"a = :a AND b > :v", "':v': {S: '3'}", "[]"},
        };
        for (String[] row : rows) {
            int count = row[2].split("\\{a: ", -1).length - 1;
            given(query.documented(row[0] + " with " + row[1], some(row[0], row[1], "")), "0", "1", "2", "3")
                    .answers(counted(row[2], count, count));
        }
        given(
                        query.documented(
                                "by names",
                                some("#a = :a AND #b = :v", v, "ExpressionAttributeNames: {'#a': 'a', '#b': 'b'}")),
                        "0",
                        "1")
                .answers(counted(items(1), 1, 1));
        query.documented("by the table's ARN", all("").replace("@range", "@hashArn"))
                .givenItem("")
                .answers("{Items: [{a: {S: '@key'}}], Count: 1, ScannedCount: 1}");
        given(
                        query.documented(
                                "by KeyConditions",
                                "{TableName: '@range', ConsistentRead: true, KeyConditions: {a: {ComparisonOperator:"
                                        + " 'EQ', AttributeValueList: [{S: '@key'}]}, b: {ComparisonOperator: 'GE',"
                                        + " AttributeValueList: [{S: '1'}]}}}"),
                        "0",
                        "1",
                        "2")
                .answers(counted(items(1, 2), 2, 2));
        given(
                        query.documented(
                                "read eventually", all("").replace("ConsistentRead: true", "ConsistentRead: false")),
                        "0",
                        "1")
                .answers(counted(items(0, 1), 2, 2));
    }

    private static void orders(Cases query) {
        given(query.documented("descending", all("ScanIndexForward: false")), "0", "1", "2")
                .answers(counted(items(2, 1, 0), 3, 3));
        given(
                        query.documented("strings by their UTF-8 bytes", all("ProjectionExpression: 'b'")),
                        "a",
                        "B",
                        "é",
                        "}",
                        "b",
                        "10",
                        "9",
                        "😀",
                        "ﬀ")
                .answers("{Items: [{b: {S: '10'}}, {b: {S: '9'}}, {b: {S: 'B'}}, {b: {S: 'a'}}, {b: {S: 'b'}},"
                        + " {b: {S: '}'}}, {b: {S: 'é'}}, {b: {S: 'ﬀ'}}, {b: {S: '😀'}}], Count: 9, ScannedCount: 9}");
        List<String> numbers = List.of("-1e125", "-10", "-9.5", "-1e-130", "0", "1e-130", "0.5", "9", "10", "9.9e125");
        CaseBuilder byNumber = query.documented(
                "numbers by their value",
                "{TableName: '@number', KeyConditionExpression: 'a = :a AND b BETWEEN :v AND :w', ConsistentRead: true,"
                        + " ExpressionAttributeValues: {':a': {S: '@key'}, ':v': {N: '-10'}, ':w': {N: '10'}},"
                        + " ProjectionExpression: 'c'}");
        for (String number : List.of("10", "0.5", "-10", "9.9e125", "0", "-1e-130", "9", "-1e125", "1e-130", "-9.5")) {
            byNumber.given(
                    "PutItem",
                    "{TableName: '@number', Item: {a: {S: '@key'}, b: {N: '" + number + "'}, c: {S: '" + number
                            + "'}}}");
        }
        byNumber.answers("{Items: "
                + numbers.subList(1, 9).stream()
                        .map(number -> "{c: {S: '" + number + "'}}")
                        .collect(Collectors.joining(", ", "[", "]"))
                + ", Count: 8, ScannedCount: 8}");
        CaseBuilder byBytes = query.documented(
                "binaries as unsigned bytes",
                "{TableName: '@binary', KeyConditionExpression: 'a = :a AND begins_with(b, :v)', ConsistentRead: true,"
                        + " ExpressionAttributeValues: {':a': {S: '@key'}, ':v': {B: 'AQ=='}}, ProjectionExpression:"
                        + " 'b'}");
        for (String bytes : List.of("Af8=", "AQ==", "Ag==", "AQA=", "AX8=")) {
            byBytes.given("PutItem", "{TableName: '@binary', Item: {a: {S: '@key'}, b: {B: '" + bytes + "'}}}");
        }
        byBytes.answers("{Items: [{b: {B: 'AQ=='}}, {b: {B: 'AQA='}}, {b: {B: 'AX8='}}, {b: {B: 'Af8='}}], Count: 4,"
                + " ScannedCount: 4}");
    }

    private static String last(String sortKey) {
        return ", LastEvaluatedKey: {a: {S: '@key'}, b: {S: '" + sortKey + "'}}}";
    }

    private static String page(String items, int count, int scanned, String lastKey) {
        String counted = counted(items, count, scanned);
        return counted.substring(0, counted.length() - 1) + last(lastKey);
    }

    private static String after(String sortKey) {
        return "ExclusiveStartKey: {a: {S: '@key'}, b: {S: '" + sortKey + "'}}";
    }

    private static void pages(Cases query) {
        String[] keys = {"0", "1", "2", "3"};
        given(query.documented("Limit", all("Limit: 2")), keys).answers(page(items(0, 1), 2, 2, "1"));
        given(query.documented("Limit, on from there", all("Limit: 3, " + after("1"))), keys)
                .answers(counted(items(2, 3), 2, 2));
        given(query.documented("Limit of all there is", all("Limit: 4")), keys)
                .answers(page(items(0, 1, 2, 3), 4, 4, "3"));
        given(query.documented("on from the last", all(after("3"))), keys)
                .answers("{Items: [], Count: 0, ScannedCount: 0}");
        given(query.documented("Limit above all there is", all("Limit: 5")), keys)
                .answers(counted(items(0, 1, 2, 3), 4, 4));
        given(query.documented("Limit, descending", all("Limit: 3, ScanIndexForward: false")), keys)
                .answers(page(items(3, 2, 1), 3, 3, "1"));
        given(query.documented("on from there, descending", all("ScanIndexForward: false, " + after("1"))), keys)
                .answers(counted(items(0), 1, 1));
        given(query.documented("on from a key that no item has", all(after("1x"))), keys)
                .answers(counted(items(2, 3), 2, 2));
        given(query.documented("Limit counts what the filter drops", all("Limit: 2, FilterExpression: 'n > :a'")), keys)
                .answers(page("[]", 0, 2, "1"));
        given(
                        query.documented(
                                "Limit within a condition", some("a = :a AND b > :v", "':v': {S: '0'}", "Limit: 1")),
                        keys)
                .answers(page(items(1), 1, 1, "1"));
        given(
                        query.documented(
                                "the last key is whole whatever is projected",
                                all("Limit: 1, ProjectionExpression: 'n'")),
                        keys)
                .answers("{Items: [{n: {N: '0'}}], Count: 1, ScannedCount: 1" + last("0"));
    }

    private static void startKeys(Cases query) {
        String start = "The provided starting key is invalid";
        for (BadValue bad : Messages.BAD_VALUES.subList(0, 5)) {
            query.observed("start key: " + bad.name(), all("ExclusiveStartKey: {a: " + bad.json() + "}"))
                    .fails(VALIDATION, start + ": " + bad.message());
        }
        for (BadValue bad : Messages.BAD_VALUES.subList(10, 20)) {
            query.observed("start key: " + bad.name(), all("ExclusiveStartKey: {a: " + bad.json() + "}"))
                    .fails(VALIDATION, bad.message());
        }
        for (String key : List.of(
                "{}",
                "{a: {S: '@key'}}",
                "{a: {S: '@key'}, z: {S: 'x'}}",
                "{a: {S: '@key'}, b: {S: 'x'}, c: {S: 'x'}}")) {
            query.observed("start key: " + key, all("ExclusiveStartKey: " + key))
                    .fails(VALIDATION, start);
        }
        query.observed("start key of another type", all("ExclusiveStartKey: {a: {S: '@key'}, b: {N: '1'}}"))
                .fails(VALIDATION, Messages.KEY_MISMATCH);
        query.observed("start key of another partition", all("ExclusiveStartKey: {a: {S: 'other'}, b: {S: 'x'}}"))
                .fails(
                        VALIDATION,
                        "The provided starting key is outside query boundaries based on provided conditions");
        query.observed("start key outside the condition", some("a = :a AND b > :v", "':v': {S: '5'}", after("1")))
                .fails(VALIDATION, "The provided starting key does not match the range key predicate");
        query.observed(
                        "start key of a query for one item of another partition",
                        some(
                                "a = :a AND b < :v",
                                "':v': {S: '5'}",
                                "ExclusiveStartKey: {a: {S: 'other'}, b: {S: '1'}}"))
                .fails(VALIDATION, "The query can return at most one row and cannot be restarted");
    }

    private static void filters(Cases query) {
        String[] keys = {"0", "1", "2", "3"};
        given(query.documented("a filter", filtered("n >= :v", "':v': {N: '2'}")), keys)
                .answers(counted(items(2, 3), 2, 4));
        given(query.documented("a filter that drops all", filtered("attribute_exists(zz)", "")), keys)
                .answers("{Items: [], Count: 0, ScannedCount: 4}");
        given(query.documented("a filter that drops none", filtered("attribute_exists(n)", "")), keys)
                .answers(counted(items(0, 1, 2, 3), 4, 4));
        given(
                        query.documented(
                                "QueryFilter",
                                "{TableName: '@range', ConsistentRead: true, KeyConditions: {a: {ComparisonOperator:"
                                        + " 'EQ', AttributeValueList: [{S: '@key'}]}}, QueryFilter: {n:"
                                        + " {ComparisonOperator: 'LT', AttributeValueList: [{N: '2'}]}}}"),
                        keys)
                .answers(counted(items(0, 1), 2, 4));
        query.observed("a filter on the partition key", filtered("a = :v", "':v': {S: 'x'}"))
                .fails(
                        VALIDATION,
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: a");
        query.observed("a filter on the sort key", filtered("b = :v", "':v': {S: 'x'}"))
                .fails(
                        VALIDATION,
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: b");
        query.observed(
                        "QueryFilter on the sort key",
                        "{TableName: '@range', KeyConditions: {a: {ComparisonOperator: 'EQ', AttributeValueList: [{S:"
                                + " 'x'}]}}, QueryFilter: {b: {ComparisonOperator: 'EQ', AttributeValueList: [{S:"
                                + " 'x'}]}}}")
                .fails(VALIDATION, "QueryFilter can only contain non-primary key attributes: Primary key attribute: b");
    }

    private static String filtered(String filter, String values) {
        return some("a = :a", values, "FilterExpression: '" + filter + "'");
    }

    private static void selections(Cases query) {
        String[] keys = {"0", "1"};
        given(query.documented("Select COUNT", all("Select: 'COUNT'")), keys).answers("{Count: 2, ScannedCount: 2}");
        given(query.documented("Select COUNT with a Limit", all("Select: 'COUNT', Limit: 1")), keys)
                .answers("{Count: 1, ScannedCount: 1" + last("0"));
        given(query.documented("Select ALL_ATTRIBUTES", all("Select: 'ALL_ATTRIBUTES'")), keys)
                .answers(counted(items(0, 1), 2, 2));
        given(
                        query.documented(
                                "Select SPECIFIC_ATTRIBUTES",
                                all("Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'b'")),
                        keys)
                .answers("{Items: [{b: {S: '0'}}, {b: {S: '1'}}], Count: 2, ScannedCount: 2}");
        given(query.documented("a projection that takes nothing", all("ProjectionExpression: 'zz'")), keys)
                .answers("{Items: [{}, {}], Count: 2, ScannedCount: 2}");
        query.observed("Select SPECIFIC_ATTRIBUTES and no projection", all("Select: 'SPECIFIC_ATTRIBUTES'"))
                .fails(
                        VALIDATION,
                        one("Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                                + " SPECIFIC_ATTRIBUTES"));
        query.observed("Select ALL_PROJECTED_ATTRIBUTES of a table", all("Select: 'ALL_PROJECTED_ATTRIBUTES'"))
                .fails(VALIDATION, one("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"));
        for (String[] row : new String[][] {{"ALL_ATTRIBUTES", "ALL_ATTRIBUTES"}, {"COUNT", "only the Count"}}) {
            query.observed(
                            "Select " + row[0] + " beside a projection",
                            all("Select: '" + row[0] + "', ProjectionExpression: 'b'"))
                    .fails(VALIDATION, one("Cannot specify the ProjectionExpression when choosing to get " + row[1]));
        }
        query.observed(
                        "expressions beside legacy parameters",
                        all("QueryFilter: {n: {ComparisonOperator: 'NULL'}}, AttributesToGet: ['b'],"
                                + " ProjectionExpression: 'b'"))
                .fails(
                        VALIDATION,
                        Messages.mixed("AttributesToGet, QueryFilter", "ProjectionExpression, KeyConditionExpression"));
        query.observed(
                        "AttributesToGet, one twice",
                        "{TableName: '@range', AttributesToGet: ['b', 'b'], KeyConditions: {a: {ComparisonOperator:"
                                + " 'EQ', AttributeValueList: [{S: 'x'}]}}}")
                .fails(VALIDATION, invalid("Duplicate value in attribute name: b"));
    }

    /** Items of 300 KB each: three make a page of a megabyte less than full, the fourth overfills it. */
    private static void largePages(Cases query) {
        String big = "{S: '" + "x".repeat(300 << 10) + "'}";
        CaseBuilder row = query.believed("a page ends at a megabyte", all("ProjectionExpression: 'b'"));
        for (String key : List.of("0", "1", "2", "3", "4")) {
            row.given(
                    "PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '" + key + "'}, c: " + big + "}}");
        }
        row.answers("{Items: [{b: {S: '0'}}, {b: {S: '1'}}, {b: {S: '2'}}, {b: {S: '3'}}], Count: 4, ScannedCount: 4"
                + last("3"));
        CaseBuilder filtered = query.believed(
                "a page ends at a megabyte, whatever the filter drops",
                all("FilterExpression: 'attribute_exists(zz)'"));
        for (String key : List.of("0", "1", "2", "3", "4")) {
            filtered.given(
                    "PutItem", "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '" + key + "'}, c: " + big + "}}");
        }
        filtered.answers("{Items: [], Count: 0, ScannedCount: 4" + last("3"));
    }

    private static void capacity(Cases query) {
        String total = "ReturnConsumedCapacity: 'TOTAL'";
        query.observed("capacity of nothing", all(total + ", Select: 'COUNT'"))
                .answers("{Count: 0, ScannedCount: 0, ConsumedCapacity: {CapacityUnits: 1, TableName: '@range'}}");
        given(
                        query.documented(
                                "capacity of small items is that of their sum", all(total + ", Select: 'COUNT'")),
                        "0",
                        "1",
                        "2")
                .answers("{Count: 3, ScannedCount: 3, ConsumedCapacity: {CapacityUnits: 1, TableName: '@range'}}");
        given(
                        query.documented(
                                "capacity of an eventual read",
                                all(total + ", Select: 'COUNT'")
                                        .replace("ConsistentRead: true", "ConsistentRead: false")),
                        "0")
                .answers("{Count: 1, ScannedCount: 1, ConsumedCapacity: {CapacityUnits: 0.5, TableName: '@range'}}");
        given(query.observed("capacity INDEXES", all("ReturnConsumedCapacity: 'INDEXES', Select: 'COUNT'")), "0")
                .answers("{Count: 1, ScannedCount: 1, ConsumedCapacity: {CapacityUnits: 1, Table: {CapacityUnits: 1},"
                        + " TableName: '@range'}}");
        query.documented("capacity of what the filter drops", all(total + ", FilterExpression: 'attribute_exists(zz)'"))
                .given(
                        "PutItem",
                        "{TableName: '@range', Item: {a: {S: '@key'}, b: {S: '0'}, c: {S: '" + "x".repeat(5000)
                                + "'}}}")
                .answers("{Items: [], Count: 0, ScannedCount: 1, ConsumedCapacity: {CapacityUnits: 2, TableName:"
                        + " '@range'}}");
    }
}
