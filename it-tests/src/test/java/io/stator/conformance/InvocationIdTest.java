package io.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the SDK sends with each attempt of a call, captured: the facts that the identity of a request rests on. */
final class InvocationIdTest {
    private static final String INVOCATION_ID = "amz-sdk-invocation-id";
    private static final String REQUEST = "amz-sdk-request";

    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private HttpServer server;

    private record Attempt(String invocationId, String request, String body, String authorization) {}

    /** Fails the first two attempts of each call. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            attempts.add(new Attempt(
                    exchange.getRequestHeaders().getFirst(INVOCATION_ID),
                    exchange.getRequestHeaders().getFirst(REQUEST),
                    body,
                    exchange.getRequestHeaders().getFirst("Authorization")));
            String id = attempts.get(attempts.size() - 1).invocationId();
            boolean fails = attempts.stream()
                            .filter(attempt -> attempt.invocationId().equals(id))
                            .count()
                    <= 2;
            byte[] answer = (fails ? "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\"}" : "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", PlainHttp.JSON);
            exchange.sendResponseHeaders(fails ? 500 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private DynamoDbClient client(RetryMode mode) {
        return Endpoints.client(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .overrideConfiguration(settings -> settings.retryStrategy(mode))
                .build();
    }

    private static void add(DynamoDbClient client) {
        client.updateItem(request -> request.tableName("table")
                .key(Map.of("a", AttributeValue.fromS("k")))
                .updateExpression("ADD n :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }

    @ParameterizedTest
    @EnumSource(
            value = RetryMode.class,
            names = {"LEGACY", "STANDARD", "ADAPTIVE_V2"})
    void allAttemptsOfACallHaveOneInvocationIdAndOneBody(RetryMode mode) {
        try (DynamoDbClient client = client(mode)) {
            add(client);
        }
        assertThat(attempts).hasSize(3);
        assertThat(attempts)
                .extracting(Attempt::invocationId)
                .containsOnly(attempts.get(0).invocationId());
        assertThat(attempts)
                .extracting(Attempt::body)
                .containsOnly(attempts.get(0).body());
        assertThat(attempts).extracting(Attempt::request).allMatch(request -> request.startsWith("attempt="));
        assertThat(attempts.stream().map(attempt -> attempt.request().replaceAll("attempt=(\\d+).*", "$1")))
                .containsExactly("1", "2", "3");
        assertThat(attempts)
                .extracting(Attempt::authorization)
                .allMatch(authorization -> authorization.contains(INVOCATION_ID), "the invocation id is signed");
    }

    @Test
    void twoCallsHaveTwoInvocationIds() {
        try (DynamoDbClient client = client(RetryMode.STANDARD)) {
            add(client);
            add(client);
        }
        Stream<String> ids = attempts.stream().map(Attempt::invocationId).distinct();
        assertThat(ids).hasSize(2);
    }
}
