package io.stator.server.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.Gateway;
import io.stator.gateway.auth.Authentication;
import io.stator.gateway.auth.Secret;
import io.stator.gateway.http.HttpLimits;
import io.stator.gateway.http.HttpServer;
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
import java.util.function.Supplier;

/** A real gateway, on loopback, in front of two operations that answer as they are told. It knows one user. */
final class TestGateway implements AutoCloseable {
    static final AccessKey KEY = new AccessKey("AKIDTEST", "secret of the test");

    /** Bodies of calls that were let through, with the operation before them. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile Supplier<CompletableFuture<ApiAnswer>> answers = () -> answer("{}");

    TestGateway() throws IOException {
        Authentication users = Authentication.required(
                id -> id.equals(KEY.id()) ? Optional.of(new Secret(KEY.secret())) : Optional.empty(),
                InstantSource.system());
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                HttpLimits.defaults(),
                new Gateway(
                        "us-east-1", users, Map.of("PutItem", operation("PutItem"), "GetItem", operation("GetItem"))));
    }

    private ApiOperation operation(String name) {
        return request -> {
            calls.add(name + " " + new String(request.body(), UTF_8));
            return answers.get();
        };
    }

    static CompletableFuture<ApiAnswer> answer(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return CompletableFuture.completedFuture(new ApiAnswer(bytes, bytes.length));
    }

    /** From now on. */
    void answer(Supplier<CompletableFuture<ApiAnswer>> next) {
        answers = next;
    }

    int connections() {
        return server.connections();
    }

    String address() {
        return "127.0.0.1:" + server.address().getPort();
    }

    GatewayAccess access(AccessKey key, int underWayMax) {
        return new GatewayAccess(List.of(address()), key, underWayMax, Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        server.close();
    }
}
