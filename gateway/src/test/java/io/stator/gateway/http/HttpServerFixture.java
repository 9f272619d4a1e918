package io.stator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;

/** Servers that echo what they are asked, and connections to them; all are closed after a test. */
abstract class HttpServerFixture {
    static final int BODY_MAX = 100_000;

    final List<AutoCloseable> opened = new ArrayList<>();
    final BlockingQueue<Waiting> asked = new LinkedBlockingQueue<>();

    /** A request to /wait, which the test answers. */
    record Waiting(HttpRequest request, CompletableFuture<HttpAnswer> answer) {}

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    static HttpLimits limits() {
        return new HttpLimits(
                2, 100, 10, 2_000, 1000, 4000, BODY_MAX, 10 * BODY_MAX, 1000, 20_000, 20_000, 20_000, 1_000);
    }

    static HttpLimits impatient(long idleMillis, long headerMillis, long bodyMillis) {
        return new HttpLimits(
                2,
                100,
                10,
                2_000,
                1000,
                4000,
                BODY_MAX,
                10 * BODY_MAX,
                1000,
                idleMillis,
                headerMillis,
                bodyMillis,
                1_000);
    }

    HttpServer start(HttpLimits limits) throws IOException {
        HttpServer server =
                HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, this::answer);
        opened.add(server);
        return server;
    }

    RawConnection connect(HttpServer server) throws IOException {
        RawConnection connection = new RawConnection(server.address());
        opened.add(connection);
        return connection;
    }

    CompletableFuture<HttpAnswer> answer(HttpRequest request, AnswerRoom room) {
        return switch (request.uri()) {
            case "/wait" -> {
                CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
                asked.add(new Waiting(request, answer));
                yield answer;
            }
            case "/bug" -> throw new IllegalStateException("secret");
            case "/fail" -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
            default -> CompletableFuture.completedFuture(echo(request));
        };
    }

    static HttpAnswer echo(HttpRequest request) {
        return new HttpAnswer(200, "application/x-amz-json-1.0", request.body());
    }

    static String post(String path, String body, String... headers) {
        StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static void assertReleased(HttpServer server) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.heldBytes() != 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.heldBytes()).isZero();
    }

    static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
