package io.stator.conformance;

import static io.stator.conformance.Code.NOT_FOUND;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;
import static io.stator.conformance.Messages.one;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The other operations on tables. */
@ExtendWith(ConformanceTarget.class)
final class TablesConformance {
    private static final String NO_TABLE = "Requested resource not found: Table: @missing not found";

    @TestFactory
    Stream<DynamicTest> describeTable(CaseRunner runner) {
        return runner.tests(describe());
    }

    @TestFactory
    Stream<DynamicTest> updateTable(CaseRunner runner) {
        return runner.tests(update());
    }

    @TestFactory
    Stream<DynamicTest> deleteTable(CaseRunner runner) {
        return runner.tests(delete());
    }

    @TestFactory
    Stream<DynamicTest> listTables(CaseRunner runner) {
        return runner.tests(list());
    }

    @TestFactory
    Stream<DynamicTest> describeLimits(CaseRunner runner) {
        return runner.tests(limits());
    }

    @TestFactory
    Stream<DynamicTest> describeEndpoints(CaseRunner runner) {
        return runner.tests(endpoints());
    }

    private static void names(Cases cases) {
        cases.observed("nothing in the request", "{}")
                .fails(VALIDATION, "The parameter 'TableName' is required but was not present in the request");
        cases.observed("a name with a character that none has", "{TableName: 'abc;'}")
                .violates(Messages.badName("abc;", "tableName"));
        cases.observed("a name of 2 characters", "{TableName: 'ab'}").violates(Messages.tooShort("ab", "tableName", 3));
        cases.observed("a name of 256 characters", "{TableName: '" + "x".repeat(256) + "'}")
                .violates(Messages.tooLong("x".repeat(256), "tableName", 255));
    }

    static List<Case> describe() {
        Cases describe = Cases.of("DescribeTable");
        names(describe);
        describe.observed("no such table", "{TableName: '@missing'}").fails(NOT_FOUND, NO_TABLE);
        describe.documented("a table by its ARN", "{TableName: '@hashArn'}")
                .answersWith("{Table: {TableName: '@hash'}}");
        describe.documented("a table", "{TableName: '@hash'}")
                .answers("{Table: {AttributeDefinitions: [{AttributeName: 'a', AttributeType: 'S'}], TableName:"
                        + " '@hash', KeySchema: [{AttributeName: 'a', KeyType: 'HASH'}], TableStatus: 'ACTIVE',"
                        + " CreationDateTime: '*', ProvisionedThroughput: {NumberOfDecreasesToday: 0,"
                        + " ReadCapacityUnits: 0, WriteCapacityUnits: 0}, TableSizeBytes: '*', ItemCount: '*',"
                        + " TableArn: '@hashArn', TableId: '*', BillingModeSummary: {BillingMode:"
                        + " 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: '*'}, DeletionProtectionEnabled:"
                        + " false}}");
        describe.documented("a table with a sort key", "{TableName: '@number'}")
                .answersWith("{Table: {AttributeDefinitions: [{AttributeName: 'a', AttributeType: 'S'}, {AttributeName:"
                        + " 'b', AttributeType: 'N'}], KeySchema: [{AttributeName: 'a', KeyType: 'HASH'},"
                        + " {AttributeName: 'b', KeyType: 'RANGE'}]}}");
        describe.documented("a provisioned table has no billing mode summary", "{TableName: '@own'}")
                .givenTable(Schemas.provisioned(5, 6))
                .answers("{Table: {AttributeDefinitions: [{AttributeName: 'a', AttributeType: 'S'}], TableName:"
                        + " '@own', KeySchema: [{AttributeName: 'a', KeyType: 'HASH'}], TableStatus: 'ACTIVE',"
                        + " CreationDateTime: '*', ProvisionedThroughput: {NumberOfDecreasesToday: 0,"
                        + " ReadCapacityUnits: 5, WriteCapacityUnits: 6}, TableSizeBytes: 0, ItemCount: 0,"
                        + " TableArn: '@ownArn', TableId: '*', DeletionProtectionEnabled: false}}");
        return describe.list();
    }

    static List<Case> update() {
        Cases update = Cases.of("UpdateTable");
        names(update);
        update.observed("no such table", "{TableName: '@missing', " + Schemas.throughput(1, 1) + "}")
                .fails(NOT_FOUND, NO_TABLE);
        String nothing =
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
                        + "SSESpecification, ReplicaUpdates, .*";
        update.observed("nothing to change", "{TableName: '@hash'}").failsLike(VALIDATION, nothing);
        update.observed("no index updates", "{TableName: '@hash', GlobalSecondaryIndexUpdates: []}")
                .failsLike(VALIDATION, nothing);
        update.observed("no units", "{TableName: '@hash', ProvisionedThroughput: {}}")
                .violates(
                        isNull("provisionedThroughput.writeCapacityUnits"),
                        isNull("provisionedThroughput.readCapacityUnits"));
        update.observed("units below 1", "{TableName: '@hash', " + Schemas.throughput(-1, 0) + "}")
                .violates(
                        Messages.tooSmall("0", "provisionedThroughput.writeCapacityUnits", 1),
                        Messages.tooSmall("-1", "provisionedThroughput.readCapacityUnits", 1));
        update.observed(
                        "read units beyond all bounds",
                        "{TableName: '@hash', " + Schemas.throughput(1_000_000_000_001L, 1) + "}")
                .fails(VALIDATION, "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
        update.observed(
                        "write units beyond all bounds",
                        "{TableName: '@hash', " + Schemas.throughput(1, 1_000_000_000_001L) + "}")
                .fails(VALIDATION, "Given value 1000000000001 for WriteCapacityUnits is out of bounds");
        update.observed(
                        "units of a table that is paid by request",
                        "{TableName: '@hash', " + Schemas.throughput(1, 1) + "}")
                .fails(
                        VALIDATION,
                        invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                                + " PAY_PER_REQUEST"));
        update.documented("a billing mode that is none", "{TableName: '@hash', BillingMode: 'hi'}")
                .violates(notOneOf("hi", "billingMode", "PROVISIONED, PAY_PER_REQUEST"));
        update.observed("to PROVISIONED without units", "{TableName: '@hash', BillingMode: 'PROVISIONED'}")
                .fails(VALIDATION, invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED"));
        throughput(update);
        modes(update);
        maxima(update);
        protection(update);
        return update.list();
    }

    private static void throughput(Cases update) {
        update.documented("more units", "{TableName: '@own', " + Schemas.throughput(10, 20) + "}")
                .givenTable(Schemas.provisioned(5, 6))
                .answersWith("{TableDescription: {TableName: '@own', TableStatus: 'UPDATING'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', ProvisionedThroughput: {ReadCapacityUnits: 10,"
                                + " WriteCapacityUnits: 20, NumberOfDecreasesToday: 0, LastIncreaseDateTime: '*'}}}");
        update.documented("fewer units", "{TableName: '@own', " + Schemas.throughput(4, 6) + "}")
                .givenTable(Schemas.provisioned(5, 6))
                .answersWith("{TableDescription: {TableName: '@own', TableStatus: 'UPDATING'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', ProvisionedThroughput: {ReadCapacityUnits: 4,"
                                + " WriteCapacityUnits: 6, NumberOfDecreasesToday: 1, LastDecreaseDateTime: '*'}}}");
        update.observed("the units that it has", "{TableName: '@own', " + Schemas.throughput(5, 6) + "}")
                .givenTable(Schemas.provisioned(5, 6))
                .fails(
                        VALIDATION,
                        "The provisioned throughput for the table will not change. The requested value equals the"
                                + " current value. Current ReadCapacityUnits provisioned for the table: 5. Requested"
                                + " ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 6."
                                + " Requested WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for"
                                + " current limits and how to request higher limits.");
    }

    private static void modes(Cases update) {
        update.documented("to PAY_PER_REQUEST", "{TableName: '@own', BillingMode: 'PAY_PER_REQUEST'}")
                .givenTable(Schemas.provisioned(5, 6))
                .answersWith("{TableDescription: {TableName: '@own', TableStatus: 'UPDATING'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', BillingModeSummary: {BillingMode: 'PAY_PER_REQUEST'},"
                                + " ProvisionedThroughput: {ReadCapacityUnits: 0, WriteCapacityUnits: 0}}}");
        update.documented(
                        "to PROVISIONED",
                        "{TableName: '@own', BillingMode: 'PROVISIONED', " + Schemas.throughput(3, 4) + "}")
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableName: '@own', TableStatus: 'UPDATING'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', BillingModeSummary: {BillingMode: 'PROVISIONED'},"
                                + " ProvisionedThroughput: {ReadCapacityUnits: 3, WriteCapacityUnits: 4}}}");
        update.observed("the mode that it has", "{TableName: '@own', BillingMode: 'PAY_PER_REQUEST'}")
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableName: '@own'}}");
        update.documented("another class", "{TableName: '@own', TableClass: 'STANDARD_INFREQUENT_ACCESS'}")
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableName: '@own'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', TableClassSummary: {TableClass:"
                                + " 'STANDARD_INFREQUENT_ACCESS'}}}");
    }

    private static void maxima(Cases update) {
        update.documented("maxima on demand", maxima("MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6"))
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableStatus: 'ACTIVE', OnDemandThroughput: {MaxReadRequestUnits: 5,"
                        + " MaxWriteRequestUnits: 6}}}");
        update.observed("one maximum leaves the other", maxima("MaxReadRequestUnits: 40"))
                .givenTable(Schemas.LIMITED)
                .answersWith("{TableDescription: {OnDemandThroughput: {MaxReadRequestUnits: 40, MaxWriteRequestUnits:"
                        + " 15}}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {OnDemandThroughput: {MaxReadRequestUnits: 40, MaxWriteRequestUnits: 15}}}");
        update.observed("the maximum that it has", maxima("MaxReadRequestUnits: 20"))
                .givenTable(Schemas.LIMITED)
                .answersWith("{TableDescription: {TableStatus: 'ACTIVE', OnDemandThroughput: {MaxReadRequestUnits: 20,"
                        + " MaxWriteRequestUnits: 15}}}");
        update.observed("a maximum less", maxima("MaxReadRequestUnits: -1"))
                .givenTable(Schemas.LIMITED)
                .answersWith("{TableDescription: {TableStatus: 'ACTIVE', OnDemandThroughput: {MaxReadRequestUnits: -1,"
                        + " MaxWriteRequestUnits: 15}}}")
                .thenEventuallyOnly(
                        "DescribeTable", "{TableName: '@own'}", describedOnDemand("MaxWriteRequestUnits: 15"));
        update.observed("all maxima less", maxima("MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1"))
                .givenTable(Schemas.LIMITED)
                .answersWith("{TableDescription: {OnDemandThroughput: {MaxReadRequestUnits: -1, MaxWriteRequestUnits:"
                        + " -1}}}")
                .thenEventuallyOnly("DescribeTable", "{TableName: '@own'}", describedOnDemand(""));
        for (String units : List.of("0", "-2")) {
            update.observed("a maximum of " + units, maxima("MaxWriteRequestUnits: " + units))
                    .givenTable(Schemas.HASH)
                    .fails(VALIDATION, Messages.outOfRange("MaxWriteRequestUnits"));
        }
        for (String member : List.of("MaxReadRequestUnits", "MaxWriteRequestUnits")) {
            update.observed(member + " of a provisioned table", maxima(member + ": 0"))
                    .givenTable(Schemas.provisioned(1, 1))
                    .fails(
                            VALIDATION,
                            invalid(member + " for OnDemandThroughput cannot be specified when the table BillingMode"
                                    + " is PROVISIONED"));
        }
        update.observed(
                        "a maximum, and to PROVISIONED",
                        "{TableName: '@own', BillingMode: 'PROVISIONED', " + Schemas.throughput(3, 4)
                                + ", OnDemandThroughput: {MaxReadRequestUnits: 5}}")
                .givenTable(Schemas.HASH)
                .fails(
                        VALIDATION,
                        invalid("MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table"
                                + " BillingMode is PROVISIONED"));
        update.observed(
                        "to PROVISIONED, and the maxima are gone",
                        "{TableName: '@own', BillingMode: 'PROVISIONED', " + Schemas.throughput(3, 4) + "}")
                .givenTable(Schemas.LIMITED)
                .answers("{TableDescription: {AttributeDefinitions: '*', TableName: '@own', KeySchema: '*',"
                        + " TableStatus: 'UPDATING', CreationDateTime: '*', ProvisionedThroughput: '*',"
                        + " TableSizeBytes: 0, ItemCount: 0, TableArn: '@ownArn', TableId: '*',"
                        + " BillingModeSummary: '*', DeletionProtectionEnabled: false}}");
        update.documented(
                        "to PAY_PER_REQUEST with a maximum",
                        "{TableName: '@own', BillingMode: 'PAY_PER_REQUEST', OnDemandThroughput: {MaxReadRequestUnits:"
                                + " 7}}")
                .givenTable(Schemas.provisioned(5, 6))
                .answersWith("{TableDescription: {TableStatus: 'UPDATING', OnDemandThroughput: {MaxReadRequestUnits:"
                        + " 7}}}");
        // DynamoDB fails with an InternalFailure.
        update.stator("no maximum in OnDemandThroughput", maxima("")).failsLike(VALIDATION, "At least one of .*");
    }

    private static String maxima(String members) {
        return "{TableName: '@own', OnDemandThroughput: {" + members + "}}";
    }

    /** All of a description of {@code @own}, with these maxima. */
    private static String describedOnDemand(String maxima) {
        return "{Table: {AttributeDefinitions: '*', TableName: '@own', KeySchema: '*', TableStatus: 'ACTIVE',"
                + " CreationDateTime: '*', ProvisionedThroughput: '*', TableSizeBytes: '*', ItemCount: '*', TableArn:"
                + " '@ownArn', TableId: '*', BillingModeSummary: '*', DeletionProtectionEnabled: false"
                + (maxima.isEmpty() ? "" : ", OnDemandThroughput: {" + maxima + "}") + "}}";
    }

    private static void protection(Cases update) {
        update.documented("protected from deletion", "{TableName: '@own', DeletionProtectionEnabled: true}")
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableName: '@own'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', DeletionProtectionEnabled: true}}")
                .thenFails("DeleteTable", "{TableName: '@own'}", VALIDATION, PROTECTED);
        update.observed("the protection that it has", "{TableName: '@own', DeletionProtectionEnabled: true}")
                .givenTable(Schemas.HASH + ", DeletionProtectionEnabled: true")
                .answersWith("{TableDescription: {DeletionProtectionEnabled: true}}");
        update.documented("not protected any more", "{TableName: '@own', DeletionProtectionEnabled: false}")
                .givenTable(Schemas.HASH + ", DeletionProtectionEnabled: true")
                .answersWith("{TableDescription: {TableName: '@own'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', DeletionProtectionEnabled: false}}");
    }

    private static final String PROTECTED = "Resource cannot be deleted as it is currently protected against deletion. "
            + "Disable deletion protection first.";

    static List<Case> delete() {
        Cases delete = Cases.of("DeleteTable");
        names(delete);
        delete.observed("no such table", "{TableName: '@missing'}").fails(NOT_FOUND, NO_TABLE);
        delete.documented("a table", "{TableName: '@own'}")
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableName: '@own', TableStatus: 'DELETING', TableArn: '@ownArn'}}")
                .thenFails(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        NOT_FOUND,
                        "Requested resource not found: Table: @own not found")
                .thenFails("GetItem", "{TableName: '@own', Key: {a: {S: 'x'}}}", NOT_FOUND, Messages.NOT_FOUND);
        delete.documented("a table by its ARN", "{TableName: '@ownArn'}")
                .givenTable(Schemas.HASH)
                .answersWith("{TableDescription: {TableName: '@own', TableStatus: 'DELETING'}}");
        delete.observed("a protected table", "{TableName: '@own'}")
                .givenTable(Schemas.HASH + ", DeletionProtectionEnabled: true")
                .fails(VALIDATION, PROTECTED);
        return delete.list();
    }

    static List<Case> list() {
        Cases list = Cases.of("ListTables");
        list.observed("constraints", "{ExclusiveStartTableName: 'a;', Limit: 500}")
                .violates(
                        Messages.tooGreat("500", "limit", 100),
                        Messages.badName("a;", "exclusiveStartTableName"),
                        Messages.tooShort("a;", "exclusiveStartTableName", 3));
        list.observed("an empty start", "{ExclusiveStartTableName: ''}")
                .violates(
                        Messages.badName("", "exclusiveStartTableName"),
                        Messages.tooShort("", "exclusiveStartTableName", 3));
        list.observed("a start of 256 characters", "{ExclusiveStartTableName: '" + "x".repeat(256) + "'}")
                .violates(Messages.tooLong("x".repeat(256), "exclusiveStartTableName", 255));
        list.observed("Limit 0", "{Limit: 0}").violates(Messages.tooSmall("0", "limit", 1));
        list.observed("Limit 101", "{Limit: 101}").fails(VALIDATION, one(Messages.tooGreat("101", "limit", 100)));
        list.observed("Limit 100", "{Limit: 100}").answersWith("{TableNames: '*'}");
        list.documented("Limit 1", "{Limit: 1}").answersWith("{TableNames: ['*'], LastEvaluatedTableName: '*'}");
        // Their names are those of the run, and end so: binary, hash, hashB, hashN, number, range.
        list.observed("on from a table", "{ExclusiveStartTableName: '@hash', Limit: 1}")
                .answers("{TableNames: ['@hashB'], LastEvaluatedTableName: '@hashB'}");
        list.observed("on from two tables", "{ExclusiveStartTableName: '@hashB', Limit: 1}")
                .answers("{TableNames: ['@hashN'], LastEvaluatedTableName: '@hashN'}");
        list.documented("on from a name that no table has", "{ExclusiveStartTableName: '@hash-', Limit: 1}")
                .answers("{TableNames: ['@hashB'], LastEvaluatedTableName: '@hashB'}");
        list.documented("on from beyond the last", "{ExclusiveStartTableName: 'zzzzzzzz'}")
                .answers("{TableNames: []}");
        return list.list();
    }

    static List<Case> limits() {
        Cases limits = Cases.of("DescribeLimits");
        limits.documented("the defaults of an account", "{}")
                .answers("{AccountMaxReadCapacityUnits: '*', AccountMaxWriteCapacityUnits: '*',"
                        + " TableMaxReadCapacityUnits: '*', TableMaxWriteCapacityUnits: '*'}");
        return limits.list();
    }

    static List<Case> endpoints() {
        Cases endpoints = Cases.of("DescribeEndpoints");
        endpoints
                .documented("one, for a day", "{}")
                .answers("{Endpoints: [{Address: '*', CachePeriodInMinutes: 1440}]}");
        return endpoints.list();
    }
}
