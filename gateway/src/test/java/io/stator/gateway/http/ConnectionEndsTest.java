package io.stator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When and how connections end that have been answered, or never will be. */
@Timeout(60)
class ConnectionEndsTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<CompletableFuture<HttpAnswer>> asked = new LinkedBlockingQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    /** One that is idle may be so for longer than a test takes. */
    private HttpServer start(int connectionsMax, long headerMillis, long drainMillis) throws IOException {
        return start(limits(connectionsMax, 2, 300, headerMillis, drainMillis));
    }

    private static HttpLimits limits(
            int connectionsMax, int surplusMax, long surplusMillis, long headerMillis, long drainMillis) {
        return new HttpLimits(
                2,
                connectionsMax,
                surplusMax,
                surplusMillis,
                1000,
                4000,
                100_000,
                1 << 20,
                1000,
                90_000,
                headerMillis,
                90_000,
                drainMillis);
    }

    private HttpServer start(HttpLimits limits) throws IOException {
        HttpServer server =
                HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, this::answer);
        opened.add(server);
        return server;
    }

    private CompletableFuture<HttpAnswer> answer(HttpRequest request, AnswerRoom room) {
        if (request.uri().equals("/")) {
            return CompletableFuture.completedFuture(bytes(1));
        }
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private static HttpAnswer bytes(int length) {
        return new HttpAnswer(200, null, new byte[length]);
    }

    private RawConnection connect(HttpServer server) throws IOException {
        RawConnection connection = new RawConnection(server.address());
        opened.add(connection);
        return connection;
    }

    private static String post(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
    }

    /** A client that sends its request before it reads meets no reset, by which it would lose the answer. */
    @Test
    void tellsWhoIsBeyondTheLimitAlsoIfItSendsFirst() throws IOException {
        HttpServer server = start(1, 90_000, 1_000);
        RawConnection first = connect(server).send(post("/"));
        assertThat(first.read().status()).isEqualTo(200);
        RawConnection surplus = connect(server).awaitBytes();
        for (int i = 0; i < 10; i++) {
            surplus.send(new byte[1000]);
            LockSupport.parkNanos(1_000_000);
        }
        Answer refused = surplus.read();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Connection")).isEqualTo("close");
        assertThat(surplus.ended()).isTrue();
    }

    @Test
    void readsWhoIsBeyondTheLimitForAWhileOnly() throws IOException {
        HttpServer server = start(1, 90_000, 1_000);
        assertThat(connect(server).send(post("/")).read().status()).isEqualTo(200);
        assertThat(isCutOff(connect(server).awaitBytes())).isTrue();
    }

    /** The one that is read away holds its place; those beyond it are told as well. */
    @Test
    void readsAwaySoManyAtOnceOnly() throws IOException {
        HttpServer server = start(limits(1, 1, 90_000, 90_000, 1_000));
        assertThat(connect(server).send(post("/")).read().status()).isEqualTo(200);
        RawConnection readAway = connect(server).awaitBytes();
        for (int i = 0; i < 3; i++) {
            RawConnection beyond = connect(server).awaitBytes();
            assertThat(isCutOff(beyond)).isTrue();
        }
        RawConnection told = connect(server);
        assertThat(told.read().status()).isEqualTo(503);
        for (int i = 0; i < 100; i++) {
            readAway.send(new byte[1000]);
        }
        assertThat(readAway.read().status()).isEqualTo(503);
    }

    /** Within a time that is far from the one for which connections are read away in a test that waits for more. */
    private static boolean isCutOff(RawConnection connection) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            try {
                connection.send("x");
                LockSupport.parkNanos(5_000_000);
            } catch (IOException ended) {
                return true;
            }
        }
        return false;
    }

    /** The bytes that came behind a request in one packet are the beginning of a next one. */
    @ParameterizedTest
    @CsvSource({"/, POST", "/wait, POST", "/, POST / HTTP/1.1\\n", "/wait, POST / HTTP/1.1\\nX: y\\n"})
    void cutsOffWhoSendsTheNextHeadersSlowly(String path, String next) throws Exception {
        RawConnection connection = connect(start(10, 1_000, 1_000));
        connection.send(post(path) + next.replace("\\n", "\r\n"));
        if (path.equals("/wait")) {
            asked.take().complete(bytes(1));
        }
        assertThat(connection.read().status()).isEqualTo(200);
        assertThat(connection.ended()).isTrue();
    }

    /** One that was sending when it was told, and has nothing to do then. */
    @Test
    void closingWaitsForNobodyWhoIsIdle() throws Exception {
        HttpServer server = start(10, 90_000, 40_000);
        RawConnection idle = connect(server).send(post("/"));
        assertThat(idle.read().status()).isEqualTo(200);
        RawConnection sending = connect(server).send(post("/wait"));
        asked.take().complete(bytes(32 << 20));
        sending.awaitBytes();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        assertThat(idle.ended()).isTrue();
        assertThat(sending.read().body()).hasSize(32 << 20);
        assertThat(closing).succeedsWithin(20, TimeUnit.SECONDS);
    }
}
