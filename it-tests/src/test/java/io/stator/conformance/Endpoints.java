package io.stator.conformance;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Where DynamoDB is served, one client of the SDK for each endpoint, and all of them used in turn. Thread-safe. */
final class Endpoints implements AutoCloseable {
    static final Region REGION = Region.US_EAST_1;

    /** What a cluster that is open to everybody accepts. */
    static final AwsCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("anybody", "whatever"));

    private final List<URI> addresses;
    private final List<DynamoDbClient> clients;
    private final PlainHttp plain;
    private final AtomicInteger turn = new AtomicInteger();

    private Endpoints(List<URI> addresses, List<DynamoDbClient> clients, PlainHttp plain) {
        this.addresses = addresses;
        this.clients = clients;
        this.plain = plain;
    }

    /** Nothing is tried again, so that a fault of the server is seen. */
    static Endpoints of(List<URI> addresses, Region region, AwsCredentialsProvider credentials) {
        List<DynamoDbClient> clients = addresses.stream()
                .map(address -> client(address, region, credentials)
                        .overrideConfiguration(settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                        .build())
                .toList();
        return new Endpoints(List.copyOf(addresses), clients, new PlainHttp(region, credentials));
    }

    /** A client that tries again as the SDK's standard mode does. */
    static DynamoDbClientBuilder client(URI address) {
        return client(address, REGION, ANYBODY)
                .overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD));
    }

    private static DynamoDbClientBuilder client(URI address, Region region, AwsCredentialsProvider credentials) {
        return DynamoDbClient.builder()
                .endpointOverride(address)
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    int count() {
        return addresses.size();
    }

    List<URI> addresses() {
        return addresses;
    }

    /** Sent to the next one. */
    Answer send(Call call, Names names) {
        return send(call, names, Math.floorMod(turn.getAndIncrement(), count()));
    }

    /** @param endpoint from 0 */
    Answer send(Call call, Names names, int endpoint) {
        String body = names.replaced(call.body());
        return switch (call.road()) {
            case RAW -> plain.send(addresses.get(endpoint), call, body);
            case SDK -> send(clients.get(endpoint), call.operation(), Json.object(body));
        };
    }

    private static Answer send(DynamoDbClient client, String operation, Map<String, Object> body) {
        try {
            return new Answer(200, "", "", SdkModel.tree(SdkModel.call(client, operation, body)), Map.of());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof DynamoDbException error && error.awsErrorDetails() != null) {
                return new Answer(
                        error.statusCode(),
                        String.valueOf(error.awsErrorDetails().errorCode()),
                        String.valueOf(error.awsErrorDetails().errorMessage()),
                        SdkModel.tree(error),
                        Map.of());
            }
            throw new IllegalStateException(operation + " found no answer", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the SDK has no operation " + operation, e);
        }
    }

    @Override
    public void close() {
        clients.forEach(DynamoDbClient::close);
    }
}
