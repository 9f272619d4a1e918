package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Query and Scan: what they answer, and what they refuse; see {@link ItemErrorsTest} for where messages are from. */
class PageOperationsTest {
    private static final String KEY = "'KeyConditionExpression':'pk = :p','ExpressionAttributeValues':{':p':{'S':'a'}}";
    private static final String INVALID = "ValidationException: One or more parameter values were invalid: ";

    private final OperationsFixture api = new OperationsFixture();

    @BeforeEach
    void putItems() {
        for (int i = 1; i <= 4; i++) {
            String item = "{'pk':{'S':'a'},'sk':{'N':'" + i + "'},'even':{'BOOL':" + (i % 2 == 0) + "}}";
            assertThat(api.call("PutItem", "{'TableName':'range','Item':" + item + "}"))
                    .isEqualTo("{}");
        }
        assertThat(api.call("PutItem", "{'TableName':'range','Item':{'pk':{'S':'b'},'sk':{'N':'1'}}}"))
                .isEqualTo("{}");
    }

    private void answers(String operation, String body, String expected) {
        assertThat(api.call(operation, body)).as("%s %s", operation, body).isEqualTo(expected);
    }

    private static String key(int sk) {
        return "{'pk':{'S':'a'},'sk':{'N':'" + sk + "'}}";
    }

    @Test
    void queryReadsTheRangeThatTheKeyConditionSays() {
        String query = "{'TableName':'range','KeyConditionExpression':'pk = :p AND %s','ProjectionExpression':'sk',"
                + "'ExpressionAttributeValues':{':p':{'S':'a'},':x':{'N':'2'}%s}}";
        String items = "{'Items':[%s],'Count':%d,'ScannedCount':%d}";
        String two = "{'sk':{'N':'2'}}";
        String three = "{'sk':{'N':'3'}}";
        String four = "{'sk':{'N':'4'}}";
        answers("Query", query.formatted("sk = :x", ""), items.formatted(two, 1, 1));
        answers("Query", query.formatted("sk > :x", ""), items.formatted(three + "," + four, 2, 2));
        answers(
                "Query",
                query.formatted("sk BETWEEN :x AND :y", ",':y':{'N':'3'}"),
                items.formatted(two + "," + three, 2, 2));
        answers(
                "Query",
                "{'TableName':'range','AttributesToGet':['sk'],'ScanIndexForward':false,'KeyConditions':{"
                        + "'pk':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]},"
                        + "'sk':{'ComparisonOperator':'GE','AttributeValueList':[{'N':'3'}]}}}",
                items.formatted(four + "," + three, 2, 2));
        answers(
                "Query",
                query.formatted("sk > :x", "").replace("':p':{'S':'a'}", "':p':{'S':'none'}"),
                items.formatted("", 0, 0));
    }

    @Test
    void filtersLeaveItemsOutOfCountNotOfScannedCount() {
        answers(
                "Query",
                "{'TableName':'range','KeyConditionExpression':'pk = :p','FilterExpression':'even = :t',"
                        + "'ProjectionExpression':'sk','ExpressionAttributeValues':{':p':{'S':'a'},':t':{'BOOL':true}}}",
                "{'Items':[{'sk':{'N':'2'}},{'sk':{'N':'4'}}],'Count':2,'ScannedCount':4}");
        answers(
                "Query",
                "{'TableName':'range','KeyConditions':{'pk':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}},"
                        + "'QueryFilter':{'even':{'ComparisonOperator':'EQ','AttributeValueList':[{'BOOL':true}]}},"
                        + "'Select':'COUNT'}",
                "{'Count':2,'ScannedCount':4}");
        answers(
                "Scan",
                "{'TableName':'range','ScanFilter':{'even':{'ComparisonOperator':'NULL'}}}",
                "{'Items':[{'pk':{'S':'b'},'sk':{'N':'1'}}],'Count':1,'ScannedCount':5}");
        // KeyConditions may stand beside a filter that is an expression.
        answers(
                "Query",
                "{'TableName':'range','KeyConditions':{'pk':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}},'FilterExpression':'even"
                        + " = :t','ExpressionAttributeValues':{':t':{'BOOL':false}},'Select':'COUNT'}",
                "{'Count':2,'ScannedCount':4}");
    }

    @Test
    void pagesGoOnAfterTheLastEvaluatedKey() {
        String query = "{'TableName':'range'," + KEY + ",'Select':'COUNT','Limit':3%s}";
        answers("Query", query.formatted(""), "{'Count':3,'ScannedCount':3,'LastEvaluatedKey':" + key(3) + "}");
        answers("Query", query.formatted(",'ExclusiveStartKey':" + key(3)), "{'Count':1,'ScannedCount':1}");
        answers(
                "Query",
                query.formatted(",'ScanIndexForward':false,'ExclusiveStartKey':" + key(3)),
                "{'Count':2,'ScannedCount':2}");
    }

    @Test
    void segmentsOfAScanAreTheWholeTable() {
        List<String> found = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++) {
            String page = api.call(
                    "Scan", "{'TableName':'range','Segment':" + segment + ",'TotalSegments':3,'Select':'COUNT'}");
            Matcher count = Pattern.compile("'Count':(\\d+),").matcher(page);
            assertThat(count.find()).as(page).isTrue();
            found.add(count.group(1));
        }
        assertThat(found.stream().mapToInt(Integer::parseInt).sum()).isEqualTo(5);
    }

    @Test
    void pagesAreBilledByTheSumOfWhatWasLookedAt() {
        for (int i = 5; i <= 7; i++) {
            api.call(
                    "PutItem",
                    "{'TableName':'range','Item':{'pk':{'S':'big'},'sk':{'N':'" + i + "'},'x':{'S':'" + "x".repeat(3000)
                            + "'}}}");
        }
        String query = "{'TableName':'range','KeyConditionExpression':'pk = :p','FilterExpression':'x = :p',"
                + "'ExpressionAttributeValues':{':p':{'S':'%s'}},'Select':'COUNT','ConsistentRead':%s,"
                + "'ReturnConsumedCapacity':'TOTAL'}";
        String answer = "{'Count':0,'ScannedCount':%d,'ConsumedCapacity':{'TableName':'range','CapacityUnits':%s}}";
        // About 9,000 bytes, together: three units of 4 KB.
        answers("Query", query.formatted("big", "true"), answer.formatted(3, "3.0"));
        answers("Query", query.formatted("big", "false"), answer.formatted(3, "1.5"));
        answers("Query", query.formatted("none", "false"), answer.formatted(0, "0.5"));
    }

    private static Arguments refuses(String operation, String body, String expected) {
        return Arguments.of(operation, body, expected);
    }

    static Stream<Arguments> refusals() {
        String table = "'TableName':'range',";
        String start = "ValidationException: The provided starting key ";
        return Stream.of(
                refuses(
                        "Query",
                        "{'TableName':'none'," + KEY + "}",
                        "ResourceNotFoundException: Requested resource not found"),
                refuses(
                        "Query",
                        "{" + table + "'Limit':0}",
                        "ValidationException: 1 validation error detected: Value at 'Limit' failed to satisfy"
                                + " constraint: Member must have value greater than or equal to 1"),
                refuses(
                        "Scan",
                        "{" + table + "'Limit':0}",
                        "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy "
                                + "constraint: Member must have value greater than or equal to 1"),
                refuses(
                        "Query",
                        "{" + table + "'Select':'count'}",
                        "ValidationException: 1 validation error detected: Value 'count' at 'select' failed to satisfy "
                                + "constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, "
                                + "ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'Select':'SPECIFIC_ATTRIBUTES'}",
                        "ValidationException: 1 validation error detected: Must specify the AttributesToGet or "
                                + "ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"),
                refuses(
                        "Scan",
                        "{" + table + "'Select':'SPECIFIC_ATTRIBUTES'}",
                        "ValidationException: Must specify the AttributesToGet or ProjectionExpression when choosing"
                                + " to get SPECIFIC_ATTRIBUTES"),
                refuses(
                        "Scan",
                        "{" + table + "'Select':'COUNT','ProjectionExpression':'a'}",
                        "ValidationException: Cannot specify the ProjectionExpression when choosing to get only the"
                                + " Count"),
                refuses(
                        "Scan",
                        "{" + table + "'Select':'ALL_ATTRIBUTES','AttributesToGet':['a']}",
                        "ValidationException: Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES"),
                refuses(
                        "Scan",
                        "{" + table + "'Select':'ALL_PROJECTED_ATTRIBUTES'}",
                        "ValidationException: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an"
                                + " IndexName"),
                refuses(
                        "Query",
                        "{" + table + "'FilterExpression':'a = b'}",
                        "ValidationException: Either the KeyConditions or KeyConditionExpression parameter must be"
                                + " specified in the request."),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'KeyConditions':{},'QueryFilter':{},'ConditionalOperator':'OR'}",
                        "ValidationException: Can not use both expression and non-expression parameters in the same"
                                + " request: Non-expression parameters: {QueryFilter, ConditionalOperator, KeyConditions}"
                                + " Expression parameters: {KeyConditionExpression}"),
                refuses(
                        "Query",
                        "{" + table + "'ExpressionAttributeValues':{':a':{'S':'a'}},'ProjectionExpression':'a'}",
                        "ValidationException: ExpressionAttributeValues can only be specified when using expressions: "
                                + "FilterExpression and KeyConditionExpression are null"),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'IndexName':'index'}",
                        "ValidationException: The table does not have the specified index: index"),
                refuses(
                        "Query",
                        "{" + table
                                + "'KeyConditionExpression':'sk = :p','ExpressionAttributeValues':{':p':{'N':'1'}}}",
                        "ValidationException: Query condition missed key schema element: pk"),
                refuses(
                        "Query",
                        "{" + table
                                + "'KeyConditionExpression':'pk = :p','ExpressionAttributeValues':{':p':{'N':'1'}}}",
                        INVALID + "Condition parameter type does not match schema type"),
                refuses(
                        "Query",
                        "{" + table + "'KeyConditionExpression':'pk = :p','FilterExpression':'sk = :s',"
                                + "'ExpressionAttributeValues':{':p':{'S':'a'},':s':{'N':'1'}}}",
                        "ValidationException: Filter Expression can only contain non-primary key attributes: "
                                + "Primary key attribute: sk"),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'ExpressionAttributeNames':{'#unused':'x'}}",
                        "ValidationException: Value provided in ExpressionAttributeNames unused in expressions: "
                                + "keys: {#unused}"),
                refuses("Query", "{" + table + KEY + ",'ExclusiveStartKey':{}}", start + "is invalid"),
                refuses("Query", "{" + table + KEY + ",'ExclusiveStartKey':{'pk':{'S':'a'}}}", start + "is invalid"),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'ExclusiveStartKey':{'pk':{'S':'a'},'sk':{'S':'1'}}}",
                        // Observed: bare, other than in a scan.
                        "ValidationException: The provided key element does not match the schema"),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'ExclusiveStartKey':{'pk':{'S':'b'},'sk':{'N':'1'}}}",
                        start + "is outside query boundaries based on provided conditions"),
                refuses(
                        "Query",
                        "{" + table + "'KeyConditionExpression':'pk = :p AND sk > :s',"
                                + "'ExpressionAttributeValues':{':p':{'S':'a'},':s':{'N':'2'}},"
                                + "'ExclusiveStartKey':{'pk':{'S':'a'},'sk':{'N':'2'}}}",
                        start + "does not match the range key predicate"),
                refuses(
                        "Query",
                        "{" + table + KEY + ",'ExclusiveStartKey':{'pk':{}}}",
                        start
                                + "is invalid: Supplied AttributeValue is empty, must contain exactly one of the"
                                + " supported datatypes"),
                refuses(
                        "Scan",
                        "{" + table + "'ExclusiveStartKey':{'pk':{'S':'a'}}}",
                        start + "is invalid: The provided key element does not match the schema"),
                refuses(
                        "Scan",
                        "{" + table + "'Segment':0}",
                        "ValidationException: The TotalSegments parameter is required but was not present in the"
                                + " request when Segment parameter is present"),
                refuses(
                        "Scan",
                        "{" + table + "'TotalSegments':4}",
                        "ValidationException: The Segment parameter is required but was not present in the request"
                                + " when parameter TotalSegments is present"),
                refuses(
                        "Scan",
                        "{" + table + "'Segment':5,'TotalSegments':5}",
                        "ValidationException: The Segment parameter is zero-based and must be less than parameter "
                                + "TotalSegments: Segment: 5 is not less than TotalSegments: 5"),
                refuses(
                        "Scan",
                        "{" + table + "'Segment':-1,'TotalSegments':1000001}",
                        "ValidationException: 2 validation errors detected: Value '-1' at 'segment' failed to satisfy"
                                + " constraint: Member must have value greater than or equal to 0; Value '1000001' at"
                                + " 'totalSegments' failed to satisfy constraint: Member must have value less than or"
                                + " equal to 1000000"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefused(String operation, String body, String expected) {
        answers(operation, body, expected);
    }
}
