package io.stator.harness.stator.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Clients of one node. Thread-safe.
 *
 * @param items sends a call again by itself, as the SDK's standard mode does
 * @param tables sends a call once: nothing tells that two copies of a change of tables are one, so that both might be done
 */
record NodeClients(DynamoDbClient items, DynamoDbClient tables) implements AutoCloseable {
    /** Of one attempt at least, as in the Java client: then the next one is due. */
    private static final Duration ATTEMPT_TIMEOUT_MIN = Duration.ofSeconds(1);

    /** As many attempts as the standard mode makes have time in a call that may take longer. */
    private static final int ATTEMPTS = 3;

    /** A cluster under test is open to everybody, but the SDK signs, and that for some region. */
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("anybody", "whatever"));

    private static final Region ANY_REGION = Region.US_EAST_1;

    static {
        // The JDK's HTTP client would send a POST again by itself, and each attempt is to be one that Attempts knows.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    /** @param callTimeout of a call with all its attempts */
    static NodeClients of(URI node, Duration callTimeout) {
        Duration attemptTimeout = attemptTimeout(callTimeout);
        return new NodeClients(
                client(
                        node,
                        callTimeout,
                        settings -> settings.retryStrategy(RetryMode.STANDARD).apiCallAttemptTimeout(attemptTimeout)),
                client(node, callTimeout, settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry())));
    }

    private static Duration attemptTimeout(Duration callTimeout) {
        Duration share = callTimeout.dividedBy(ATTEMPTS);
        return share.compareTo(ATTEMPT_TIMEOUT_MIN) < 0 ? ATTEMPT_TIMEOUT_MIN : share;
    }

    private static DynamoDbClient client(
            URI node, Duration callTimeout, Consumer<ClientOverrideConfiguration.Builder> attempts) {
        return DynamoDbClient.builder()
                .endpointOverride(node)
                .region(ANY_REGION)
                .credentialsProvider(ANYBODY)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(attemptTimeout(callTimeout))
                        .socketTimeout(callTimeout))
                .overrideConfiguration(settings ->
                        attempts.accept(settings.apiCallTimeout(callTimeout).addExecutionInterceptor(Attempts.WATCH)))
                .build();
    }

    @Override
    public void close() {
        items.close();
        tables.close();
    }
}
