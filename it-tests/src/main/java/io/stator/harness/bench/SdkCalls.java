package io.stator.harness.bench;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.bench.BenchmarkTarget.Entry;
import io.stator.server.bench.StatorTarget;
import io.stator.server.bench.http.AccessKey;
import io.stator.server.bench.http.ApiErrors;
import io.stator.server.bench.http.GatewayAccess;
import io.stator.server.bench.http.ItemCalls;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Through the AWS SDK for Java as a program uses it: its synchronous client, one for each gateway, over the JDK's
 * connections, with retries as it makes them by default. Each call under way has a thread.
 */
final class SdkCalls implements ItemCalls {
    /** The JDK keeps so many idle connections to one host alive, and closes more than that: five, unless it is told. */
    private static final String KEPT_ALIVE = "http.maxConnections";

    private final List<DynamoDbClient> clients;
    private final ExecutorService threads;
    private final AtomicInteger turn = new AtomicInteger();

    SdkCalls(GatewayAccess access) {
        // Read once, when the JDK opens its first connection.
        System.setProperty(KEPT_ALIVE, Integer.toString(access.underWayMax()));
        clients = access.addresses().stream()
                .map(address -> client(address, access))
                .toList();
        threads = Executors.newFixedThreadPool(access.underWayMax() * clients.size(), task -> {
            Thread thread = new Thread(task, "bench-sdk");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static DynamoDbClient client(String address, GatewayAccess access) {
        AccessKey key = access.key();
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://" + address))
                .region(Region.of(GatewayAccess.REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        settings -> settings.retryStrategy(RetryMode.STANDARD).apiCallTimeout(access.timeout()))
                .build();
    }

    @Override
    public CompletableFuture<?> put(Entry entry) {
        Map<String, AttributeValue> item = Map.of(
                StatorTarget.KEY, AttributeValue.fromS(entry.key()),
                StatorTarget.VALUE,
                        AttributeValue.fromB(
                                SdkBytes.fromByteArrayUnsafe(entry.value().toByteArray())));
        return call(
                client ->
                        client.putItem(put -> put.tableName(StatorTarget.TABLE).item(item)),
                ErrorCode.OUTCOME_UNKNOWN);
    }

    @Override
    public CompletableFuture<?> get(String key, boolean consistent) {
        Map<String, AttributeValue> itsKey = Map.of(StatorTarget.KEY, AttributeValue.fromS(key));
        return call(
                client -> client.getItem(
                        get -> get.tableName(StatorTarget.TABLE).key(itsKey).consistentRead(consistent)),
                ErrorCode.SERVICE_UNAVAILABLE);
    }

    /** @param unanswered what a call without an answer fails with */
    private CompletableFuture<?> call(Consumer<DynamoDbClient> call, ErrorCode unanswered) {
        DynamoDbClient client = clients.get(Math.floorMod(turn.getAndIncrement(), clients.size()));
        CompletableFuture<Void> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    call.accept(client);
                } catch (RuntimeException failure) {
                    answer.completeExceptionally(told(failure, unanswered));
                    return;
                }
                answer.complete(null);
            });
        } catch (RejectedExecutionException closed) {
            answer.completeExceptionally(
                    new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "the client was closed", closed));
        }
        return answer;
    }

    private static RuntimeException told(RuntimeException failure, ErrorCode unanswered) {
        if (failure instanceof DynamoDbException refused) {
            AwsErrorDetails details = refused.awsErrorDetails();
            return ApiErrors.of(
                    refused.statusCode(),
                    details == null ? "" : String.valueOf(details.errorCode()),
                    details == null ? "" : String.valueOf(details.errorMessage()));
        }
        return failure instanceof SdkException
                ? new StatorException(unanswered, String.valueOf(failure.getMessage()), failure)
                : failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clients.forEach(DynamoDbClient::close);
    }
}
