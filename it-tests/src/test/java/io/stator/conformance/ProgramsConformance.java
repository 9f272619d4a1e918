package io.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** What takes more than one call: the SDK's waiters and paginators, and pages that are followed by hand. */
@ExtendWith(ConformanceTarget.class)
final class ProgramsConformance {
    private static final int ITEMS = 25;

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static DynamoDbClient client(CaseRunner runner) {
        return Endpoints.client(runner.endpoints().addresses().get(0)).build();
    }

    /** The SDK's own, but for its patience: it asks every 20 s. */
    private static DynamoDbWaiter waiter(DynamoDbClient client) {
        return DynamoDbWaiter.builder()
                .client(client)
                .overrideConfiguration(settings -> settings.backoffStrategyV2(
                                BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(20)))
                        .maxAttempts(1000))
                .build();
    }

    /** Its keys are a, one of five partitions, and b, 00 to 24. */
    private static void createFilled(DynamoDbClient client, String table) {
        client.createTable(request -> request.tableName(table)
                .attributeDefinitions(definition("a"), definition("b"))
                .keySchema(key("a", KeyType.HASH), key("b", KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        try (DynamoDbWaiter waiter = waiter(client)) {
            waiter.waitUntilTableExists(request -> request.tableName(table));
        }
        keys().forEach(key -> client.putItem(request -> request.tableName(table).item(key)));
    }

    private static List<Map<String, AttributeValue>> keys() {
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> Map.of("a", text("p" + i % 5), "b", text(String.format("%02d", i))))
                .toList();
    }

    private static AttributeDefinition definition(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** DynamoDB counts every six hours or so. */
    @Test
    void theItemsOfATableAreCounted(CaseRunner runner) {
        assumeFalse(runner.isElsewhere());
        String table = runner.names().values().get("own");
        try (DynamoDbClient client = client(runner)) {
            createFilled(client, table);
        }
        // An item is two names of one byte, and two values of two.
        for (URI address : runner.endpoints().addresses()) {
            try (DynamoDbClient client = Endpoints.client(address).build()) {
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> {
                            TableDescription told = client.describeTable(request -> request.tableName(table))
                                    .table();
                            assertThat(told.itemCount()).isEqualTo(ITEMS);
                            assertThat(told.tableSizeBytes()).isEqualTo(6L * ITEMS);
                        });
            }
        }
    }

    @Test
    void pagesOfEverySizeGiveEachItemOnce(CaseRunner runner) {
        String table = runner.names().values().get("own");
        try (DynamoDbClient client = client(runner)) {
            createFilled(client, table);
            for (int limit : List.of(1, 2, 3, 7, ITEMS - 1, ITEMS, ITEMS + 1)) {
                assertThat(client.scanPaginator(request ->
                                        request.tableName(table).limit(limit).consistentRead(true))
                                .items())
                        .as("scan, %d to a page", limit)
                        .containsExactlyInAnyOrderElementsOf(keys());
                for (boolean forward : List.of(true, false)) {
                    List<String> sortKeys = client
                            .queryPaginator(request -> request.tableName(table)
                                    .limit(limit)
                                    .consistentRead(true)
                                    .scanIndexForward(forward)
                                    .keyConditionExpression("a = :a")
                                    .expressionAttributeValues(Map.of(":a", text("p3"))))
                            .items()
                            .stream()
                            .map(item -> item.get("b").s())
                            .toList();
                    List<String> expected = List.of("03", "08", "13", "18", "23");
                    assertThat(sortKeys)
                            .as("query, %d to a page, %s", limit, forward ? "ascending" : "descending")
                            .isEqualTo(forward ? expected : reversed(expected));
                }
            }
        }
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void segmentsShareTheItems(CaseRunner runner) {
        String table = runner.names().values().get("own");
        try (DynamoDbClient client = client(runner)) {
            createFilled(client, table);
            for (int segments : List.of(2, 5, 16)) {
                Stream<Map<String, AttributeValue>> all = IntStream.range(0, segments)
                        .mapToObj(segment -> ScanRequest.builder()
                                .tableName(table)
                                .consistentRead(true)
                                .limit(2)
                                .segment(segment)
                                .totalSegments(segments)
                                .build())
                        .flatMap(request -> client.scanPaginator(request).items().stream());
                assertThat(all).as("%d segments", segments).containsExactlyInAnyOrderElementsOf(keys());
            }
        }
    }

    @Test
    void waitersSeeATableComeAndGo(CaseRunner runner) {
        String table = runner.names().values().get("own");
        try (DynamoDbClient client = client(runner)) {
            createFilled(client, table);
            assertThat(client.listTablesPaginator().tableNames()).contains(table);
            client.deleteTable(request -> request.tableName(table));
            try (DynamoDbWaiter waiter = waiter(client)) {
                assertThat(waiter.waitUntilTableNotExists(request -> request.tableName(table))
                                .matched()
                                .exception())
                        .get()
                        .isInstanceOf(ResourceNotFoundException.class);
            }
        }
    }

    @Test
    void aFailedConditionIsTheExceptionThatTheSdkHasForItWithTheItem(CaseRunner runner) {
        Names names = runner.names();
        try (DynamoDbClient client = client(runner)) {
            Map<String, AttributeValue> item = Map.of("a", text(names.values().get("key")));
            client.putItem(
                    request -> request.tableName(names.values().get("hash")).item(item));
            assertThat(catchThrowableOfType(
                                    ConditionalCheckFailedException.class,
                                    () -> client.putItem(request -> request.tableName(
                                                    names.values().get("hash"))
                                            .item(item)
                                            .conditionExpression("attribute_not_exists(a)")
                                            .returnValuesOnConditionCheckFailure("ALL_OLD")))
                            .item())
                    .isEqualTo(item);
        }
    }
}
