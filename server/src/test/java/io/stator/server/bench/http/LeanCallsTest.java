package io.stator.server.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.Eventually;
import io.stator.server.bench.BenchmarkTarget.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeanCallsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Entry ENTRY = new Entry("key-000000007", ByteString.copyFrom(new byte[] {1, 2, (byte) 200}));

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private LeanCalls calls(int underWayMax) {
        return new LeanCalls(gateway.access(TestGateway.KEY, underWayMax));
    }

    private static void done(CompletableFuture<?> answer) throws Exception {
        answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertFails(CompletableFuture<?> answer, ErrorCode code, String message) {
        assertThatThrownBy(() -> done(answer))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void aGatewayThatWantsSignaturesTakesItsCalls() throws Exception {
        try (LeanCalls calls = calls(4)) {
            done(calls.put(ENTRY));
            done(calls.get("key-000000008", true));
            done(calls.get("key-000000009", false));
        }
        assertThat(gateway.calls)
                .containsExactly(
                        "PutItem {\"TableName\":\"stator-bench\",\"Item\":{\"pk\":{\"S\":\"key-000000007\"},"
                                + "\"value\":{\"B\":\"AQLI\"}}}",
                        "GetItem {\"TableName\":\"stator-bench\",\"Key\":{\"pk\":{\"S\":\"key-000000008\"}},"
                                + "\"ConsistentRead\":true}",
                        "GetItem {\"TableName\":\"stator-bench\",\"Key\":{\"pk\":{\"S\":\"key-000000009\"}},"
                                + "\"ConsistentRead\":false}");
    }

    @Test
    void aWrongSecretFails() {
        try (LeanCalls calls = new LeanCalls(gateway.access(new AccessKey(TestGateway.KEY.id(), "other"), 1))) {
            assertFails(calls.put(ENTRY), ErrorCode.VALIDATION, "InvalidSignatureException: The request signature");
        }
        assertThat(gateway.calls).isEmpty();
    }

    @Test
    void anErrorIsAFailureOfItsCode() {
        try (LeanCalls calls = calls(1)) {
            gateway.answer(
                    () -> CompletableFuture.failedFuture(new StatorException(ErrorCode.THROTTLING, "slow down")));
            assertFails(calls.put(ENTRY), ErrorCode.THROTTLING, "400 ThrottlingException: slow down");
            gateway.answer(
                    () -> CompletableFuture.failedFuture(new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "")));
            assertFails(calls.get("k", true), ErrorCode.SERVICE_UNAVAILABLE, "503 ServiceUnavailable");
            gateway.answer(() -> CompletableFuture.failedFuture(new StatorException(ErrorCode.OUTCOME_UNKNOWN, "")));
            assertFails(calls.put(ENTRY), ErrorCode.INTERNAL_SERVER_ERROR, "500 InternalServerError");
            gateway.answer(() -> {
                throw new ApiException(ApiErrorType.PROVISIONED_THROUGHPUT_EXCEEDED, "The level");
            });
            assertFails(calls.put(ENTRY), ErrorCode.THROTTLING, "The level");
            gateway.answer(() -> {
                throw new ApiException(ApiErrorType.ACCESS_DENIED, "No.");
            });
            assertFails(calls.put(ENTRY), ErrorCode.VALIDATION, "400 AccessDeniedException: No.");
            assertThat(gateway.connections()).isEqualTo(1);
        }
    }

    @Test
    void oneConnectionServesOneCallAfterTheOther() throws Exception {
        gateway.answer(() -> TestGateway.answer("{\"Item\":{\"value\":{\"S\":\"" + "x".repeat(100_000) + "\"}}}"));
        try (LeanCalls calls = calls(8)) {
            for (int i = 0; i < 50; i++) {
                done(calls.get("k", true));
            }
            assertThat(gateway.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatIsBeyondTheConnectionsWaits() throws Exception {
        Queue<CompletableFuture<ApiAnswer>> held = new ConcurrentLinkedQueue<>();
        gateway.answer(() -> {
            CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
            held.add(answer);
            return answer;
        });
        try (LeanCalls calls = calls(2)) {
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(calls.put(ENTRY));
            }
            int answered = 0;
            while (answered < 5) {
                Eventually.await(PATIENCE, "a call", () -> !held.isEmpty());
                assertThat(gateway.connections()).isLessThanOrEqualTo(2);
                held.remove().complete(TestGateway.answer("{}").join());
                answered++;
            }
            for (CompletableFuture<?> answer : answers) {
                done(answer);
            }
        }
    }

    @Test
    void allGatewaysAreUsedInTurn() throws Exception {
        try (TestGateway other = new TestGateway();
                LeanCalls calls = new LeanCalls(new GatewayAccess(
                        List.of(gateway.address(), other.address()), TestGateway.KEY, 1, Duration.ofSeconds(30)))) {
            for (int i = 0; i < 6; i++) {
                done(calls.put(ENTRY));
            }
            assertThat(gateway.calls).hasSize(3);
            assertThat(other.calls).hasSize(3);
        }
    }

    @Test
    void aCallThatIsCutOffIsUnknownIfItWrites() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                LeanCalls calls = new LeanCalls(access(listening, Duration.ofSeconds(30)))) {
            CompletableFuture<?> put = calls.put(ENTRY);
            cutOff(listening);
            assertFails(put, ErrorCode.OUTCOME_UNKNOWN, "closed");
            CompletableFuture<?> get = calls.get("k", true);
            cutOff(listening);
            assertFails(get, ErrorCode.SERVICE_UNAVAILABLE, "closed");
        }
    }

    private static GatewayAccess access(ServerSocket listening, Duration timeout) {
        return new GatewayAccess(List.of("127.0.0.1:" + listening.getLocalPort()), TestGateway.KEY, 1, timeout);
    }

    /** Takes a connection and the start of what it brings, and closes it. */
    private static void cutOff(ServerSocket listening) throws IOException {
        try (Socket socket = listening.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo('P');
            socket.getInputStream().skipNBytes(100);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void whatIsNotAnsweredInTimeFails() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                LeanCalls calls = new LeanCalls(access(listening, Duration.ofMillis(200)))) {
            CompletableFuture<?> put = calls.put(ENTRY);
            CompletableFuture<?> behind = calls.get("k", true);
            assertFails(put, ErrorCode.OUTCOME_UNKNOWN, "in time");
            assertFails(behind, ErrorCode.SERVICE_UNAVAILABLE, "in time");
        }
    }

    @Test
    void nobodyThereIsAFailure() throws Exception {
        ServerSocket closed = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        GatewayAccess access = access(closed, Duration.ofSeconds(30));
        closed.close();
        try (LeanCalls calls = new LeanCalls(access)) {
            assertFails(calls.put(ENTRY), ErrorCode.SERVICE_UNAVAILABLE, "");
        }
    }

    @Test
    void whatIsNoAnswerOfAGatewayFails() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                LeanCalls calls = new LeanCalls(access(listening, Duration.ofSeconds(30)))) {
            CompletableFuture<?> put = calls.put(ENTRY);
            try (Socket socket = listening.accept()) {
                assertThat(socket.getInputStream().read()).isEqualTo('P');
                socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(ISO_8859_1));
                assertFails(put, ErrorCode.OUTCOME_UNKNOWN, "no answer of a gateway: ssh-2.0");
            }
        }
    }

    @Test
    void closingFailsWhatIsUnderWay() throws Exception {
        CompletableFuture<ApiAnswer> never = new CompletableFuture<>();
        gateway.answer(() -> never);
        LeanCalls calls = calls(1);
        CompletableFuture<?> put = calls.put(ENTRY);
        CompletableFuture<?> behind = calls.put(ENTRY);
        Eventually.await(PATIENCE, "a call", () -> gateway.calls.size() == 1);
        calls.close();
        assertFails(put, ErrorCode.OUTCOME_UNKNOWN, "closed");
        assertFails(behind, ErrorCode.SERVICE_UNAVAILABLE, "closed");
        assertThatThrownBy(() -> calls.put(ENTRY).join()).isInstanceOf(CompletionException.class);
        // Or the gateway would wait for it when it ends.
        never.complete(TestGateway.answer("{}").join());
    }
}
