package io.stator.harness.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.Gateway;
import io.stator.gateway.auth.Authentication;
import io.stator.gateway.auth.Secret;
import io.stator.gateway.http.HttpLimits;
import io.stator.gateway.http.HttpServer;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.bench.BenchmarkTarget.Entry;
import io.stator.server.bench.http.AccessKey;
import io.stator.server.bench.http.GatewayAccess;
import io.stator.server.bench.http.ItemCalls;
import io.stator.server.bench.http.ItemCallsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As it is found by its name, against a gateway that wants signatures. */
class SdkCallsTest {
    private static final AccessKey KEY = new AccessKey("AKIDTEST", "secret of the test");
    private static final Entry ENTRY = new Entry("key-000000007", ByteString.copyFrom(new byte[] {1, 2, (byte) 200}));

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Supplier<ApiAnswer> answers = () -> new ApiAnswer("{}".getBytes(UTF_8), 2);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Authentication users = Authentication.required(
                id -> id.equals(KEY.id()) ? Optional.of(new Secret(KEY.secret())) : Optional.empty(),
                InstantSource.system());
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                HttpLimits.defaults(),
                new Gateway(
                        "us-east-1", users, Map.of("PutItem", operation("PutItem"), "GetItem", operation("GetItem"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiOperation operation(String name) {
        return request -> {
            calls.add(name + " " + new String(request.body(), UTF_8));
            return CompletableFuture.completedFuture(answers.get());
        };
    }

    private ItemCalls open() {
        String address = "127.0.0.1:" + server.address().getPort();
        return ItemCallsProvider.named("sdk")
                .orElseThrow()
                .open(new GatewayAccess(List.of(address), KEY, 2, Duration.ofSeconds(60)));
    }

    private static void done(CompletableFuture<?> answer) throws Exception {
        answer.get(60, TimeUnit.SECONDS);
    }

    private static void assertFails(CompletableFuture<?> answer, ErrorCode code) {
        assertThatThrownBy(() -> done(answer))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void sendsWhatTheLeanClientSends() throws Exception {
        try (ItemCalls sdk = open()) {
            done(sdk.put(ENTRY));
            done(sdk.get("key-000000008", true));
            done(sdk.get("key-000000009", false));
        }
        assertThat(calls).hasSize(3);
        assertThat(calls.get(0))
                .contains(
                        "PutItem",
                        "\"stator-bench\"",
                        "\"pk\":{\"S\":\"key-000000007\"}",
                        "\"value\":{\"B\":\"AQLI\"}");
        assertThat(calls.get(1)).contains("GetItem", "{\"S\":\"key-000000008\"}", "\"ConsistentRead\":true");
        assertThat(calls.get(2)).contains("GetItem", "{\"S\":\"key-000000009\"}", "\"ConsistentRead\":false");
    }

    @Test
    void whatIsRefusedOrNotAnsweredIsAFailure() {
        ItemCalls sdk = open();
        answers = () -> {
            throw new StatorException(ErrorCode.RESOURCE_NOT_FOUND, "none");
        };
        assertFails(sdk.put(ENTRY), ErrorCode.RESOURCE_NOT_FOUND);
        server.close();
        assertFails(sdk.put(ENTRY), ErrorCode.OUTCOME_UNKNOWN);
        assertFails(sdk.get("k", true), ErrorCode.SERVICE_UNAVAILABLE);
        sdk.close();
        assertFails(sdk.put(ENTRY), ErrorCode.SERVICE_UNAVAILABLE);
    }
}
