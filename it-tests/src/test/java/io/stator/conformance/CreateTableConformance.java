package io.stator.conformance;

import static io.stator.conformance.Code.IN_USE;
import static io.stator.conformance.Code.VALIDATION;
import static io.stator.conformance.Messages.invalid;
import static io.stator.conformance.Messages.isNull;
import static io.stator.conformance.Messages.notOneOf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConformanceTarget.class)
final class CreateTableConformance {
    private static final String A = "{AttributeName: 'a', AttributeType: 'S'}";
    private static final String B = "{AttributeName: 'b', AttributeType: 'S'}";
    private static final String C = "{AttributeName: 'c', AttributeType: 'S'}";
    private static final String HASH_A = "{AttributeName: 'a', KeyType: 'HASH'}";

    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases create = Cases.of("CreateTable");
        names(create);
        constraints(create);
        keys(create);
        billing(create);
        maxima(create);
        tables(create);
        tags(create);
        notYet(create);
        return create.list();
    }

    private static String own(String members) {
        return "{TableName: '@own', " + members + "}";
    }

    private static String schema(String definitions, String keys) {
        return own("AttributeDefinitions: [" + definitions + "], KeySchema: [" + keys
                + "], BillingMode: 'PAY_PER_REQUEST'");
    }

    private static void names(Cases create) {
        create.observed("nothing in the request", "{}")
                .fails(VALIDATION, "The parameter 'TableName' is required but was not present in the request");
        create.observed("a name of 2 characters", own(Schemas.HASH).replace("@own", "ab"))
                .violates(Messages.tooShort("ab", "tableName", 3));
        create.observed("a name of 256 characters", own(Schemas.HASH).replace("@own", "x".repeat(256)))
                .violates(Messages.tooLong("x".repeat(256), "tableName", 255));
        for (String name : List.of("abc;", "a b", "a/b", "ümlaut")) {
            create.observed("name: " + name, own(Schemas.HASH).replace("@own", name))
                    .violates(Messages.badName(name, "tableName"));
        }
        create.documented(
                        "a name with all that a name may have",
                        own(Schemas.HASH).replace("@own", "@own.A_b-9"))
                .answersWith("{TableDescription: {TableName: '@own.A_b-9'}}");
        create.observed("a table that is there", "{TableName: '@hash', " + Schemas.HASH + "}")
                .failsLike(IN_USE, "Table already exists: @hash");
    }

    private static void constraints(Cases create) {
        create.observed("a name alone", "{TableName: 'abc;'}")
                .violates(isNull("attributeDefinitions"), Messages.badName("abc;", "tableName"), isNull("keySchema"));
        create.observed("no key schema", own("AttributeDefinitions: [" + A + "]"))
                .violates(isNull("keySchema"));
        create.observed("an empty key schema", schema(A, "")).violates(Messages.tooShort("[]", "keySchema", 1));
        create.observed("no units", own(Schemas.KEY + ", ProvisionedThroughput: {}"))
                .violates(
                        isNull("provisionedThroughput.writeCapacityUnits"),
                        isNull("provisionedThroughput.readCapacityUnits"));
        create.observed("units below 1", own(Schemas.provisioned(-1, 0)))
                .violates(
                        Messages.tooSmall("0", "provisionedThroughput.writeCapacityUnits", 1),
                        Messages.tooSmall("-1", "provisionedThroughput.readCapacityUnits", 1));
        create.observed("a billing mode that is none", own(Schemas.KEY + ", BillingMode: 'A'"))
                .violates(notOneOf("A", "billingMode", "PROVISIONED, PAY_PER_REQUEST"));
        create.observed("keys without name and type", schema(A, "{KeyType: 'HASH'}, {AttributeName: 'a'}"))
                .violates(isNull("keySchema.1.member.attributeName"), isNull("keySchema.2.member.keyType"));
        create.observed("a key type that is none", schema(A, "{AttributeName: 'a', KeyType: 'INVALID'}"))
                .violates(notOneOf("INVALID", "keySchema.1.member.keyType", "HASH, RANGE"));
        create.observed(
                        "three keys",
                        schema(
                                A + ", " + B + ", " + C,
                                HASH_A + ", {AttributeName: 'b', KeyType: 'RANGE'},"
                                        + " {AttributeName: 'c', KeyType: 'RANGE'}"))
                .failsLike(
                        VALIDATION,
                        "1 validation error detected: Value '\\[.+\\]' at 'keySchema' failed to satisfy constraint: "
                                + "Member must have length less than or equal to 2");
        create.observed("a definition without name and type", schema("{}", HASH_A))
                .violates(
                        isNull("attributeDefinitions.1.member.attributeName"),
                        isNull("attributeDefinitions.1.member.attributeType"));
        for (String type : List.of("SS", "BOOL", "a")) {
            create.observed(
                            "an attribute of type " + type,
                            schema("{AttributeName: 'a', AttributeType: '" + type + "'}", HASH_A))
                    .violates(notOneOf(type, "attributeDefinitions.1.member.attributeType", "B, N, S"));
        }
        create.observed("a key's name of 256 characters", named("x".repeat(256)))
                .failsLike(VALIDATION, ".*25[56].*");
        create.observed("a key's name of 255 characters", named("x".repeat(255)))
                .answersWith("{TableDescription: {TableName: '@own'}}");
        create.documented("a table class that is none", own(Schemas.HASH + ", TableClass: 'hi'"))
                .violates(notOneOf("hi", "tableClass", "STANDARD, STANDARD_INFREQUENT_ACCESS"));
    }

    private static String named(String attribute) {
        return schema(
                "{AttributeName: '" + attribute + "', AttributeType: 'S'}",
                "{AttributeName: '" + attribute + "', KeyType: 'HASH'}");
    }

    private static void keys(Cases create) {
        create.observed("no definition of the key", schema("", HASH_A))
                .fails(VALIDATION, "Invalid KeySchema: Some index key attribute have no definition");
        create.observed(
                        "a definition of another attribute",
                        own("AttributeDefinitions: [" + B + "], KeySchema: [" + HASH_A + "], "
                                + Schemas.throughput(1, 1)))
                .fails(
                        VALIDATION,
                        invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: [a], "
                                + "AttributeDefinitions: [b]"));
        create.observed(
                        "a sort key without a definition",
                        schema(A, HASH_A + ", {AttributeName: 'b', KeyType: 'RANGE'}"))
                .fails(VALIDATION, "Invalid KeySchema: Some index key attribute have no definition");
        create.observed(
                        "an attribute twice as key, defined once",
                        schema(A, HASH_A + ", {AttributeName: 'a', KeyType: 'RANGE'}"))
                .fails(VALIDATION, "Invalid KeySchema: Some index key attribute have no definition");
        create.observed(
                        "an attribute twice as key",
                        schema(A + ", " + B, HASH_A + ", {AttributeName: 'a', KeyType: 'RANGE'}"))
                .fails(VALIDATION, "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        create.observed("two partition keys", schema(A + ", " + B, HASH_A + ", {AttributeName: 'b', KeyType: 'HASH'}"))
                .fails(VALIDATION, "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        create.observed(
                        "a sort key first",
                        schema(
                                A + ", " + B,
                                "{AttributeName: 'a', KeyType: 'RANGE'}, {AttributeName: 'b', KeyType: 'HASH'}"))
                .fails(VALIDATION, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        create.observed("a sort key alone", schema(A, "{AttributeName: 'a', KeyType: 'RANGE'}"))
                .fails(VALIDATION, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        String unused =
                invalid("Number of attributes in KeySchema does not exactly match number of attributes defined in "
                        + "AttributeDefinitions");
        create.observed("a definition that no key uses", schema(A + ", " + B, HASH_A))
                .fails(VALIDATION, unused);
        create.observed(
                        "a definition that neither key uses",
                        schema(A + ", " + C + ", " + B, HASH_A + ", {AttributeName: 'b', KeyType: 'RANGE'}"))
                .fails(VALIDATION, unused);
        create.observed("an attribute defined twice", schema(A + ", " + A, HASH_A))
                .failsLike(VALIDATION, ".*(Attribute Name is duplicated: a|Number of attributes in KeySchema).*");
    }

    private static void billing(Cases create) {
        create.observed("no billing mode and no units", own(Schemas.KEY))
                .fails(
                        VALIDATION,
                        invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
                                + " PROVISIONED"));
        create.observed("PROVISIONED and no units", own(Schemas.KEY + ", BillingMode: 'PROVISIONED'"))
                .fails(
                        VALIDATION,
                        invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
                                + " PROVISIONED"));
        create.observed("PAY_PER_REQUEST and units", own(Schemas.HASH + ", " + Schemas.throughput(1, 1)))
                .fails(
                        VALIDATION,
                        invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                                + " PAY_PER_REQUEST"));
        create.observed("units beyond all bounds", own(Schemas.provisioned(1_000_000_000_001L, 1_000_000_000_001L)))
                .fails(VALIDATION, "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
        create.observed("write units beyond all bounds", own(Schemas.provisioned(1, 1_000_000_000_001L)))
                .fails(VALIDATION, "Given value 1000000000001 for WriteCapacityUnits is out of bounds");
    }

    private static void maxima(Cases create) {
        create.documented("maxima on demand", own(Schemas.LIMITED))
                .answersWith("{TableDescription: {OnDemandThroughput: {MaxReadRequestUnits: 20, MaxWriteRequestUnits:"
                        + " 15}}}");
        create.documented("a maximum of writes alone", maxima("MaxWriteRequestUnits: 1"))
                .answersWith("{TableDescription: {TableName: '@own'}}")
                .thenEventually(
                        "DescribeTable",
                        "{TableName: '@own'}",
                        "{Table: {TableStatus: 'ACTIVE', OnDemandThroughput: {MaxWriteRequestUnits: 1}}}");
        create.observed("no maximum in OnDemandThroughput", maxima(""))
                .answersWith("{TableDescription: {TableName: '@own'}}");
        for (String units : List.of("0", "-1", "-2")) {
            create.observed("a maximum of " + units, maxima("MaxReadRequestUnits: 1, MaxWriteRequestUnits: " + units))
                    .fails(VALIDATION, Messages.outOfRange("MaxWriteRequestUnits"));
        }
        create.observed("two maxima of 0", maxima("MaxReadRequestUnits: 0, MaxWriteRequestUnits: 0"))
                .fails(VALIDATION, Messages.outOfRange("MaxReadRequestUnits"));
        create.believed("a maximum beyond all bounds", maxima("MaxReadRequestUnits: 1000000000001"))
                .fails(VALIDATION, Messages.outOfRange("MaxReadRequestUnits"));
        for (String member : List.of("MaxReadRequestUnits", "MaxWriteRequestUnits")) {
            create.observed(
                            member + " of a provisioned table",
                            own(Schemas.provisioned(1, 1) + ", OnDemandThroughput: {" + member + ": 0}"))
                    .fails(
                            VALIDATION,
                            invalid(member + " for OnDemandThroughput cannot be specified when table BillingMode is"
                                    + " PROVISIONED."));
        }
    }

    private static String maxima(String members) {
        return own(Schemas.HASH + ", OnDemandThroughput: {" + members + "}");
    }

    private static void tables(Cases create) {
        create.documented("a partition key", own(Schemas.HASH))
                .answers("{TableDescription: {AttributeDefinitions: [" + A + "], TableName: '@own', KeySchema: ["
                        + HASH_A
                        + "], TableStatus: 'CREATING', CreationDateTime: '*', ProvisionedThroughput:"
                        + " {NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0},"
                        + " TableSizeBytes: 0, ItemCount: 0, TableArn: '@ownArn', TableId:"
                        + " '~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', BillingModeSummary: '*',"
                        + " DeletionProtectionEnabled: false}}")
                .thenEventually("DescribeTable", "{TableName: '@own'}", "{Table: {TableStatus: 'ACTIVE'}}");
        create.documented("a partition key and a sort key", own(Schemas.RANGE))
                .answersWith("{TableDescription: {AttributeDefinitions: [" + A + ", " + B + "], KeySchema: [" + HASH_A
                        + ", {AttributeName: 'b', KeyType: 'RANGE'}]}}");
        create.observed(
                        "definitions come back by name",
                        schema(
                                "{AttributeName: 'z', AttributeType: 'N'}, " + A,
                                "{AttributeName: 'z', KeyType: 'HASH'}, {AttributeName: 'a', KeyType: 'RANGE'}"))
                .answersWith("{TableDescription: {AttributeDefinitions: [" + A
                        + ", {AttributeName: 'z', AttributeType: 'N'}], KeySchema: [{AttributeName: 'z',"
                        + " KeyType: 'HASH'}, {AttributeName: 'a', KeyType: 'RANGE'}]}}");
        create.documented("provisioned", own(Schemas.provisioned(7, 3)))
                .answersWith("{TableDescription: {ProvisionedThroughput: {ReadCapacityUnits: 7, WriteCapacityUnits: 3,"
                        + " NumberOfDecreasesToday: 0}}}");
        create.documented("protected from deletion", own(Schemas.HASH + ", DeletionProtectionEnabled: true"))
                .answersWith("{TableDescription: {DeletionProtectionEnabled: true}}");
        create.documented("of a class", own(Schemas.HASH + ", TableClass: 'STANDARD_INFREQUENT_ACCESS'"))
                .answersWith("{TableDescription: {TableClassSummary: {TableClass: 'STANDARD_INFREQUENT_ACCESS'}}}");
        create.documented("a stream that is off", own(Schemas.HASH + ", StreamSpecification: {StreamEnabled: false}"))
                .answersWith("{TableDescription: {TableName: '@own'}}");
        create.observed(
                        "a stream that is off, with a view",
                        own(Schemas.HASH
                                + ", StreamSpecification: {StreamEnabled: false, StreamViewType:"
                                + " 'NEW_AND_OLD_IMAGES'}"))
                .fails(
                        VALIDATION,
                        invalid("Table is being created with a stream disabled, UpdateViewType should not be"
                                + " specified"));
        for (String indexes : List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) {
            create.observed("no " + indexes, own(Schemas.HASH + ", " + indexes + ": []"))
                    .fails(VALIDATION, invalid("List of " + indexes + " is empty"));
        }
    }

    private static void tags(Cases create) {
        create.documented("with tags", own(Schemas.HASH + ", Tags: [{Key: 'k', Value: 'v'}, {Key: 'e', Value: ''}]"))
                .answersWith("{TableDescription: {TableName: '@own'}}")
                .thenEventually("DescribeTable", "{TableName: '@own'}", "{Table: {TableStatus: 'ACTIVE'}}")
                .then(
                        "ListTagsOfResource",
                        "{ResourceArn: '@ownArn'}",
                        "{Tags: {anyOrder: [{Key: 'k', Value: 'v'}, {Key: 'e', Value: ''}]}}");
        create.observed("with no tags", own(Schemas.HASH + ", Tags: []"))
                .answersWith("{TableDescription: {TableName: '@own'}}");
        String fifty = IntStream.range(0, 50)
                .mapToObj(i -> "{Key: 'k" + i + "', Value: 'v'}")
                .collect(Collectors.joining(", "));
        create.documented("with 50 tags", own(Schemas.HASH + ", Tags: [" + fifty + "]"))
                .answersWith("{TableDescription: {TableName: '@own'}}");
    }

    private static void notYet(Cases create) {
        create.stator(
                        "a global index",
                        own(Schemas.HASH + ", GlobalSecondaryIndexes: [{IndexName: 'idx', KeySchema: [" + HASH_A
                                + "], Projection: {ProjectionType: 'ALL'}}]"))
                .fails(VALIDATION, "The parameter GlobalSecondaryIndexes is not supported by Stator yet");
        create.stator(
                        "a local index",
                        own(Schemas.RANGE + ", LocalSecondaryIndexes: [{IndexName: 'idx', KeySchema: [" + HASH_A
                                + ", {AttributeName: 'b', KeyType: 'RANGE'}], Projection: {ProjectionType: 'ALL'}}]"))
                .fails(VALIDATION, "The parameter LocalSecondaryIndexes is not supported by Stator yet");
        create.stator(
                        "a stream",
                        own(Schemas.HASH + ", StreamSpecification: {StreamEnabled: true, StreamViewType: 'KEYS_ONLY'}"))
                .fails(VALIDATION, "The parameter StreamSpecification is not supported by Stator yet");
    }
}
