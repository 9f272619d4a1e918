package io.stator.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers, one after another, on connections that behave or do not. */
@Timeout(60)
class HttpServerTest extends HttpServerFixture {
    @Test
    void answersWithWhatDynamoDbPutsOnEveryAnswer() throws IOException {
        RawConnection connection = connect(start(limits()));
        Answer first = connection.send(post("/", "{\"a\":1}")).read();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).isEqualTo("{\"a\":1}");
        assertThat(first.header("x-amz-crc32")).isEqualTo(Long.toString(crc32(first.body())));
        assertThat(first.header("x-amzn-RequestId")).matches("[0-9A-Z]{52}");
        assertThat(first.header("Content-Type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(first.header("Access-Control-Allow-Origin")).isNull();
        Answer second = connection.send(post("/", "", "Origin: http://page")).read();
        assertThat(second.header("x-amzn-RequestId")).isNotEqualTo(first.header("x-amzn-RequestId"));
        assertThat(second.header("x-amz-crc32")).isEqualTo("0");
        assertThat(second.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void worksWithTheJdksClient() throws Exception {
        HttpServer server = start(limits());
        URI uri = URI.create("http://localhost:" + server.address().getPort() + "/");
        HttpClient client = HttpClient.newHttpClient();
        String body = "x".repeat(BODY_MAX);
        for (int i = 0; i < 3; i++) {
            var sent = java.net.http.HttpRequest.newBuilder(uri)
                    .expectContinue(i == 1)
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
            assertThat(client.send(sent.build(), BodyHandlers.ofString()).body())
                    .isEqualTo(body);
        }
    }

    @Test
    void endsWhatDoesNotKeepAlive() throws IOException {
        HttpServer server = start(limits());
        RawConnection asked = connect(server).send(post("/", "a", "Connection: close"));
        assertThat(asked.read().header("Connection")).isEqualTo("close");
        assertThat(asked.ended()).isTrue();
        RawConnection old = connect(server).send("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx");
        assertThat(old.read().text()).isEqualTo("x");
        assertThat(old.ended()).isTrue();
    }

    @Test
    void answersPipelinedRequestsInOrderOneAtATime() throws Exception {
        RawConnection connection = connect(start(limits()));
        connection.send(post("/wait", "1") + post("/", "2") + post("/wait", "3") + post("/", "4"));
        Waiting first = asked.take();
        assertThat(asked.poll(50, TimeUnit.MILLISECONDS)).isNull();
        first.answer().complete(echo(first.request()));
        Waiting third = asked.take();
        third.answer().complete(echo(third.request()));
        for (String body : List.of("1", "2", "3", "4")) {
            assertThat(connection.read().text()).isEqualTo(body);
        }
    }

    @Test
    void takesRequestsInPieces() throws IOException {
        RawConnection connection = connect(start(limits()));
        byte[] request = post("/", "{\"x\":1}").getBytes(UTF_8);
        for (int round = 0; round < 2; round++) {
            for (byte piece : request) {
                connection.send(new byte[] {piece});
            }
            assertThat(connection.read().text()).isEqualTo("{\"x\":1}");
        }
    }

    @Test
    void takesChunkedBodies() throws IOException {
        RawConnection connection = connect(start(limits()));
        connection.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n" + post("/", "next"));
        assertThat(connection.read().text()).isEqualTo("abc0123456789");
        assertThat(connection.read().text()).isEqualTo("next");
    }

    @Test
    void continuesWhenAClientExpectsIt() throws IOException {
        HttpServer server = start(limits());
        RawConnection connection = connect(server);
        connection.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        assertThat(connection.read().status()).isEqualTo(100);
        assertThat(connection.send("ok").read().text()).isEqualTo("ok");
        RawConnection large = connect(server);
        large.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 100001\r\n\r\n");
        assertThat(large.read().status()).isEqualTo(413);
        RawConnection other = connect(server);
        other.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: wonders\r\nContent-Length: 2\r\n\r\n");
        assertThat(other.read().status()).isEqualTo(417);
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        RawConnection connection = connect(start(limits()));
        connection.send("HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab" + post("/", "next"));
        assertThat(connection.read(false).header("Content-Length")).isEqualTo("2");
        assertThat(connection.read().text()).isEqualTo("next");
    }

    @ParameterizedTest
    @CsvSource({"1001, 10, 414", "10, 4001, 431"})
    void boundsHeaders(int line, int header, int status) throws IOException {
        RawConnection connection = connect(start(limits()));
        connection.send("GET /" + "x".repeat(line) + " HTTP/1.1\r\nX: " + "y".repeat(header) + "\r\n\r\n");
        assertThat(connection.read().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "POST / HTTP/9\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void refusesWhatIsNoHttp(String text) throws IOException {
        RawConnection connection = connect(start(limits())).send(text);
        assertThat(connection.read().status()).isEqualTo(400);
        assertThat(connection.endOutput().ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/fail"})
    void tellsNothingOfBugs(String path) throws IOException {
        RawConnection connection = connect(start(limits()));
        Answer answer = connection.send(post(path, "x")).read();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("InternalServerError").doesNotContain("secret", "Exception:", "at io.");
        assertThat(connection.send(post("/", "next")).read().text()).isEqualTo("next");
    }

    @Test
    void answersWhoHasEndedItsOutput() throws Exception {
        HttpServer server = start(limits());
        RawConnection connection =
                connect(server).send(post("/wait", "1") + post("/", "2")).endOutput();
        Waiting waiting = asked.take();
        waiting.answer().complete(echo(waiting.request()));
        assertThat(connection.read().text()).isEqualTo("1");
        assertThat(connection.read().text()).isEqualTo("2");
        assertThat(connection.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab"})
    void endsWhoHasEndedItsOutputTooEarly(String text) throws IOException {
        HttpServer server = start(limits());
        assertThat(connect(server).send(text).endOutput().ended()).isTrue();
        assertReleased(server);
    }

    @Test
    void boundsConnections() throws IOException {
        HttpServer server = start(new HttpLimits(
                1, 2, 10, 2_000, 1000, 4000, BODY_MAX, 10 * BODY_MAX, 1000, 20_000, 20_000, 20_000, 1_000));
        RawConnection first = connect(server);
        RawConnection second = connect(server);
        assertThat(first.send(post("/", "1")).read().text()).isEqualTo("1");
        assertThat(second.send(post("/", "2")).read().text()).isEqualTo("2");
        RawConnection third = connect(server);
        Answer refused = third.read();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("ServiceUnavailable");
        assertThat(third.ended()).isTrue();
        first.close();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.connections() > 1 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(connect(server).send(post("/", "4")).read().text()).isEqualTo("4");
    }

    @Test
    void closesOnceAfterWhatIsBeingAnswered() throws Exception {
        HttpServer server = start(limits());
        RawConnection idle = connect(server).send(post("/", "x"));
        assertThat(idle.read().text()).isEqualTo("x");
        RawConnection busy = connect(server).send(post("/wait", "y"));
        Waiting waiting = asked.take();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        assertThat(idle.ended()).isTrue();
        waiting.answer().complete(echo(waiting.request()));
        Answer last = busy.read();
        assertThat(last.text()).isEqualTo("y");
        assertThat(busy.ended()).isTrue();
        closing.get();
        server.close();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new RawConnection(server.address()))
                .isInstanceOf(IOException.class);
    }
}
