package io.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A promise of Stator's that DynamoDB does not make: a call that the SDK repeats, because its answer was lost, is done once,
 * and answered as it was at first.
 */
@ExtendWith(ConformanceTarget.class)
final class ExactlyOnceConformance {
    private static final int ROUNDS = 5;

    @Test
    void anAddWhoseAnswerIsLostIsCountedOnce(CaseRunner runner) throws IOException {
        countsOnce(runner, runner.endpoints().addresses().subList(0, 1), 1);
    }

    @Test
    void anAddThatIsRepeatedAtAnotherNodeIsCountedOnce(CaseRunner runner) throws IOException {
        countsOnce(runner, runner.endpoints().addresses(), 1);
    }

    @Test
    void anAddWhoseAnswerIsLostTwiceIsCountedOnce(CaseRunner runner) throws IOException {
        countsOnce(runner, runner.endpoints().addresses(), 2);
    }

    @Test
    void twoCallsThatAskForTheSameCountTwice(CaseRunner runner) {
        Names names = runner.names();
        try (DynamoDbClient client =
                Endpoints.client(runner.endpoints().addresses().get(0)).build()) {
            add(client, names);
            assertThat(add(client, names).attributes()).containsEntry("n", AttributeValue.fromN("2"));
        }
    }

    /** DynamoDB's promise, too: the SDK makes a token for the call, and sends it with each attempt. */
    @Test
    void aTransactionWhoseAnswerIsLostIsDoneOnce(CaseRunner runner) throws IOException {
        Names names = runner.names();
        try (LossyProxy proxy = LossyProxy.before(runner.endpoints().addresses());
                DynamoDbClient client = Endpoints.client(proxy.address()).build()) {
            for (int round = 1; round <= ROUNDS; round++) {
                proxy.loseAnswers(1);
                client.transactWriteItems(request -> request.transactItems(
                        add(names, "hash", Map.of("a", key(names))),
                        add(names, "range", Map.of("a", key(names), "b", AttributeValue.fromS("x")))));
                assertThat(proxy.answersToLose()).isZero();
            }
            List<ItemResponse> read = client.transactGetItems(request -> request.transactItems(
                            get(names, "hash", Map.of("a", key(names))),
                            get(names, "range", Map.of("a", key(names), "b", AttributeValue.fromS("x")))))
                    .responses();
            assertThat(read)
                    .extracting(response -> response.item().get("n"))
                    .containsOnly(AttributeValue.fromN(Integer.toString(ROUNDS)));
        }
    }

    private static AttributeValue key(Names names) {
        return AttributeValue.fromS(names.values().get("key"));
    }

    private static TransactWriteItem add(Names names, String table, Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(names.values().get(table))
                        .key(key)
                        .updateExpression("ADD n :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))
                .build();
    }

    private static TransactGetItem get(Names names, String table, Map<String, AttributeValue> key) {
        return TransactGetItem.builder()
                .get(get -> get.tableName(names.values().get(table)).key(key))
                .build();
    }

    private static void countsOnce(CaseRunner runner, List<URI> nodes, int lost) throws IOException {
        Names names = runner.names();
        try (LossyProxy proxy = LossyProxy.before(nodes);
                DynamoDbClient client = Endpoints.client(proxy.address()).build()) {
            for (int round = 1; round <= ROUNDS; round++) {
                int before = proxy.attempts().size();
                proxy.loseAnswers(lost);
                UpdateItemResponse answer = add(client, names);
                List<LossyProxy.Attempt> attempts = proxy.attempts();
                assertThat(proxy.answersToLose())
                        .as("answers that were to be lost")
                        .isZero();
                assertThat(attempts.subList(before, attempts.size()))
                        .as("attempts")
                        .hasSize(lost + 1)
                        .extracting(LossyProxy.Attempt::invocationId)
                        .containsOnly(attempts.get(before).invocationId());
                assertThat(answer.attributes())
                        .as("the repeated call is answered as the first one was")
                        .containsEntry("n", AttributeValue.fromN(Integer.toString(round)));
            }
        }
    }

    private static UpdateItemResponse add(DynamoDbClient client, Names names) {
        return client.updateItem(request -> request.tableName(names.values().get("hash"))
                .key(Map.of("a", AttributeValue.fromS(names.values().get("key"))))
                .updateExpression("ADD n :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .returnValues("UPDATED_NEW"));
    }
}
