package io.stator.gateway.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.HostileText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Bodies that are nearly right get an answer or one of DynamoDB's errors, from every operation on items: no bug. How many:
 * {@code -Dstator.gateway.fuzz.calls}; replays with -Dstator.seed.
 */
class HostileOperationsTest {
    private static final int CALLS = Integer.getInteger("stator.gateway.fuzz.calls", 20_000);

    private static final List<Map.Entry<String, String>> RIGHT = List.of(
            Map.entry("PutItem", "{'TableName':'hash','Item':{'pk':{'S':'a'},'n':{'N':'1'},'l':{'L':[{'M':{}}]}}}"),
            Map.entry(
                    "UpdateItem",
                    "{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'ADD n :n','ExpressionAttributeValues':"
                            + "{':n':{'N':'1'}}}"),
            Map.entry(
                    "BatchWriteItem",
                    "{'RequestItems':{'hash':[{'PutRequest':{'Item':{'pk':{'S':'b'}}}},{'DeleteRequest':{'Key':{'pk':"
                            + "{'S':'c'}}}}]}}"),
            Map.entry("BatchGetItem", "{'RequestItems':{'range':{'Keys':[{'pk':{'S':'b'},'sk':{'N':'1'}}]}}}"),
            Map.entry(
                    "TransactWriteItems",
                    "{'TransactItems':[{'Put':{'TableName':'hash','Item':{'pk':{'S':'a'},'n':{'N':'1'}},"
                            + "'ConditionExpression':'attribute_exists(pk) OR #n < :n','ExpressionAttributeNames':"
                            + "{'#n':'n'},'ExpressionAttributeValues':{':n':{'N':'7'}}}},{'Delete':{'TableName':'range',"
                            + "'Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}}],'ReturnConsumedCapacity':'TOTAL'}"),
            Map.entry(
                    "TransactWriteItems",
                    "{'ClientRequestToken':'t','TransactItems':[{'Update':{'TableName':'hash','Key':{'pk':{'S':'a'}},"
                            + "'UpdateExpression':'SET n = n + :n REMOVE x','ExpressionAttributeValues':{':n':{'N':'7'}},"
                            + "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}},{'ConditionCheck':{'TableName':'range',"
                            + "'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'ConditionExpression':'attribute_not_exists(pk)'}}]}"),
            Map.entry(
                    "TransactGetItems",
                    "{'TransactItems':[{'Get':{'TableName':'hash','Key':{'pk':{'S':'a'}},'ProjectionExpression':'#n, x[1]',"
                            + "'ExpressionAttributeNames':{'#n':'n'}}},{'Get':{'TableName':'range','Key':{'pk':{'S':'a'},"
                            + "'sk':{'N':'1'}}}}],'ReturnConsumedCapacity':'INDEXES'}"));

    @Test
    void answersWhateverIsNearlyRight() {
        long seed = Long.getLong("stator.seed", System.nanoTime());
        System.out.println("replay with -Dstator.seed=" + seed);
        HostileText hostile = new HostileText(seed);
        OperationsFixture api = new OperationsFixture();
        int done = 0;
        for (int i = 0; i < CALLS; i++) {
            Map.Entry<String, String> right = RIGHT.get(i % RIGHT.size());
            String text = right.getValue().replace('\'', '"');
            // Of what is nearly right one in a hundred is done; with these too few never are.
            boolean isRight = i / RIGHT.size() % 10 == 0;
            byte[] body = isRight ? text.getBytes(UTF_8) : hostile.nearly(text);
            String answer;
            try {
                answer = api.call(right.getKey(), body);
            } catch (AssertionError bug) {
                throw new AssertionError(right.getKey() + " " + new String(body, UTF_8), bug);
            }
            done += answer.startsWith("{") ? 1 : 0;
        }
        // It is worth something only if it is neither all refused at once nor all done.
        assertThat(done).isBetween(CALLS / 100, CALLS * 99 / 100);
    }
}
