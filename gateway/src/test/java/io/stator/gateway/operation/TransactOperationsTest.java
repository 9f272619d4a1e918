package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.proto.v1.TransactWriteRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** TransactWriteItems and TransactGetItems: what they do and answer. What they refuse is in {@link TransactErrorsTest}. */
class TransactOperationsTest {
    private static final String CANCELLED = "TransactionCanceledException: Transaction cancelled, please refer "
            + "cancellation reasons for specific reasons ";
    private static final String FAILED = "{'Code':'ConditionalCheckFailed','Message':'The conditional request failed'";

    private final OperationsFixture api = new OperationsFixture();

    private void answers(String operation, String body, String expected) {
        assertThat(api.call(operation, body)).as("%s %s", operation, body).isEqualTo(expected);
    }

    private void writes(String elements, String expected) {
        answers("TransactWriteItems", "{'TransactItems':[" + elements + "]}", expected);
    }

    private void reads(String elements, String expected) {
        answers("TransactGetItems", "{'TransactItems':[" + elements + "]}", expected);
    }

    private void given(String attributes) {
        answers("PutItem", "{'TableName':'hash','Item':{" + attributes + "}}", "{}");
    }

    private void has(String key, String expected) {
        answers("GetItem", "{'TableName':'hash','Key':{'pk':{'S':'" + key + "'}}}", expected);
    }

    private static String put(String attributes) {
        return "{'Put':{'TableName':'hash','Item':{" + attributes + "}}}";
    }

    private static String get(String key) {
        return "{'Get':{'TableName':'hash','Key':{'pk':{'S':'" + key + "'}}}}";
    }

    private static String add(String key) {
        return "{'Update':{'TableName':'hash','Key':{'pk':{'S':'" + key + "'}},'UpdateExpression':'ADD n :one',"
                + "'ExpressionAttributeValues':{':one':{'N':'1'}}}}";
    }

    @Test
    void doesAllOfItInTwoTables() {
        given("'pk':{'S':'a'}");
        given("'pk':{'S':'b'}");
        String elements = put("'pk':{'S':'c'},'x':{'S':'y'}")
                + ",{'Update':{'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'UpdateExpression':'SET #x=:x',"
                + "'ExpressionAttributeNames':{'#x':'x'},'ExpressionAttributeValues':{':x':{'S':'z'}}}}"
                + ",{'Delete':{'TableName':'hash','Key':{'pk':{'S':'b'}},'ConditionExpression':'attribute_exists(pk)'}}"
                + ",{'ConditionCheck':{'TableName':'hash','Key':{'pk':{'S':'a'}},"
                + "'ConditionExpression':'attribute_exists(pk)'}}";
        answers(
                "TransactWriteItems",
                "{'ReturnConsumedCapacity':'INDEXES','TransactItems':[" + elements + "]}",
                "{'ConsumedCapacity':["
                        + "{'TableName':'hash','CapacityUnits':6.0,'WriteCapacityUnits':6.0,"
                        + "'Table':{'CapacityUnits':6.0,'WriteCapacityUnits':6.0}},"
                        + "{'TableName':'range','CapacityUnits':2.0,'WriteCapacityUnits':2.0,"
                        + "'Table':{'CapacityUnits':2.0,'WriteCapacityUnits':2.0}}]}");
        reads(
                get("c") + "," + get("b")
                        + ",{'Get':{'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}},"
                        + "'ProjectionExpression':'#x','ExpressionAttributeNames':{'#x':'x'}}}",
                "{'Responses':[{'Item':{'pk':{'S':'c'},'x':{'S':'y'}}},{},{'Item':{'x':{'S':'z'}}}]}");
        // What was only looked at is as it was.
        has("a", "{'Item':{'pk':{'S':'a'}}}");
    }

    @Test
    void answersNothingIfNothingIsAskedFor() {
        writes(put("'pk':{'S':'a'}"), "{}");
        assertThat(api.items.transactions.writes.get(0).getReturnSizes()).isFalse();
    }

    @Test
    void leavesOutAnItemThatHasNothingOfWhatIsWanted() {
        given("'pk':{'S':'a'}");
        reads("{'Get':{'TableName':'hash','Key':{'pk':{'S':'a'}},'ProjectionExpression':'x'}}", "{'Responses':[{}]}");
    }

    @Test
    void countsTwiceTheLargerOfOldAndNew() {
        String capacity = "'ReturnConsumedCapacity':'TOTAL'}";
        String item = "'pk':{'S':'a'},'x':{'S':'" + "x".repeat(5000) + "'}";
        String written = "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':10.0,'WriteCapacityUnits':10.0}]}";
        answers("TransactWriteItems", "{'TransactItems':[" + put(item) + "]," + capacity, written);
        answers("TransactWriteItems", "{'TransactItems':[" + put("'pk':{'S':'a'}") + "]," + capacity, written);
        given(item);
        assertThat(api.call("TransactGetItems", "{'TransactItems':[" + get("a") + "," + get("b") + "]," + capacity))
                .endsWith("'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':6.0,'ReadCapacityUnits':6.0}]}");
    }

    @Test
    void tellsOfATableAsItWasCalledFirst() {
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
        answers(
                "TransactGetItems",
                "{'ReturnConsumedCapacity':'TOTAL','TransactItems':[" + get("a").replace("hash", arn) + "," + get("b")
                        + "]}",
                "{'Responses':[{},{}],'ConsumedCapacity':[{'TableName':'" + arn
                        + "','CapacityUnits':4.0,'ReadCapacityUnits':4.0}]}");
    }

    @Test
    void tellsWhyInTheOrderOfTheRequestAndDoesNothing() {
        given("'pk':{'S':'a'},'n':{'S':'x'}");
        String absent = "'ConditionExpression':'attribute_not_exists(pk)'";
        writes(
                put("'pk':{'S':'c'}") + ",{'Put':{'TableName':'hash','Item':{'pk':{'S':'a'}}," + absent + "}}",
                CANCELLED + "[None, ConditionalCheckFailed] 'CancellationReasons':[{'Code':'None'}," + FAILED + "}]");
        writes(
                "{'Delete':{'TableName':'hash','Key':{'pk':{'S':'a'}}," + absent
                        + ",'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}},"
                        + "{'ConditionCheck':{'TableName':'hash','Key':{'pk':{'S':'b'}},"
                        + "'ConditionExpression':'attribute_exists(pk)',"
                        + "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}}," + put("'pk':{'S':'c'}"),
                CANCELLED + "[ConditionalCheckFailed, ConditionalCheckFailed, None] 'CancellationReasons':[" + FAILED
                        + ",'Item':{'n':{'S':'x'},'pk':{'S':'a'}}}," + FAILED + "},{'Code':'None'}]");
        writes(
                add("a"),
                CANCELLED + "[ValidationError] 'CancellationReasons':[{'Code':'ValidationError',"
                        + "'Message':'An operand in the update expression has an incorrect data type'}]");
        has("a", "{'Item':{'n':{'S':'x'},'pk':{'S':'a'}}}");
        has("c", "{}");
    }

    @Test
    void tellsOfItemsThatAnotherTransactionIsBusyWith() {
        api.items.transactions.busy.add(
                ItemCodec.encode(Item.builder().set("pk", "a").build()));
        String conflict = "{'Code':'TransactionConflict','Message':'Transaction is ongoing for the item'}]";
        writes(
                put("'pk':{'S':'b'}") + "," + add("a"),
                CANCELLED + "[None, TransactionConflict] 'CancellationReasons':[{'Code':'None'}," + conflict);
        reads(get("a"), CANCELLED + "[TransactionConflict] 'CancellationReasons':[" + conflict);
    }

    @Test
    void isDoneOnceForAToken() {
        String token = "'ClientRequestToken':'t'";
        String body = "{'TransactItems':[" + add("a") + "]," + token;
        answers("TransactWriteItems", body + "}", "{}");
        answers("TransactWriteItems", body + "}", "{}");
        has("a", "{'Item':{'n':{'N':'1'},'pk':{'S':'a'}}}");
        answers(
                "TransactWriteItems",
                "{'TransactItems':[" + add("b") + "]," + token + "}",
                "IdempotentParameterMismatchException: DynamoDB rejected the request because you retried a request with"
                        + " a different payload but with an idempotent token that was already used.");
    }

    /** DynamoDB does not care for the order of members, so neither may what is compared by tokens. */
    @Test
    void asksForTheSameInWhateverOrderItIsWritten() {
        writes(
                "{'Put':{'TableName':'hash','Item':{'pk':{'S':'a'},'x':{'M':{'a':{'N':'1'},'b':{'N':'2'}}},'y':{'S':'z'}},"
                        + "'ConditionExpression':'#c = :c','ExpressionAttributeNames':{'#c':'c'},"
                        + "'ExpressionAttributeValues':{':c':{'SS':['p','q']}}}}",
                CANCELLED + "[ConditionalCheckFailed] 'CancellationReasons':[" + FAILED + "}]");
        writes(
                "{'Put':{'ExpressionAttributeValues':{':c':{'SS':['q','p']}},'ExpressionAttributeNames':{'#c':'c'},"
                        + "'ConditionExpression':'#c = :c','TableName':'hash',"
                        + "'Item':{'y':{'S':'z'},'x':{'M':{'b':{'N':'2.0'},'a':{'N':'1'}}},'pk':{'S':'a'}}}}",
                CANCELLED + "[ConditionalCheckFailed] 'CancellationReasons':[" + FAILED + "}]");
        List<TransactWriteRequest> sent = api.items.transactions.writes;
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
    }

    @Test
    void isChargedReadsIfAnEarlierCallHasDoneIt() {
        String body = "{'ClientRequestToken':'t','ReturnConsumedCapacity':'TOTAL','TransactItems':["
                + put("'pk':{'S':'a'},'x':{'S':'" + "x".repeat(5000) + "'}")
                + ",{'Delete':{'TableName':'hash','Key':{'pk':{'S':'b'}}}},"
                + "{'Put':{'TableName':'range','Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}}]}";
        assertThat(api.call("TransactWriteItems", body))
                .contains("'WriteCapacityUnits':12.0", "'WriteCapacityUnits':2.0");
        answers(
                "TransactWriteItems",
                body,
                "{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':6.0,'ReadCapacityUnits':6.0},"
                        + "{'TableName':'range','CapacityUnits':2.0,'ReadCapacityUnits':2.0}]}");
    }

    @Test
    void tokensAreTheirUsers() {
        writes(put("'pk':{'S':'a'}"), "{}");
        String body = "{'ClientRequestToken':'t','TransactItems':[" + put("'pk':{'S':'a'}") + "]}";
        answers("TransactWriteItems", body, "{}");
        api.open();
        answers("TransactWriteItems", body, "{}");
        List<TransactWriteRequest> sent = api.items.transactions.writes;
        assertThat(sent).extracting(TransactWriteRequest::getToken).containsExactly("", "t", "t");
        assertThat(sent).extracting(TransactWriteRequest::getTokenOwner).containsExactly("", "key", "");
    }

    @Test
    void takesAsManyAsDynamoDbDoes() {
        writes(
                IntStream.range(0, 100)
                        .mapToObj(i -> put("'pk':{'S':'" + i + "'}"))
                        .collect(Collectors.joining(",")),
                "{}");
        assertThat(api.call(
                        "TransactGetItems",
                        "{'TransactItems':["
                                + IntStream.range(0, 100)
                                        .mapToObj(i -> get(Integer.toString(i)))
                                        .collect(Collectors.joining(","))
                                + "]}"))
                .startsWith("{'Responses':[{'Item':{'pk':{'S':'0'}}},")
                .endsWith(",{'Item':{'pk':{'S':'99'}}}]}");
    }

    /** Ten items of 400,000 bytes, and one that fills up 4 MB to the last byte. */
    @Test
    void takesItemsOfFourMegabytesInAll() {
        int rest = (4 << 20) - 10 * 400_000;
        String ten = IntStream.range(0, 10)
                .mapToObj(i -> put(sized(key(i), 400_000)))
                .collect(Collectors.joining(","));
        writes(ten + "," + put(sized(key(10), rest)), "{}");
        String keys = IntStream.range(0, 11).mapToObj(i -> get(key(i))).collect(Collectors.joining(","));
        assertThat(api.call("TransactGetItems", "{'TransactItems':[" + keys + "]}"))
                .startsWith("{'Responses':[{'Item'");
        String tooLarge = "ValidationException: Transaction request size has exceeded the maximum allowed size of"
                + " 4194304 bytes";
        writes(ten + "," + put(sized(key(10), rest + 1)), tooLarge);
        given(sized(key(10), rest + 1));
        reads(keys, tooLarge);
    }

    private static String key(int i) {
        return String.format("k%02d", i);
    }

    /** Attributes of an item of so many bytes. */
    private static String sized(String key, int bytes) {
        return "'pk':{'S':'" + key + "'},'x':{'S':'" + "x".repeat(bytes - "pkk00x".length()) + "'}";
    }
}
