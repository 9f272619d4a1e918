package io.stator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.auth.Authentication;
import io.stator.gateway.auth.SignedRequests;
import io.stator.gateway.http.HttpAnswer;
import io.stator.gateway.http.HttpLimits;
import io.stator.gateway.http.HttpRequest;
import io.stator.gateway.http.HttpServer;
import io.stator.gateway.http.RawConnection;
import io.stator.gateway.http.RawConnection.Answer;
import io.stator.gateway.http.RequestHeaders;
import io.stator.gateway.http.Rooms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers and checksums of what is refused are those of dynalite's tests, which were run against DynamoDB. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    private static final String SERIALIZATION = "{\"__type\":\"com.amazon.coral.service#SerializationException\"}";
    private static final String UNKNOWN = "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}";
    private static final String JSON = "Content-Type: application/json";
    private static final String AMAZON_JSON = "Content-Type: application/x-amz-json-1.0";
    private static final String AUTHORIZATION =
            "Authorization: AWS4-HMAC-SHA256 Credential=me/x, SignedHeaders=host, Signature=0";

    private static final Rooms ROOMS = new Rooms(Long.MAX_VALUE);

    private final FakeOperations operations = new FakeOperations();
    private HttpServer server;

    @BeforeAll
    void start() throws IOException {
        Gateway gateway = new Gateway("here-1", Authentication.open(), operations.byName());
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpLimits.defaults(), gateway);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Answer ask(String method, String body, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " / HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n");
        try (RawConnection connection = new RawConnection(server.address())) {
            return connection.send((text + body).getBytes(UTF_8)).read();
        }
    }

    private Answer call(String operation, String body, String... more) throws IOException {
        List<String> headers = new ArrayList<>(
                List.of(AMAZON_JSON, "X-Amz-Date: x", AUTHORIZATION, "X-Amz-Target: DynamoDB_20120810." + operation));
        headers.addAll(List.of(more));
        return ask("POST", body, headers.toArray(String[]::new));
    }

    private static void assertRefused(Answer answer, String body, String contentType) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).isEqualTo(contentType);
        assertThat(answer.header("x-amzn-RequestId")).matches("[0-9A-Z]{52}");
    }

    @Test
    void callsOperations() throws IOException {
        Answer answer = call("Echo", "{\"TableName\":\"tab\",\"Item\":{\"a\":{\"S\":\"ü\"}}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"Sender\":\"me\",\"Item\":{\"a\":{\"S\":\"ü\"}}}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-amz-json-1.0");
    }

    @Test
    void answersInTheTypeItWasAskedIn() throws IOException {
        Answer answer = ask(
                "POST",
                "{\"TableName\":\"tab\"}",
                JSON,
                "Date: x",
                AUTHORIZATION,
                "X-Amz-Target: DynamoDB_20120810.Echo");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTIONS | '' | ''",
                "PUT | '' | ''",
                "DELETE | '' | ''",
                "POST | hi | X: y",
                "POST | hi | Content-Type: whatever",
                "POST | hi | Content-Type: application/x-amz-json-1.1",
                "POST | hi | Content-Type: application/jsonasdf"
            })
    void knowsNothingButCalls(String method, String body, String header) throws IOException {
        Answer answer = header.isEmpty() ? ask(method, body) : ask(method, body, header);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("<UnknownOperationException/>\n");
        assertThat(answer.header("x-amz-crc32")).isEqualTo("3552371480");
        assertThat(answer.header("Content-Length")).isEqualTo("29");
        assertThat(answer.header("x-amzn-RequestId")).matches("[0-9A-Z]{52}");
    }

    @Test
    void saysThatItIsHealthy() throws IOException {
        Answer answer = ask("GET", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("healthy: dynamodb.here-1.amazonaws.com ");
        assertThat(answer.header("x-amz-crc32")).matches("[0-9]+");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, application/json",
        "application/x-amz-json-1.0, application/x-amz-json-1.0",
        "application/json;, application/json",
        "  application/json  ;   asfd, application/json",
        "application/x-amz-json-1.0;blahblah, application/x-amz-json-1.0"
    })
    void refusesBodiesThatAreNoJson(String sent, String answered) throws IOException {
        Answer answer = ask("POST", "hi", "Content-Type: " + sent);
        assertRefused(answer, SERIALIZATION, answered);
        assertThat(answer.header("x-amz-crc32")).isEqualTo("3948637019");
    }

    @Test
    void refusesUnknownOperations() throws IOException {
        Answer none = ask("POST", "");
        assertRefused(none, UNKNOWN, "application/json");
        assertThat(none.header("x-amz-crc32")).isEqualTo("1368724161");
        assertRefused(ask("POST", "{}", JSON), UNKNOWN, "application/json");
        assertRefused(ask("POST", "{}", AMAZON_JSON), UNKNOWN, "application/x-amz-json-1.0");
        for (String target :
                List.of("whatever", "DynamoDB_20120810.Ech", "DynamoDB_20120810.", "DynamoDB_20111205.Echo")) {
            assertRefused(ask("POST", "", "X-Amz-Target: " + target), UNKNOWN, "application/json");
        }
        assertThat(ask("POST", "", "Origin: whatever").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    void refusesWhoSaysNotWhoItIs() throws IOException {
        Answer answer = ask("POST", "", "X-Amz-Target: DynamoDB_20120810.Echo");
        assertRefused(
                answer,
                "{\"__type\":\"com.amazon.coral.service#MissingAuthenticationTokenException\","
                        + "\"message\":\"Request is missing Authentication Token\"}",
                "application/json");
        assertThat(answer.header("x-amz-crc32")).isEqualTo("2088342776");
        Answer incomplete = ask("POST", "", "X-Amz-Target: DynamoDB_20120810.Echo", "Authorization: AWS4-");
        assertThat(incomplete.header("x-amz-crc32")).isEqualTo("1828866742");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "hi", "{}x"})
    void refusesCallsWithoutJson(String body) throws IOException {
        assertRefused(call("Echo", body), SERIALIZATION, "application/x-amz-json-1.0");
    }

    @Test
    void tellsWhatOperationsRefuse() throws IOException {
        assertThat(call("Echo", "{\"TableName\":7}").text())
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\","
                        + "\"Message\":\"NUMBER_VALUE cannot be converted to String\"}");
        assertThat(call("Echo", "{\"Item\":{\"a\":{}}}").text())
                .isEqualTo("{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":"
                        + "\"1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
                        + "Member must not be null\"}");
        assertThat(call("Echo", "{\"Item\":{\"a\":{}},\"TableName\":\"tab\"}").text())
                .contains("ValidationException", "Supplied AttributeValue is empty");
        assertThat(call("Fail", "{}").text())
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\","
                        + "\"message\":\"Requested resource not found\"}");
        Answer bug = call("Bug", "{}");
        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.text()).contains("InternalServerError").doesNotContain("secret");
    }

    @Test
    void answersPreflights() throws IOException {
        Answer answer = ask(
                "OPTIONS",
                "",
                "Origin: whatever",
                "Access-Control-Request-Headers: a, b, c",
                "Access-Control-Request-Method: d");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("a, b, c");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("d");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("172800");
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }

    @Test
    void knowsTheAttemptsOfOneCall() throws IOException {
        operations.identities.clear();
        String body = "{\"TableName\":\"tab\"}";
        call("Echo", body, "amz-sdk-invocation-id: one", "amz-sdk-request: attempt=1; max=9");
        call("Echo", body, "amz-sdk-invocation-id: one", "amz-sdk-request: attempt=2; max=9");
        call("Echo", body, "amz-sdk-invocation-id: two");
        call("Echo", body + " ", "amz-sdk-invocation-id: one");
        call("Echo", body);
        call("Echo", body, "amz-sdk-invocation-id: " + "x".repeat(257));
        List<Optional<RequestIdentity>> seen = operations.identities;
        assertThat(seen).hasSize(6);
        assertThat(seen.get(0)).isPresent().isEqualTo(seen.get(1));
        assertThat(seen.get(2)).isPresent().isNotEqualTo(seen.get(0));
        assertThat(seen.get(3)).isPresent().isNotEqualTo(seen.get(0));
        assertThat(seen.get(4)).isEmpty();
        assertThat(seen.get(5)).isEmpty();
    }

    /** What is kept for a user is not kept for who says to be that one. */
    @Test
    void nobodyIsAUserWhereAnybodyMayCall() throws IOException {
        ApiOperation get = request -> CompletableFuture.completedFuture(new ApiAnswer(
                (request.accessKeyId() + "/" + request.user()).getBytes(UTF_8),
                request.accessKeyId().length() + 1 + request.user().length()));
        Gateway open = new Gateway("here-1", Authentication.open(), Map.of("GetItem", get));
        HttpAnswer answer = open.handle(SignedRequests.all().get("AWS CLI"), new Rooms(Long.MAX_VALUE).next())
                .join();
        assertThat(new String(answer.bytes(), 0, answer.length(), UTF_8)).isEqualTo(SignedRequests.KEY_ID + "/");
    }

    /** All of it: a request that botocore signed, through a socket, to a gateway that checks signatures. */
    @Test
    void checksSignaturesOfWhatComesIn() throws IOException {
        Authentication required = Authentication.required(
                id -> id.equals(SignedRequests.KEY_ID) ? Optional.of(SignedRequests.SECRET) : Optional.empty(),
                InstantSource.fixed(SignedRequests.SIGNED_AT));
        ApiOperation get = request -> CompletableFuture.completedFuture(
                new ApiAnswer(request.user().getBytes(UTF_8), request.user().length()));
        Gateway gateway = new Gateway("here-1", required, Map.of("GetItem", get));
        try (HttpServer checking = HttpServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpLimits.defaults(), gateway);
                RawConnection connection = new RawConnection(checking.address())) {
            for (String name : List.of("SDK for Java v2", "SDK for JavaScript v3", "AWS CLI", "a session token")) {
                HttpRequest signed = SignedRequests.all().get(name);
                assertThat(sent(connection, signed, signed.sent()).text()).isEqualTo(SignedRequests.KEY_ID);
                byte[] changed = signed.sent().clone();
                changed[3] = 'X';
                assertThat(sent(connection, signed, changed).text()).contains("InvalidSignatureException");
            }
        }
    }

    private static Answer sent(RawConnection connection, HttpRequest request, byte[] body) throws IOException {
        StringBuilder text = new StringBuilder("POST " + request.uri() + " HTTP/1.1\r\n");
        RequestHeaders headers = request.headers();
        for (String name : List.of(
                "host",
                "x-amz-date",
                "x-amz-target",
                "content-type",
                "authorization",
                "amz-sdk-invocation-id",
                "amz-sdk-request",
                "x-amz-content-sha256",
                "x-amz-security-token",
                "x-amz-user-agent")) {
            headers.all(name)
                    .forEach(value ->
                            text.append(name).append(": ").append(value).append("\r\n"));
        }
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return connection.send(text.toString()).send(body).read();
    }

    /** What is wrong with a body of a stranger is found out up to a size; beyond it, what else is wrong comes first. */
    @Test
    void looksAtNoLargeBodiesOfStrangers() {
        Gateway gateway = new Gateway("here-1", Authentication.open(), Map.of());
        RequestHeaders headers = RequestHeaders.of(List.of(Map.entry("content-type", "application/json")));
        for (int length : new int[] {1 << 20, (1 << 20) + 1}) {
            byte[] body = " ".repeat(length).getBytes(UTF_8);
            HttpAnswer answer = gateway.handle(new HttpRequest("POST", "/", headers, body, body), ROOMS.next())
                    .join();
            assertThat(new String(answer.bytes(), 0, answer.length(), UTF_8))
                    .isEqualTo(length == 1 << 20 ? SERIALIZATION : UNKNOWN);
        }
    }

    /** Reads, and is answered by the test. */
    private static final class Pages implements ApiOperation {
        private final Queue<CompletableFuture<ApiAnswer>> asked = new ArrayDeque<>();

        @Override
        public CompletableFuture<ApiAnswer> call(ApiRequest request) {
            CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        }

        @Override
        public boolean readsItems() {
            return true;
        }
    }

    /** An operation whose answers are large is called only as often at once as they are expected to find room. */
    @Test
    void refusesBeforeTheWorkWhatWouldFindNoRoom() {
        Pages pages = new Pages();
        ApiOperation small = request -> CompletableFuture.completedFuture(new ApiAnswer(new byte[100], 2));
        Gateway gateway = new Gateway("here-1", Authentication.open(), Map.of("Query", pages, "GetItem", small));
        for (int i = 0; i < 30; i++) {
            CompletableFuture<HttpAnswer> answer = handle(gateway, "Query", ROOMS);
            pages.asked.remove().complete(new ApiAnswer(new byte[100_000], 2));
            assertThat(answer.join().status()).isEqualTo(200);
        }
        Rooms rooms = new Rooms(1_000_000);
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            CompletableFuture<HttpAnswer> answer = handle(gateway, "Query", rooms);
            if (answer.isDone()) {
                refused++;
                assertThat(answer.join().status()).isEqualTo(503);
                assertThat(new String(answer.join().bytes(), UTF_8))
                        .contains("ServiceUnavailable", "Service is unable to handle request.");
            }
        }
        assertThat(pages.asked).hasSize(7);
        assertThat(refused).isEqualTo(13);
        assertThat(rooms.held()).isBetween(690_000L, 750_000L);
        assertThat(handle(gateway, "GetItem", rooms).join().status()).isEqualTo(200);
    }

    private static CompletableFuture<HttpAnswer> handle(Gateway gateway, String operation, Rooms rooms) {
        RequestHeaders headers = RequestHeaders.of(List.of(
                Map.entry("content-type", "application/x-amz-json-1.0"),
                Map.entry("x-amz-date", "x"),
                Map.entry("authorization", AUTHORIZATION.substring("Authorization: ".length())),
                Map.entry("x-amz-target", "DynamoDB_20120810." + operation)));
        byte[] body = "{}".getBytes(UTF_8);
        return gateway.handle(new HttpRequest("POST", "/", headers, body, body), rooms.next());
    }
}
