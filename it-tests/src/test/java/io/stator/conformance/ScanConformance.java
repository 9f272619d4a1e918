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
final class ScanConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases scan = Cases.of("Scan");
        constraints(scan);
        segments(scan);
        startKeys(scan);
        legacyFilters(scan);
        reads(scan);
        selections(scan);
        return scan.list();
    }

    /** Of the case's own table, which has four items if it is {@linkplain #filled}. */
    private static String own(String members) {
        return "{TableName: '@own', ConsistentRead: true" + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static CaseBuilder filled(CaseBuilder row) {
        String puts = IntStream.range(0, 4)
                .mapToObj(i -> "{PutRequest: {Item: " + item(i) + "}}")
                .collect(Collectors.joining(", "));
        return row.givenTable(Schemas.HASH).given("BatchWriteItem", "{RequestItems: {'@own': [" + puts + "]}}");
    }

    private static String item(int i) {
        return "{a: {S: 'key-" + i + "'}, n: {N: '" + i + "'}}";
    }

    private static String items(int... places) {
        return "{anyOrder: "
                + IntStream.of(places).mapToObj(ScanConformance::item).collect(Collectors.joining(", ", "[", "]"))
                + "}";
    }

    private static void constraints(Cases scan) {
        scan.observed("nothing in the request", "{}").violates(isNull("tableName"));
        scan.observed("an empty table name", "{TableName: ''}").violates(Messages.tooShort("", "tableName", 1));
        scan.observed(
                        "values that no member has",
                        "{TableName: 'abc;', ReturnConsumedCapacity: 'hi', IndexName: 'abc;', Segment: -1,"
                                + " TotalSegments: -1, Select: 'hi', Limit: -1, ConditionalOperator: 'AN', ScanFilter: {a:"
                                + " {}}}")
                .violates(
                        notOneOf(
                                "hi", "select", "SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES"),
                        Messages.badName("abc;", "indexName"),
                        Messages.tooSmall("-1", "totalSegments", 1),
                        notOneOf("hi", "returnConsumedCapacity", "INDEXES, TOTAL, NONE"),
                        Messages.badName("abc;", "tableName"),
                        notOneOf("AN", "conditionalOperator", "OR, AND"),
                        isNull("scanFilter.a.member.comparisonOperator"),
                        Messages.tooSmall("-1", "segment", 0),
                        Messages.tooSmall("-1", "limit", 1));
        scan.observed("an operator that is none", "{TableName: '@hash', ScanFilter: {a: {ComparisonOperator: 'hi'}}}")
                .violates(notOneOf(
                        "hi",
                        "scanFilter.a.member.comparisonOperator",
                        "IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS"));
        scan.documented("Limit 0", "{TableName: '@hash', Limit: 0}").violates(Messages.tooSmall("0", "limit", 1));
        scan.documented("1000001 segments", "{TableName: '@hash', Segment: 0, TotalSegments: 1000001}")
                .violates(Messages.tooGreat("1000001", "totalSegments", 1_000_000));
        scan.observed("no such table", "{TableName: '@missing'}").fails(NOT_FOUND, Messages.NOT_FOUND);
        scan.observed("no such index", "{TableName: '@hash', IndexName: 'whatever'}")
                .fails(VALIDATION, "The table does not have the specified index: whatever");
    }

    private static void segments(Cases scan) {
        scan.observed("Segment alone", "{TableName: '@missing', Segment: 1}")
                .fails(
                        VALIDATION,
                        "The TotalSegments parameter is required but was not present in the request "
                                + "when Segment parameter is present");
        scan.observed("TotalSegments alone", "{TableName: '@missing', TotalSegments: 1}")
                .fails(
                        VALIDATION,
                        "The Segment parameter is required but was not present in the request "
                                + "when parameter TotalSegments is present");
        scan.observed("Segment beyond the last", "{TableName: '@missing', Segment: 1, TotalSegments: 1}")
                .fails(
                        VALIDATION,
                        "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                                + "Segment: 1 is not less than TotalSegments: 1");
        filled(scan.documented("the one segment", own("Segment: 0, TotalSegments: 1")))
                .answers("{Items: " + items(0, 1, 2, 3) + ", Count: 4, ScannedCount: 4}");
        scan.documented("a segment of a million of an empty table", own("Segment: 999999, TotalSegments: 1000000"))
                .givenTable(Schemas.HASH)
                .answers("{Items: [], Count: 0, ScannedCount: 0}");
    }

    private static void startKeys(Cases scan) {
        String start = "The provided starting key is invalid: ";
        for (BadValue bad : Messages.BAD_VALUES.subList(0, 5)) {
            scan.observed(
                            "start key: " + bad.name(),
                            "{TableName: '@hash', ExclusiveStartKey: {a: " + bad.json() + "}}")
                    .fails(VALIDATION, start + bad.message());
        }
        for (BadValue bad : Messages.BAD_VALUES.subList(10, 20)) {
            scan.observed(
                            "start key: " + bad.name(),
                            "{TableName: '@hash', ExclusiveStartKey: {a: " + bad.json() + "}}")
                    .fails(VALIDATION, bad.message());
        }
        for (BadValue bad : Messages.BAD_KEYS) {
            scan.observed("start key: " + bad.name(), "{TableName: '@hash', ExclusiveStartKey: " + bad.json() + "}")
                    .fails(VALIDATION, start + Messages.KEY_MISMATCH);
        }
        scan.observed("the table goes before its keys", "{TableName: '@missing', ExclusiveStartKey: {b: {S: 'x'}}}")
                .fails(NOT_FOUND, Messages.NOT_FOUND);
    }

    private static void legacyFilters(Cases scan) {
        for (String operator : List.of(
                "EQ", "NE", "LE", "LT", "GE", "GT", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH", "IN", "BETWEEN")) {
            scan.observed("ScanFilter: " + operator + " of nothing", filter("{ComparisonOperator: '" + operator + "'}"))
                    .fails(
                            VALIDATION,
                            invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator"));
        }
        for (String operator : List.of("NULL", "NOT_NULL")) {
            scan.observed("ScanFilter: " + operator + " of something", filter(operator, "{S: 'a'}"))
                    .fails(
                            VALIDATION,
                            invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator"));
        }
        for (String[] row : new String[][] {
            {"LT", "{BOOL: true}", "BOOL"},
            {"LE", "{NULL: true}", "NULL"},
            {"GT", "{SS: ['a']}", "SS"},
            {"GE", "{M: {}}", "M"},
            {"IN", "{L: []}", "L"},
            {"CONTAINS", "{SS: ['a']}", "SS"},
            {"NOT_CONTAINS", "{NS: ['1']}", "NS"},
            {"BEGINS_WITH", "{N: '1'}", "N"},
        }) {
            scan.observed("ScanFilter: " + row[0] + " of " + row[1], filter(row[0], row[1]))
                    .fails(
                            VALIDATION,
                            invalid("ComparisonOperator " + row[0] + " is not valid for " + row[2]
                                    + " AttributeValue type"));
        }
        scan.observed(
                        "expressions beside legacy parameters",
                        "{TableName: '@hash', ScanFilter: {n: {ComparisonOperator: 'NULL'}}, ConditionalOperator: 'OR',"
                                + " AttributesToGet: ['n'], FilterExpression: 'n = a', ProjectionExpression: 'n'}")
                .fails(
                        VALIDATION,
                        Messages.mixed(
                                "AttributesToGet, ScanFilter, ConditionalOperator",
                                "ProjectionExpression, FilterExpression"));
        scan.observed(
                        "values without an expression",
                        "{TableName: '@hash', ExpressionAttributeValues: {':v': {S: 'x'}}}")
                .fails(VALIDATION, Messages.VALUES_WITHOUT_EXPRESSION + "FilterExpression is null");
        scan.observed("names without an expression", "{TableName: '@hash', ExpressionAttributeNames: {'#n': 'x'}}")
                .fails(VALIDATION, Messages.NAMES_WITHOUT_EXPRESSION);
        String[][] kept = {
            {"n: {ComparisonOperator: 'EQ', AttributeValueList: [{N: '2.0'}]}", "2"},
            {"n: {ComparisonOperator: 'NE', AttributeValueList: [{N: '2'}]}", "0,1,3"},
            {"n: {ComparisonOperator: 'LT', AttributeValueList: [{N: '2'}]}", "0,1"},
            {"n: {ComparisonOperator: 'GE', AttributeValueList: [{N: '2'}]}", "2,3"},
            {"n: {ComparisonOperator: 'BETWEEN', AttributeValueList: [{N: '1'}, {N: '2'}]}", "1,2"},
            {"n: {ComparisonOperator: 'IN', AttributeValueList: [{N: '0'}, {N: '3'}]}", "0,3"},
            {"zz: {ComparisonOperator: 'NULL'}", "0,1,2,3"},
            {
                "n: {ComparisonOperator: 'NOT_NULL'}, a: {ComparisonOperator: 'CONTAINS', AttributeValueList: [{S:"
                        + " '-1'}]}",
                "1"
            },
            {"a: {ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{S: 'key-3'}]}", "3"},
        };
        for (String[] row : kept) {
            int[] places =
                    Stream.of(row[1].split(",")).mapToInt(Integer::parseInt).toArray();
            filled(scan.documented("ScanFilter keeps: " + row[0], own("ScanFilter: {" + row[0] + "}")))
                    .answers("{Items: " + items(places) + ", Count: " + places.length + ", ScannedCount: 4}");
        }
        filled(scan.documented(
                        "ScanFilter with OR",
                        own("ConditionalOperator: 'OR', ScanFilter: {n: {ComparisonOperator: 'EQ', AttributeValueList:"
                                + " [{N: '0'}]}, a: {ComparisonOperator: 'EQ', AttributeValueList: [{S: 'key-3'}]}}")))
                .answers("{Items: " + items(0, 3) + ", Count: 2, ScannedCount: 4}");
    }

    private static String filter(String operator, String value) {
        return filter("{ComparisonOperator: '" + operator + "', AttributeValueList: [" + value + "]}");
    }

    private static String filter(String condition) {
        return "{TableName: '@missing', ScanFilter: {a: " + condition + "}}";
    }

    private static void reads(Cases scan) {
        scan.documented("an empty table", own(""))
                .givenTable(Schemas.HASH)
                .answers("{Items: [], Count: 0, ScannedCount: 0}");
        filled(scan.documented("all items", own("")))
                .answers("{Items: " + items(0, 1, 2, 3) + ", Count: 4, ScannedCount: 4}");
        filled(scan.documented(
                        "all items, read eventually", own("").replace("ConsistentRead: true", "ConsistentRead: false")))
                .answers("{Items: " + items(0, 1, 2, 3) + ", Count: 4, ScannedCount: 4}");
        filled(scan.documented("a Limit", own("Limit: 3")))
                .answers("{Items: ['*', '*', '*'], Count: 3, ScannedCount: 3, LastEvaluatedKey: {a: {S: '~key-.'}}}");
        filled(scan.documented("a Limit of all there is", own("Limit: 4")))
                .answers("{Items: " + items(0, 1, 2, 3)
                        + ", Count: 4, ScannedCount: 4, LastEvaluatedKey: {a: {S: '~key-.'}}}");
        filled(scan.documented(
                        "a filter", own("FilterExpression: 'n > :v', ExpressionAttributeValues: {':v': {N: '1'}}")))
                .answers("{Items: " + items(2, 3) + ", Count: 2, ScannedCount: 4}");
        filled(scan.documented(
                        "a filter on the key",
                        own("FilterExpression: 'a = :v', ExpressionAttributeValues: {':v': {S: 'key-1'}}")))
                .answers("{Items: " + items(1) + ", Count: 1, ScannedCount: 4}");
        filled(scan.documented(
                        "Limit counts what the filter drops",
                        own("Limit: 2, FilterExpression: 'attribute_exists(zz)'")))
                .answers("{Items: [], Count: 0, ScannedCount: 2, LastEvaluatedKey: {a: {S: '~key-.'}}}");
        filled(scan.documented("a projection", own("ProjectionExpression: 'n'")))
                .answers("{Items: {anyOrder: [{n: {N: '0'}}, {n: {N: '1'}}, {n: {N: '2'}}, {n: {N: '3'}}]}, Count: 4,"
                        + " ScannedCount: 4}");
        filled(scan.observed("capacity", own("Select: 'COUNT', ReturnConsumedCapacity: 'TOTAL'")))
                .answers("{Count: 4, ScannedCount: 4, ConsumedCapacity: {CapacityUnits: 1, TableName: '@own'}}");
        filled(scan.observed("capacity INDEXES", own("Select: 'COUNT', ReturnConsumedCapacity: 'INDEXES'")))
                .answers("{Count: 4, ScannedCount: 4, ConsumedCapacity: {CapacityUnits: 1, Table: {CapacityUnits: 1},"
                        + " TableName: '@own'}}");
        filled(scan.observed(
                        "capacity of an eventual read",
                        own("Select: 'COUNT', ReturnConsumedCapacity: 'TOTAL'")
                                .replace("ConsistentRead: true", "ConsistentRead: false")))
                .answers("{Count: 4, ScannedCount: 4, ConsumedCapacity: {CapacityUnits: 0.5, TableName: '@own'}}");
    }

    private static void selections(Cases scan) {
        filled(scan.observed("Select COUNT", own("Select: 'COUNT'"))).answers("{Count: 4, ScannedCount: 4}");
        filled(scan.observed("Select COUNT with a Limit", own("Select: 'COUNT', Limit: 1")))
                .answers("{Count: 1, ScannedCount: 1, LastEvaluatedKey: '*'}");
        scan.observed(
                        "Select SPECIFIC_ATTRIBUTES and no projection",
                        "{TableName: '@hash', Select: 'SPECIFIC_ATTRIBUTES'}")
                .fails(
                        VALIDATION,
                        "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                                + " SPECIFIC_ATTRIBUTES");
        scan.observed(
                        "Select ALL_PROJECTED_ATTRIBUTES of a table",
                        "{TableName: '@hash', Select: 'ALL_PROJECTED_ATTRIBUTES'}")
                .fails(VALIDATION, "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        for (String[] row : new String[][] {{"ALL_ATTRIBUTES", "ALL_ATTRIBUTES"}, {"COUNT", "only the Count"}}) {
            scan.observed(
                            "Select " + row[0] + " beside a projection",
                            "{TableName: '@hash', Select: '" + row[0] + "', ProjectionExpression: 'n'}")
                    .fails(VALIDATION, "Cannot specify the ProjectionExpression when choosing to get " + row[1]);
            scan.observed(
                            "Select " + row[0] + " beside AttributesToGet",
                            "{TableName: '@hash', Select: '" + row[0] + "', AttributesToGet: ['n']}")
                    .fails(VALIDATION, "Cannot specify the AttributesToGet when choosing to get " + row[1]);
        }
    }
}
