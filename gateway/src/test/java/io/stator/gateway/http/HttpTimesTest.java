package io.stator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long peers may take, and how long they are waited for. */
@Timeout(60)
class HttpTimesTest extends HttpServerFixture {
    @Test
    void endsConnectionsThatAreIdle() throws IOException {
        HttpServer server = start(impatient(300, 20_000, 20_000));
        RawConnection connection = connect(server).send(post("/", "x"));
        assertThat(connection.read().text()).isEqualTo("x");
        assertThat(connection.ended()).isTrue();
    }

    @Test
    void endsConnectionsThatNeverSpeak() throws IOException {
        assertThat(connect(start(impatient(20_000, 300, 20_000))).ended()).isTrue();
    }

    /** One byte now and then does not help. */
    @Test
    void cutsOffWhoSendsHeadersSlowly() throws IOException {
        RawConnection connection = connect(start(impatient(20_000, 300, 20_000)));
        assertThat(connection.send(post("/", "x")).read().text()).isEqualTo("x");
        assertThat(dripped(connection, "POST / HTTP/1.1\r\nX: ")).isTrue();
    }

    @Test
    void cutsOffWhoSendsABodySlowly() throws IOException {
        HttpServer server = start(impatient(20_000, 20_000, 300));
        RawConnection connection = connect(server);
        connection.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n");
        assertThat(dripped(connection, "")).isTrue();
        assertReleased(server);
    }

    /** Sends one byte after another until the peer has ended the connection. */
    private static boolean dripped(RawConnection connection, String start) throws IOException {
        connection.send(start);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        try {
            while (System.nanoTime() < end) {
                connection.send("x");
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
            return false;
        } catch (IOException cutOff) {
            return true;
        }
    }

    /** An answer given at once does not make an idle connection one that has begun to send headers. */
    @Test
    void leavesIdleConnectionsAlone() throws Exception {
        RawConnection connection = connect(start(impatient(20_000, 300, 20_000)));
        assertThat(connection.send(post("/", "x")).read().text()).isEqualTo("x");
        assertThat(new CompletableFuture<Void>()
                        .completeOnTimeout(null, 900, TimeUnit.MILLISECONDS)
                        .thenApply(nothing -> true)
                        .get())
                .isTrue();
        assertThat(connection.send(post("/", "y")).read().text()).isEqualTo("y");
    }

    @Test
    void waitsForAnAnswerAsLongAsItTakes() throws Exception {
        RawConnection connection = connect(start(impatient(200, 200, 200))).send(post("/wait", "x"));
        Waiting waiting = asked.take();
        new CompletableFuture<Void>()
                .completeOnTimeout(null, 800, TimeUnit.MILLISECONDS)
                .get();
        waiting.answer().complete(echo(waiting.request()));
        assertThat(connection.read().text()).isEqualTo("x");
    }

    @Test
    void cutsOffWhoDoesNotReadItsAnswer() throws Exception {
        HttpServer server = start(impatient(20_000, 20_000, 500));
        RawConnection connection = connect(server).send(post("/wait", "x"));
        asked.take().answer().complete(new HttpAnswer(200, null, new byte[64 << 20]));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (server.connections() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.connections()).isZero();
        assertReleased(server);
        connection.close();
    }
}
