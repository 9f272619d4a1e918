package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.TableSize;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on tables: what they answer, and what they refuse; see {@link ItemErrorsTest} for where messages are from. */
class TableOperationsTest {
    private static final String KEY = "'AttributeDefinitions':[{'AttributeName':'p','AttributeType':'S'}],"
            + "'KeySchema':[{'AttributeName':'p','KeyType':'HASH'}]";
    private static final String ON_DEMAND = "'BillingMode':'PAY_PER_REQUEST'";
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/";

    private final OperationsFixture api = new OperationsFixture();

    private void answers(String operation, String body, String expected) {
        assertThat(api.call(operation, body)).as("%s %s", operation, body).isEqualTo(expected);
    }

    private static String description(String name, String status, String billing) {
        return "{" + KEY + ",'TableName':'" + name + "','TableStatus':'" + status
                + "','CreationDateTime':1700000000.123," + billing
                + ",'TableSizeBytes':0,'ItemCount':0,'TableArn':'" + ARN + name
                + "','TableId':'6b1f6f1c-0000-4000-8000-000000000001','DeletionProtectionEnabled':false}";
    }

    private static final String ON_DEMAND_TOLD =
            "'ProvisionedThroughput':{'NumberOfDecreasesToday':0,'ReadCapacityUnits':0,'WriteCapacityUnits':0},"
                    + "'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST',"
                    + "'LastUpdateToPayPerRequestDateTime':1700000000.123}";

    @Test
    void aTableIsCreatingAtOnceAndActiveWhenItIsAskedForLater() {
        answers(
                "CreateTable",
                "{'TableName':'new'," + KEY + "," + ON_DEMAND + "}",
                "{'TableDescription':" + description("new", "CREATING", ON_DEMAND_TOLD) + "}");
        answers(
                "DescribeTable",
                "{'TableName':'new'}",
                "{'Table':" + description("new", "CREATING", ON_DEMAND_TOLD) + "}");
        answers(
                "GetItem",
                "{'TableName':'new','Key':{'p':{'S':'a'}}}",
                "ResourceNotFoundException: Requested resource not found");
        api.tables.activate("new");
        answers(
                "DescribeTable",
                "{'TableName':'" + ARN + "new'}",
                "{'Table':" + description("new", "ACTIVE", ON_DEMAND_TOLD) + "}");
        answers(
                "DeleteTable",
                "{'TableName':'new'}",
                "{'TableDescription':" + description("new", "DELETING", ON_DEMAND_TOLD) + "}");
        answers(
                "DescribeTable",
                "{'TableName':'new'}",
                "ResourceNotFoundException: Requested resource not found: Table: new not found");
    }

    @Test
    void aTableTellsWhatWasCounted() {
        api.call("CreateTable", "{'TableName':'new'," + KEY + "," + ON_DEMAND + "}");
        api.tables.count("new", new TableSize(7, 12_345_678_901L));
        answers(
                "DescribeTable",
                "{'TableName':'new'}",
                "{'Table':"
                        + description("new", "CREATING", ON_DEMAND_TOLD)
                                .replace(
                                        "'TableSizeBytes':0,'ItemCount':0",
                                        "'TableSizeBytes':12345678901,'ItemCount':7")
                        + "}");
    }

    @Test
    void aProvisionedTableTellsItsThroughput() {
        answers(
                "CreateTable",
                "{'TableName':'new'," + KEY
                        + ",'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}}",
                "{'TableDescription':"
                        + description(
                                "new",
                                "CREATING",
                                "'ProvisionedThroughput':{'NumberOfDecreasesToday':0,'ReadCapacityUnits':5,"
                                        + "'WriteCapacityUnits':6}")
                        + "}");
    }

    @Test
    void updateTellsTheTableAsItIsThen() {
        assertThat(api.call("UpdateTable", "{'TableName':'hash','DeletionProtectionEnabled':true}"))
                .startsWith("{'TableDescription':{")
                .contains("'TableName':'hash','TableStatus':'UPDATING'")
                .endsWith("'DeletionProtectionEnabled':true}}");
    }

    /** A maximum that is taken away is told once more as it was asked for. */
    @Test
    void aTableOnDemandTellsItsMaxima() {
        assertThat(api.call(
                        "CreateTable",
                        "{'TableName':'new'," + KEY + "," + ON_DEMAND
                                + ",'OnDemandThroughput':{'MaxReadRequestUnits':5}}"))
                .endsWith("'OnDemandThroughput':{'MaxReadRequestUnits':5}}}");
        assertThat(api.call(
                        "UpdateTable",
                        "{'TableName':'new','OnDemandThroughput':{'MaxReadRequestUnits':-1,'MaxWriteRequestUnits':6}}"))
                .endsWith("'OnDemandThroughput':{'MaxReadRequestUnits':-1,'MaxWriteRequestUnits':6}}}");
        assertThat(api.call("DescribeTable", "{'TableName':'new'}"))
                .endsWith("'OnDemandThroughput':{'MaxWriteRequestUnits':6}}}");
        assertThat(api.call("UpdateTable", "{'TableName':'new','OnDemandThroughput':{'MaxWriteRequestUnits':-1}}"))
                .endsWith("'OnDemandThroughput':{'MaxWriteRequestUnits':-1}}}");
        assertThat(api.call("DescribeTable", "{'TableName':'new'}")).doesNotContain("OnDemandThroughput");
    }

    @Test
    void listsNamesPageByPage() {
        answers("ListTables", "{}", "{'TableNames':['hash','range']}");
        answers("ListTables", "{'Limit':1}", "{'TableNames':['hash'],'LastEvaluatedTableName':'hash'}");
        answers("ListTables", "{'ExclusiveStartTableName':'hash'}", "{'TableNames':['range']}");
    }

    @Test
    void tagsAreSetListedAndTakenAway() {
        String arn = "'ResourceArn':'" + ARN + "hash'";
        answers("ListTagsOfResource", "{" + arn + "}", "{'Tags':[]}");
        answers("TagResource", "{" + arn + ",'Tags':[{'Key':'b','Value':'1'},{'Key':'a','Value':''}]}", "{}");
        answers("TagResource", "{" + arn + ",'Tags':[{'Key':'b','Value':'2'}]}", "{}");
        answers("ListTagsOfResource", "{" + arn + "}", "{'Tags':[{'Key':'a','Value':''},{'Key':'b','Value':'2'}]}");
        answers("UntagResource", "{" + arn + ",'TagKeys':['a','none']}", "{}");
        answers("ListTagsOfResource", "{" + arn + "}", "{'Tags':[{'Key':'b','Value':'2'}]}");
    }

    @Test
    void timeToLiveIsSetAndTold() {
        answers(
                "DescribeTimeToLive",
                "{'TableName':'hash'}",
                "{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}");
        answers(
                "UpdateTimeToLive",
                "{'TableName':'hash','TimeToLiveSpecification':{'AttributeName':'ttl','Enabled':true}}",
                "{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'ttl'}}");
        answers(
                "DescribeTimeToLive",
                "{'TableName':'hash'}",
                "{'TimeToLiveDescription':{'TimeToLiveStatus':'ENABLED','AttributeName':'ttl'}}");
    }

    @Test
    void tellsLimitsAndEndpoints() {
        answers(
                "DescribeLimits",
                "{}",
                "{'AccountMaxReadCapacityUnits':80000,'AccountMaxWriteCapacityUnits':80000,"
                        + "'TableMaxReadCapacityUnits':40000,'TableMaxWriteCapacityUnits':40000}");
        answers("DescribeEndpoints", "{}", "{'Endpoints':[{'Address':'127.0.0.1:8000','CachePeriodInMinutes':1440}]}");
    }

    private static Arguments refuses(String operation, String body, String expected) {
        return Arguments.of(operation, body, expected);
    }

    static Stream<Arguments> creations() {
        String two = "'AttributeDefinitions':[{'AttributeName':'p','AttributeType':'S'},"
                + "{'AttributeName':'s','AttributeType':'N'}]";
        String invalid = "ValidationException: One or more parameter values were invalid: ";
        String constraint = " failed to satisfy constraint: Member must ";
        String undefined = "ValidationException: Invalid KeySchema: Some index key attribute have no definition";
        return Stream.of(
                refuses(
                        "CreateTable",
                        "{}",
                        "ValidationException: The parameter 'TableName' is required but was not present in the"
                                + " request"),
                refuses(
                        "CreateTable",
                        "{'TableName':'ab'," + KEY + "," + ON_DEMAND + "}",
                        "ValidationException: 1 validation error detected: Value 'ab' at 'tableName'" + constraint
                                + "have length greater than or equal to 3"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc;'}",
                        "ValidationException: 3 validation errors detected: Value null at 'attributeDefinitions'"
                                + constraint
                                + "not be null; Value 'abc;' at 'tableName'" + constraint
                                + "satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value null at 'keySchema'"
                                + constraint + "not be null"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc','AttributeDefinitions':[{}],'KeySchema':[{}]}",
                        "ValidationException: 4 validation errors detected: "
                                + "Value null at 'attributeDefinitions.1.member.attributeType'" + constraint
                                + "not be null; "
                                + "Value null at 'attributeDefinitions.1.member.attributeName'" + constraint
                                + "not be null; "
                                + "Value null at 'keySchema.1.member.attributeName'" + constraint + "not be null; "
                                + "Value null at 'keySchema.1.member.keyType'" + constraint + "not be null"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc','AttributeDefinitions':[],'KeySchema':["
                                + "{'AttributeName':'a','KeyType':'HASH'},{'AttributeName':'b','KeyType':'RANGE'},"
                                + "{'AttributeName':'c','KeyType':'RANGE'}]}",
                        "ValidationException: 1 validation error detected: Value '[KeySchemaElement(attributeName=a, "
                                + "keyType=HASH), KeySchemaElement(attributeName=b, keyType=RANGE), "
                                + "KeySchemaElement(attributeName=c, keyType=RANGE)]' at 'keySchema'" + constraint
                                + "have length less than or equal to 2"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc','AttributeDefinitions':[{'AttributeName':'p','AttributeType':'SS'}],"
                                + "'KeySchema':[{'AttributeName':'p','KeyType':'HASH'}],'BillingMode':'A',"
                                + "'ProvisionedThroughput':{'ReadCapacityUnits':-1}}",
                        "ValidationException: 4 validation errors detected: "
                                + "Value 'SS' at 'attributeDefinitions.1.member.attributeType'" + constraint
                                + "satisfy enum value set: [B, N, S]; Value 'A' at 'billingMode'" + constraint
                                + "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]; "
                                + "Value null at 'provisionedThroughput.writeCapacityUnits'" + constraint
                                + "not be null; "
                                + "Value '-1' at 'provisionedThroughput.readCapacityUnits'" + constraint
                                + "have value greater than or equal to 1"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + "}",
                        invalid + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
                                + "PROVISIONED"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + "," + ON_DEMAND
                                + ",'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}",
                        invalid
                                + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode"
                                + " is PAY_PER_REQUEST"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + ",'ProvisionedThroughput':{'ReadCapacityUnits':1000000000001,"
                                + "'WriteCapacityUnits':1000000000001}}",
                        "ValidationException: Given value 1000000000001 for ReadCapacityUnits is out of bounds"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + two + ",'KeySchema':[{'AttributeName':'x','KeyType':'HASH'}],"
                                + "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}",
                        invalid + "Some index key attributes are not defined in AttributeDefinitions. Keys: [x], "
                                + "AttributeDefinitions: [p, s]"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + two + ",'KeySchema':[{'AttributeName':'x','KeyType':'HASH'}],"
                                + ON_DEMAND + "}",
                        undefined),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc','AttributeDefinitions':[{'AttributeName':'p','AttributeType':'S'}],"
                                + "'KeySchema':[{'AttributeName':'p','KeyType':'HASH'},"
                                + "{'AttributeName':'p','KeyType':'RANGE'}]," + ON_DEMAND + "}",
                        undefined),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + two + ",'KeySchema':[{'AttributeName':'p','KeyType':'HASH'},"
                                + "{'AttributeName':'p','KeyType':'RANGE'}]," + ON_DEMAND + "}",
                        "ValidationException: Both the Hash Key and the Range Key element in the KeySchema have the"
                                + " same name"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + two + ",'KeySchema':[{'AttributeName':'p','KeyType':'RANGE'},"
                                + "{'AttributeName':'s','KeyType':'HASH'}]," + ON_DEMAND + "}",
                        "ValidationException: Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + two + ",'KeySchema':[{'AttributeName':'p','KeyType':'HASH'},"
                                + "{'AttributeName':'s','KeyType':'HASH'}]," + ON_DEMAND + "}",
                        "ValidationException: Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + two + ",'KeySchema':[{'AttributeName':'p','KeyType':'HASH'}],"
                                + ON_DEMAND + "}",
                        invalid
                                + "Number of attributes in KeySchema does not exactly match number of attributes"
                                + " defined in AttributeDefinitions"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + "," + ON_DEMAND
                                + ",'StreamSpecification':{'StreamEnabled':false,'StreamViewType':'NEW_IMAGE'}}",
                        invalid
                                + "Table is being created with a stream disabled, UpdateViewType should not be"
                                + " specified"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + "," + ON_DEMAND + ",'LocalSecondaryIndexes':[]}",
                        invalid + "List of LocalSecondaryIndexes is empty"),
                refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + ",'ProvisionedThroughput':{'ReadCapacityUnits':1,"
                                + "'WriteCapacityUnits':1},'OnDemandThroughput':{'MaxReadRequestUnits':0}}",
                        invalid
                                + "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table"
                                + " BillingMode is PROVISIONED."),
                refuses(
                        "CreateTable",
                        "{'TableName':'hash'," + KEY + "," + ON_DEMAND + "}",
                        "ResourceInUseException: Table already exists: hash"));
    }

    /** Own messages. */
    static Stream<Arguments> notYet() {
        Stream<Arguments> members = Stream.of(
                        "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "WarmThroughput", "ResourcePolicy")
                .map(name -> refuses(
                        "CreateTable",
                        "{'TableName':'abc'," + KEY + "," + ON_DEMAND + ",'" + name + "':[{}]}",
                        "ValidationException: The parameter " + name + " is not supported by Stator yet"));
        // As real clients ask: with the attributes of the index defined beside those of the key.
        Stream<Arguments> indexes = Stream.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
                .map(name -> refuses(
                        "CreateTable",
                        "{'TableName':'abc','AttributeDefinitions':[{'AttributeName':'p','AttributeType':'S'},"
                                + "{'AttributeName':'i','AttributeType':'S'}],"
                                + "'KeySchema':[{'AttributeName':'p','KeyType':'HASH'}]," + ON_DEMAND + ",'" + name
                                + "':[{}]}",
                        "ValidationException: The parameter " + name + " is not supported by Stator yet"));
        return Stream.concat(members, indexes);
    }

    static Stream<Arguments> others() {
        String required =
                "ValidationException: The parameter 'TableName' is required but was not present in the request";
        String notFound = "ResourceNotFoundException: Requested resource not found: Table: none not found";
        String one = "ValidationException: 1 validation error detected: ";
        String noTable =
                "ResourceNotFoundException: Requested resource not found: ResourcArn: " + ARN + "none not found";
        return Stream.of(
                // Believed: what CreateTable says.
                refuses("DescribeTable", "{}", required),
                refuses(
                        "DescribeTable",
                        "{'TableName':''}",
                        "ValidationException: 2 validation errors detected: Value '' at 'tableName' failed to satisfy"
                                + " constraint: Member must have length greater than or equal to 3; Value '' at"
                                + " 'tableName' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: [a-zA-Z0-9_.-]+"),
                refuses("DeleteTable", "{'TableName':'none'}", notFound),
                refuses("UpdateTable", "{'TableName':'none','DeletionProtectionEnabled':true}", notFound),
                refuses(
                        "UpdateTable",
                        "{'TableName':'hash','OnDemandThroughput':{'MaxWriteRequestUnits':0}}",
                        "ValidationException: One or more parameter values were invalid: Requested"
                                + " MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range"),
                refuses("DescribeTimeToLive", "{'TableName':'none'}", notFound),
                refuses(
                        "ListTables",
                        "{'Limit':101}",
                        one + "Value '101' at 'limit' failed to satisfy constraint: "
                                + "Member must have value less than or equal to 100"),
                refuses(
                        "ListTables",
                        "{'Limit':0}",
                        one + "Value '0' at 'limit' failed to satisfy constraint: "
                                + "Member must have value greater than or equal to 1"),
                refuses("TagResource", "{}", "ValidationException: Invalid TableArn"),
                refuses(
                        "TagResource",
                        "{'ResourceArn':'a:b:c:d:e:f/g'}",
                        one + "Value null at 'tags' failed to satisfy constraint: Member must not be null"),
                refuses(
                        "TagResource",
                        "{'ResourceArn':'a:b:c:d:e:f/g','Tags':[]}",
                        "ValidationException: Invalid TableArn: Invalid ResourceArn provided as input a:b:c:d:e:f/g"),
                refuses(
                        "TagResource",
                        "{'ResourceArn':'" + ARN + "hash','Tags':[]}",
                        "ValidationException: Atleast one Tag needs to be provided as Input."),
                refuses(
                        "TagResource",
                        "{'ResourceArn':'" + ARN + "hash','Tags':[{}]}",
                        "ValidationException: The Tag Key provided is invalid, Key: null"),
                refuses(
                        "TagResource",
                        "{'ResourceArn':'" + ARN + "hash','Tags':[{'Key':'a'}]}",
                        "ValidationException: The Tag Value provided is invalid, Value: null"),
                refuses("TagResource", "{'ResourceArn':'" + ARN + "none','Tags':[{'Key':'a','Value':'b'}]}", noTable),
                refuses("UntagResource", "{'ResourceArn':'" + ARN + "none','TagKeys':['a']}", noTable),
                refuses(
                        "UntagResource",
                        "{'ResourceArn':'" + ARN + "hash','TagKeys':[]}",
                        "ValidationException: Atleast one Tag Key needs to be provided as Input."),
                refuses("ListTagsOfResource", "{'ResourceArn':'" + ARN + "none'}", noTable),
                refuses(
                        "ListTagsOfResource",
                        "{'ResourceArn':'" + ARN + "ab'}",
                        "ValidationException: Invalid TableArn: Invalid ResourceArn provided as input " + ARN + "ab"),
                refuses(
                        "UpdateTimeToLive",
                        "{'TableName':'hash','TimeToLiveSpecification':{}}",
                        "ValidationException: 2 validation errors detected: Value null at"
                                + " 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must not"
                                + " be null; Value null at 'timeToLiveSpecification.enabled' failed to satisfy constraint:"
                                + " Member must not be null"),
                refuses(
                        "UpdateTimeToLive",
                        "{'TableName':'hash','TimeToLiveSpecification':{'AttributeName':'','Enabled':true}}",
                        one + "Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: "
                                + "Member must have length greater than or equal to 1"),
                // Own: as DynamoDB Local refuses what it has not.
                refuses(
                        "ExecuteTransaction",
                        "{}",
                        "UnknownOperationException: ExecuteTransaction is not supported by Stator yet"));
    }

    @ParameterizedTest
    @MethodSource({"creations", "notYet", "others"})
    void isRefused(String operation, String body, String expected) {
        answers(operation, body, expected);
    }
}
