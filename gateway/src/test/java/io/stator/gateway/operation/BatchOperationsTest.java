package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeValue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** BatchGetItem and BatchWriteItem: what they answer, and what they refuse; see {@link ItemErrorsTest} for where messages are from. */
class BatchOperationsTest {
    private final OperationsFixture api = new OperationsFixture();

    private void answers(String operation, String body, String expected) {
        assertThat(api.call(operation, body)).as("%s %s", operation, body).isEqualTo(expected);
    }

    private static String puts(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "{'PutRequest':{'Item':{'pk':{'S':'" + i + "'}}}}")
                .collect(Collectors.joining(","));
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'pk':{'S':'" + i + "'}}")
                .collect(Collectors.joining(","));
    }

    @Test
    void writesAndReadsItemsOfTwoTables() {
        answers(
                "BatchWriteItem",
                "{'RequestItems':{'hash':[{'PutRequest':{'Item':{'pk':{'S':'a'},'x':{'S':'1'}}}},"
                        + "{'DeleteRequest':{'Key':{'pk':{'S':'b'}}}}],"
                        + "'range':[{'PutRequest':{'Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}}]},"
                        + "'ReturnConsumedCapacity':'INDEXES'}",
                "{'UnprocessedItems':{},'ConsumedCapacity':["
                        + "{'TableName':'hash','CapacityUnits':2.0,'Table':{'CapacityUnits':2.0}},"
                        + "{'TableName':'range','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}]}");
        answers(
                "BatchGetItem",
                "{'RequestItems':{'hash':{'Keys':[{'pk':{'S':'a'}},{'pk':{'S':'b'}}],'ProjectionExpression':'x'},"
                        + "'range':{'Keys':[{'pk':{'S':'c'},'sk':{'N':'1'}}],'ConsistentRead':true}},"
                        + "'ReturnConsumedCapacity':'TOTAL'}",
                "{'Responses':{'hash':[{'x':{'S':'1'}}],'range':[]},'UnprocessedKeys':{},'ConsumedCapacity':["
                        + "{'TableName':'hash','CapacityUnits':1.0},{'TableName':'range','CapacityUnits':1.0}]}");
    }

    @Test
    void tellsWhatWasNotDoneSoThatItCanBeAskedForAgain() {
        api.call("BatchWriteItem", "{'RequestItems':{'hash':[" + puts(0, 3) + "]}}");
        api.items.unprocessed = item -> item.get("pk").equals(AttributeValue.string("1"));
        answers(
                "BatchWriteItem",
                "{'RequestItems':{'hash':[" + puts(0, 2) + "]},'ReturnConsumedCapacity':'TOTAL'}",
                "{'UnprocessedItems':{'hash':[{'PutRequest':{'Item':{'pk':{'S':'1'}}}}]},"
                        + "'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':1.0}]}");
        answers(
                "BatchWriteItem",
                "{'RequestItems':{'hash':[{'DeleteRequest':{'Key':{'pk':{'S':'1'}}}}]}}",
                "{'UnprocessedItems':{'hash':[{'DeleteRequest':{'Key':{'pk':{'S':'1'}}}}]}}");
        answers(
                "BatchGetItem",
                "{'RequestItems':{'hash':{'Keys':[" + keys(3) + "],'ProjectionExpression':'#p',"
                        + "'ExpressionAttributeNames':{'#p':'pk'},'ConsistentRead':true}},"
                        + "'ReturnConsumedCapacity':'TOTAL'}",
                "{'Responses':{'hash':[{'pk':{'S':'0'}},{'pk':{'S':'2'}}]},"
                        + "'UnprocessedKeys':{'hash':{'Keys':[{'pk':{'S':'1'}}],'ConsistentRead':true,"
                        + "'ProjectionExpression':'#p','ExpressionAttributeNames':{'#p':'pk'}}},"
                        + "'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':2.0}]}");
    }

    @Test
    void eachWriteHasAnIdentityOfItsOwnTheSameInAllAttempts() {
        api.identity("one");
        String body = "{'RequestItems':{'hash':[" + puts(0, 3) + "]}}";
        api.call("BatchWriteItem", body);
        api.call("BatchWriteItem", body);
        assertThat(api.items.requestIds).hasSize(6);
        assertThat(api.items.requestIds.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(api.items.requestIds.subList(3, 6)).isEqualTo(api.items.requestIds.subList(0, 3));
        api.identity("another");
        api.call("BatchWriteItem", body);
        assertThat(api.items.requestIds.subList(6, 9)).doesNotContainAnyElementsOf(api.items.requestIds.subList(0, 3));
    }

    @Test
    void takesAsManyAsDynamoDbDoes() {
        answers("BatchWriteItem", "{'RequestItems':{'hash':[" + puts(0, 25) + "]}}", "{'UnprocessedItems':{}}");
        assertThat(api.call("BatchGetItem", "{'RequestItems':{'hash':{'Keys':[" + keys(100) + "]}}}"))
                .startsWith("{'Responses':{'hash':[{'pk':{'S':'0'}},")
                .endsWith("]},'UnprocessedKeys':{}}");
    }

    private static Arguments refuses(String operation, String body, String expected) {
        return Arguments.of(operation, body, expected);
    }

    static Stream<Arguments> refusals() {
        String one = "ValidationException: 1 validation error detected: ";
        String duplicates = "ValidationException: Provided list of item keys contains duplicates";
        String mismatch = "ValidationException: The provided key element does not match the schema";
        String notFound = "ResourceNotFoundException: Requested resource not found";
        String names = "Map keys must satisfy constraint: [Member must have length less than or equal to 255, "
                + "Member must have length greater than or equal to 3, "
                + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";
        return Stream.of(
                refuses(
                        "BatchGetItem",
                        "{'ReturnConsumedCapacity':'hi'}",
                        "ValidationException: 2 validation errors detected: Value 'hi' at 'returnConsumedCapacity'"
                                + " failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL,"
                                + " NONE]; Value null at 'requestItems' failed to satisfy constraint: Member must not be"
                                + " null"),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{}}",
                        "ValidationException: The requestItems parameter is required for BatchGetItem"),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{}}",
                        "ValidationException: The requestItems parameter is required for BatchWriteItem"),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[]}}}",
                        one + "Value '[]' at 'requestItems.hash.member.keys' failed to satisfy constraint: "
                                + "Member must have length greater than or equal to 1"),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'a':{'Keys':[" + keys(1) + "]}}}",
                        one
                                + "Value '{a=KeysAndAttributes(keys=1 keys)}' at 'requestItems' failed to satisfy"
                                + " constraint: "
                                + names),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[" + keys(100) + "]},'range':{'Keys':[{}]}}}",
                        "ValidationException: Too many items requested for the BatchGetItem call"),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[" + keys(1) + "," + keys(1) + "]}}}",
                        duplicates),
                refuses("BatchGetItem", "{'RequestItems':{'none':{'Keys':[{}]}}}", notFound),
                refuses("BatchGetItem", "{'RequestItems':{'hash':{'Keys':[{}]}}}", mismatch),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[{'pk':{'N':'x'}}]}}}",
                        "ValidationException: The parameter cannot be converted to a numeric value: x"),
                // Believed: DynamoDB Local has such a message, and no other fits.
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[" + keys(1)
                                + "]},'arn:aws:dynamodb:us-east-1:000000000000:table/hash':{'Keys':[" + keys(1)
                                + "]}}}",
                        "ValidationException: Provided list of table names contains duplicates"),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[" + keys(1) + "],'ProjectionExpression':'a'},"
                                + "'range':{'Keys':[{}],'AttributesToGet':['a']}}}",
                        "ValidationException: Can not use both expression and non-expression parameters in the same"
                                + " request: Non-expression parameters: {AttributesToGet} Expression parameters:"
                                + " {ProjectionExpression}"),
                refuses(
                        "BatchGetItem",
                        "{'RequestItems':{'hash':{'Keys':[" + keys(1) + "],'ProjectionExpression':'a, a'}}}",
                        "ValidationException: Invalid ProjectionExpression: Two document paths overlap with each"
                                + " other; must remove or rewrite one of these paths; path one: [a], path two: [a]"),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{'hash':[{}]}}",
                        "ValidationException: Supplied AttributeValue has more than one datatypes set, "
                                + "must contain exactly one of the supported datatypes"),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{'hash':[{'PutRequest':{},'DeleteRequest':{}}]}}",
                        "ValidationException: 2 validation errors detected: Value null at"
                                + " 'requestItems.hash.member.1.member.deleteRequest.key' failed to satisfy constraint:"
                                + " Member must not be null; Value null at"
                                + " 'requestItems.hash.member.1.member.putRequest.item' failed to satisfy constraint:"
                                + " Member must not be null"),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{'hash':[" + puts(0, 20) + "],'range':[" + puts(0, 6) + "]}}",
                        "ValidationException: Too many items requested for the BatchWriteItem call"),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{'hash':[" + puts(0, 1) + "," + puts(0, 1) + "]}}",
                        duplicates),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{'hash':[" + puts(0, 1) + ",{'DeleteRequest':{'Key':{'pk':{'S':'0'}}}}]}}",
                        duplicates),
                refuses("BatchWriteItem", "{'RequestItems':{'none':[" + puts(0, 1) + "]}}", notFound),
                // Not what PutItem says of the same.
                refuses("BatchWriteItem", "{'RequestItems':{'range':[" + puts(0, 1) + "]}}", mismatch),
                refuses(
                        "BatchWriteItem",
                        "{'RequestItems':{'hash':[{'PutRequest':{'Item':{'pk':{'N':'1'}}}}]}}",
                        mismatch));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefused(String operation, String body, String expected) {
        answers(operation, body, expected);
    }

    @Test
    void refusesMoreWritesToOneTableThanThereMayBe() {
        assertThat(api.call("BatchWriteItem", "{'RequestItems':{'hash':[" + puts(0, 26) + "]}}"))
                .startsWith(
                        "ValidationException: 1 validation error detected: Value '{hash=[WriteRequest(putRequest), ")
                .endsWith("]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint:"
                        + " [Member must have length less than or equal to 25, Member must have length greater"
                        + " than or equal to 1]");
    }
}
