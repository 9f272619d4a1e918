package io.stator.harness.stator.sdk;

import io.stator.client.BlockingTransaction;
import io.stator.client.ItemPage;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.harness.stator.client.PageQuestion;
import io.stator.harness.stator.client.TableClient;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyAttribute;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * By the AWS SDK for Java, at the nodes' DynamoDB API. A client of the SDK knows one endpoint, so each thread speaks to one
 * node, and to the next one after a call that was not answered there.
 */
public final class SdkTableClient implements TableClient {
    /** Which release of the SDK this is. */
    public static final String VERSION = VersionInfo.SDK_VERSION;

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration WARM_UP_TIMEOUT = Duration.ofSeconds(30);

    private final NodeChoice choice;
    private final Duration callTimeout;
    private final Map<URI, NodeClients> clients = new ConcurrentHashMap<>();

    /**
     * @param nodes endpoints of those that there are now, in an order that lasts; called by any thread
     * @param callTimeout of a call with all its attempts
     */
    public SdkTableClient(Supplier<List<URI>> nodes, Duration callTimeout) {
        this.choice = new NodeChoice(nodes);
        this.callTimeout = callTimeout;
    }

    /**
     * Has this JVM load the SDK by a first call, which takes longer than a call otherwise has time. Whether it is answered does
     * not matter.
     */
    public void warmUp() {
        try (NodeClients patient = NodeClients.of(choice.mine(), WARM_UP_TIMEOUT)) {
            patient.tables().listTables(request -> request.limit(1));
        } catch (SdkException e) {
            // The calls that follow say what is wrong.
        }
    }

    @FunctionalInterface
    private interface Call<R> {
        R by(DynamoDbClient client, AwsRequestOverrideConfiguration watched);
    }

    private <R> R onItems(Call<R> call) {
        return on(NodeClients::items, call);
    }

    private <R> R on(Function<NodeClients, DynamoDbClient> purpose, Call<R> call) {
        NodeClients mine = clients.computeIfAbsent(choice.mine(), node -> NodeClients.of(node, callTimeout));
        Attempts attempts = new Attempts();
        try {
            return call.by(purpose.apply(mine), attempts.configuration());
        } catch (SdkException e) {
            RuntimeException failure = CallFailure.of(e, attempts);
            if (failure instanceof StatorException known
                    && (known.code().retryable() || known.code() == ErrorCode.OUTCOME_UNKNOWN)) {
                choice.leave();
            }
            throw failure;
        }
    }

    /** DynamoDB answers when the table's creation is decided. */
    @Override
    public void createTable(TableSchema schema) {
        long deadlineNanos = System.nanoTime() + callTimeout.toNanos();
        on(
                NodeClients::tables,
                (client, watched) -> client.createTable(request -> request.tableName(schema.name())
                        .keySchema(keySchema(schema))
                        .attributeDefinitions(definitions(schema))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .overrideConfiguration(watched)));
        await(
                schema.name(),
                deadlineNanos,
                status -> status.orElseThrow(() -> new StatorException(
                                ErrorCode.RESOURCE_NOT_FOUND, "A table that was created is not there"))
                        == TableStatus.ACTIVE);
    }

    private static List<KeyAttribute> keyAttributes(TableSchema schema) {
        List<KeyAttribute> attributes = new ArrayList<>(List.of(schema.partitionKey()));
        schema.optionalSortKey().ifPresent(attributes::add);
        return attributes;
    }

    private static List<AttributeDefinition> definitions(TableSchema schema) {
        return keyAttributes(schema).stream()
                .map(key -> AttributeDefinition.builder()
                        .attributeName(key.name())
                        .attributeType(key.type().letter())
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> keySchema(TableSchema schema) {
        return keyAttributes(schema).stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.name())
                        .keyType(key.equals(schema.partitionKey()) ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
    }

    /** DynamoDB answers when the table's deletion is decided. */
    @Override
    public void deleteTable(String table) {
        long deadlineNanos = System.nanoTime() + callTimeout.toNanos();
        on(
                NodeClients::tables,
                (client, watched) ->
                        client.deleteTable(request -> request.tableName(table).overrideConfiguration(watched)));
        await(table, deadlineNanos, Optional::isEmpty);
    }

    /** A change that is not seen to be complete in time may yet be. */
    private void await(String table, long deadlineNanos, Predicate<Optional<TableStatus>> complete) {
        while (true) {
            Optional<StatorException> failure = Optional.empty();
            try {
                if (complete.test(status(table))) {
                    return;
                }
            } catch (StatorException e) {
                if (!e.code().retryable() && e.code() != ErrorCode.OUTCOME_UNKNOWN) {
                    throw e;
                }
                failure = Optional.of(e);
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new StatorException(
                        ErrorCode.OUTCOME_UNKNOWN, "A table was not changed in time", failure.orElse(null));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Empty: there is no such table. */
    private Optional<TableStatus> status(String table) {
        try {
            return Optional.of(onItems((client, watched) -> client.describeTable(
                            request -> request.tableName(table).overrideConfiguration(watched)))
                    .table()
                    .tableStatus());
        } catch (StatorException e) {
            if (e.code() == ErrorCode.RESOURCE_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Optional<Item> get(String table, Item key, boolean strong) {
        return onItems((client, watched) -> {
            var answer = client.getItem(request -> request.tableName(table)
                    .key(SdkValues.of(key))
                    .consistentRead(strong)
                    .overrideConfiguration(watched));
            return answer.hasItem() ? Optional.of(SdkValues.item(answer.item())) : Optional.empty();
        });
    }

    @Override
    public void put(String table, Item item) {
        onItems((client, watched) ->
                client.putItem(request -> putting(request, table, item).overrideConfiguration(watched)));
    }

    private static PutItemRequest.Builder putting(PutItemRequest.Builder request, String table, Item item) {
        return request.tableName(table).item(SdkValues.of(item));
    }

    @Override
    public void replace(String table, Item item, String attribute, @Nullable String expected) {
        onItems((client, watched) -> client.putItem(request -> {
            putting(request, table, item)
                    .expressionAttributeNames(Map.of("#a", attribute))
                    .overrideConfiguration(watched);
            if (expected == null) {
                request.conditionExpression("attribute_not_exists(#a)");
            } else {
                request.conditionExpression("#a = :e")
                        .expressionAttributeValues(Map.of(":e", SdkValues.of(AttributeValue.string(expected))));
            }
        }));
    }

    @Override
    public Optional<Item> add(String table, Item key, String attribute, AttributeValue value) {
        return onItems((client, watched) -> {
            var answer = client.updateItem(request -> updating(request, table, key)
                    .updateExpression("ADD #a :v")
                    .expressionAttributeNames(Map.of("#a", attribute))
                    .expressionAttributeValues(Map.of(":v", SdkValues.of(value)))
                    .returnValues(ReturnValue.UPDATED_NEW)
                    .overrideConfiguration(watched));
            return answer.hasAttributes() ? Optional.of(SdkValues.item(answer.attributes())) : Optional.empty();
        });
    }

    private static UpdateItemRequest.Builder updating(UpdateItemRequest.Builder request, String table, Item key) {
        return request.tableName(table).key(SdkValues.of(key));
    }

    @Override
    public void append(String table, Item key, String attribute, AttributeValue element) {
        onItems((client, watched) -> client.updateItem(request -> updating(request, table, key)
                .updateExpression("SET #a = list_append(if_not_exists(#a, :none), :one)")
                .expressionAttributeNames(Map.of("#a", attribute))
                .expressionAttributeValues(Map.of(
                        ":none", SdkValues.of(AttributeValue.list()),
                        ":one", SdkValues.of(AttributeValue.list(element))))
                .overrideConfiguration(watched)));
    }

    @Override
    public void delete(String table, Item key) {
        onItems((client, watched) -> client.deleteItem(
                request -> request.tableName(table).key(SdkValues.of(key)).overrideConfiguration(watched)));
    }

    @Override
    public ItemPage page(PageQuestion question) {
        Item partitionKey = question.partitionKey();
        return partitionKey == null ? scan(question) : query(question, partitionKey);
    }

    private ItemPage scan(PageQuestion question) {
        ScanResponse page = onItems((client, watched) -> client.scan(request -> request.tableName(question.table())
                .segment(question.segment())
                .totalSegments(question.walk().segments())
                .limit(question.walk().pageElements())
                .consistentRead(question.walk().strong())
                .exclusiveStartKey(startOf(question))
                .overrideConfiguration(watched)));
        return page(page.items(), page.scannedCount(), page.lastEvaluatedKey());
    }

    private ItemPage query(PageQuestion question, Item partitionKey) {
        Map.Entry<String, AttributeValue> key =
                partitionKey.attributes().entrySet().iterator().next();
        QueryResponse page = onItems((client, watched) -> client.query(request -> request.tableName(question.table())
                .keyConditionExpression("#k = :k")
                .expressionAttributeNames(Map.of("#k", key.getKey()))
                .expressionAttributeValues(Map.of(":k", SdkValues.of(key.getValue())))
                .scanIndexForward(!question.backward())
                .limit(question.walk().pageElements())
                .consistentRead(question.walk().strong())
                .exclusiveStartKey(startOf(question))
                .overrideConfiguration(watched)));
        return page(page.items(), page.scannedCount(), page.lastEvaluatedKey());
    }

    private static @Nullable Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> startOf(
            PageQuestion question) {
        return question.start() == null ? null : SdkValues.of(question.start());
    }

    private static ItemPage page(
            List<Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue>> items,
            int scannedCount,
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> lastEvaluatedKey) {
        return new ItemPage(
                SdkValues.items(items),
                scannedCount,
                lastEvaluatedKey.isEmpty() ? Optional.empty() : Optional.of(SdkValues.item(lastEvaluatedKey)));
    }

    /** Where it has no token, the SDK gives it one, which all its attempts share. */
    @Override
    public void transactWrite(TransactWrite write) {
        onItems((client, watched) ->
                client.transactWriteItems(request -> request.transactItems(SdkTransactions.entries(write))
                        .clientRequestToken(write.token())
                        .overrideConfiguration(watched)));
    }

    @Override
    public List<Optional<Item>> transactGet(TransactGet get) {
        return onItems((client, watched) -> client
                .transactGetItems(request ->
                        request.transactItems(SdkTransactions.gets(get)).overrideConfiguration(watched))
                .responses()
                .stream()
                .map(answer -> answer.hasItem() ? Optional.of(SdkValues.item(answer.item())) : Optional.<Item>empty())
                .toList());
    }

    @Override
    public boolean hasSteps() {
        return false;
    }

    @Override
    public <T> T tryTransaction(Function<BlockingTransaction, T> work) {
        throw new UnsupportedOperationException("the API has no transactions in several steps");
    }

    @Override
    public void close() {
        clients.values().forEach(NodeClients::close);
    }
}
