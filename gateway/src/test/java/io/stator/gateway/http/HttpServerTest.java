package io.stator.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.http.RawConnection.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServerTest {
    private static final int BODY_MAX = 100_000;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<Waiting> asked = new LinkedBlockingQueue<>();

    /** A request to /wait, which the test answers. */
    private record Waiting(HttpRequest request, CompletableFuture<HttpAnswer> answer) {}

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private static HttpLimits limits() {
        return new HttpLimits(2, 100, 10, 2_000, 1000, 4000, BODY_MAX, 10 * BODY_MAX, 1000, 20_000, 20_000, 20_000, 1_000);
    }

    private static HttpLimits impatient(long idleMillis, long headerMillis, long bodyMillis) {
        return new HttpLimits(
                2, 100, 10, 2_000, 1000, 4000, BODY_MAX, 10 * BODY_MAX, 1000, idleMillis, headerMillis, bodyMillis, 1_000);
    }

    private HttpServer start(HttpLimits limits) throws IOException {
        HttpServer server =
                HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, this::answer);
        opened.add(server);
        return server;
    }

    private RawConnection connect(HttpServer server) throws IOException {
        RawConnection connection = new RawConnection(server.address());
        opened.add(connection);
        return connection;
    }

    private CompletableFuture<HttpAnswer> answer(HttpRequest request, AnswerRoom room) {
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

    private static HttpAnswer echo(HttpRequest request) {
        return new HttpAnswer(200, "application/x-amz-json-1.0", request.body());
    }

    private static String post(String path, String body, String... headers) {
        StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

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
    void takesBodiesUpToTheLimitOnly() throws IOException {
        HttpServer server = start(limits());
        RawConnection whole = connect(server).send(post("/", "x".repeat(BODY_MAX)));
        assertThat(whole.read().body()).hasSize(BODY_MAX);
        RawConnection promised = connect(server).send(post("/", "x".repeat(BODY_MAX + 1)));
        assertTooLarge(promised);
        RawConnection chunked = connect(server)
                .send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + ("2710\r\n" + "x".repeat(10_000) + "\r\n").repeat(11));
        assertTooLarge(chunked);
        assertReleased(server);
    }

    private static void assertTooLarge(RawConnection connection) throws IOException {
        Answer answer = connection.read();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("RequestEntityTooLargeException");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(connection.ended()).isTrue();
    }

    private static void assertReleased(HttpServer server) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.heldBytes() != 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.heldBytes()).isZero();
    }

    /** A client that sends on, as most do until all is sent, meets no reset. */
    @Test
    void readsAwayWhatItRefuses() throws IOException {
        RawConnection connection = connect(start(limits()));
        int surplus = BODY_MAX / 2;
        connection.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + (BODY_MAX + surplus) + "\r\n\r\n");
        assertThat(connection.read().status()).isEqualTo(413);
        for (int i = 0; i < 15; i++) {
            connection.send(new byte[10_000]);
        }
        assertThat(connection.endOutput().ended()).isTrue();
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
    void decompressesRequests() throws IOException {
        RawConnection connection = connect(start(limits()));
        byte[] plain = "{\"k\":\"v\"}".repeat(1000).getBytes(UTF_8);
        Answer answer = connection.send(gzipped(gzip(plain))).read();
        assertThat(answer.body()).isEqualTo(plain);
    }

    private static byte[] gzipped(byte[] body) {
        String head =
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n";
        return concat(head.getBytes(UTF_8), body);
    }

    @Test
    void boundsWhatComesOutOfACompressedBody() throws IOException {
        HttpServer server = start(limits());
        assertThat(connect(server)
                        .send(gzipped(gzip(new byte[BODY_MAX])))
                        .read()
                        .body())
                .hasSize(BODY_MAX);
        assertTooLarge(connect(server).send(gzipped(gzip(new byte[BODY_MAX + 1]))));
        assertTooLarge(connect(server).send(gzipped(gzip(new byte[50_000_000]))));
        assertReleased(server);
    }

    @Test
    void refusesWhatDoesNotDecompress() throws IOException {
        HttpServer server = start(limits());
        byte[] good = gzip("hello".getBytes(UTF_8));
        List<byte[]> bad = new ArrayList<>(List.of(new byte[0], "hello".getBytes(UTF_8), concat(good, good)));
        for (int length = 1; length < good.length; length++) {
            bad.add(java.util.Arrays.copyOf(good, length));
        }
        for (int i : new int[] {0, 1, 2, 11, good.length - 1, good.length - 6}) {
            byte[] changed = good.clone();
            changed[i] ^= 0x55;
            bad.add(changed);
        }
        for (byte[] body : bad) {
            Answer answer = connect(server).send(gzipped(body)).read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("SerializationException");
        }
        assertReleased(server);
    }

    @Test
    void takesEveryKindOfGzipHeader() throws IOException {
        HttpServer server = start(limits());
        byte[] good = gzip("hello".getBytes(UTF_8));
        byte[] rest = java.util.Arrays.copyOfRange(good, 10, good.length);
        Map<Integer, byte[]> fields = Map.of(
                4, new byte[] {3, 0, 9, 9, 9},
                8, "name\0".getBytes(UTF_8),
                16, "comment\0".getBytes(UTF_8),
                2, new byte[2],
                28, concat(new byte[] {1, 0, 9}, "n\0c\0".getBytes(UTF_8)));
        for (Map.Entry<Integer, byte[]> field : fields.entrySet()) {
            byte[] head = java.util.Arrays.copyOf(good, 10);
            head[3] = field.getKey().byteValue();
            byte[] body = concat(concat(head, field.getValue()), rest);
            assertThat(connect(server).send(gzipped(body)).read().text()).isEqualTo("hello");
        }
    }

    @Test
    void compressesLargeAnswersForThoseWhoTakeIt() throws IOException {
        RawConnection connection = connect(start(limits()));
        String large = "abc".repeat(1000);
        Answer compressed = connection
                .send(post("/", large, "Accept-Encoding: deflate, gzip;q=0.5"))
                .read();
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.body().length).isLessThan(200);
        assertThat(compressed.header("x-amz-crc32")).isEqualTo(Long.toString(crc32(compressed.body())));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(large);
        }
        for (String accept : List.of("Accept-Encoding: identity", "Accept-Encoding: gzip;q=0, x", "X: gzip")) {
            Answer plain = connection.send(post("/", large, accept)).read();
            assertThat(plain.header("Content-Encoding")).isNull();
            assertThat(plain.text()).isEqualTo(large);
        }
        String edge = "x".repeat(999);
        assertThat(connection
                        .send(post("/", edge, "Accept-Encoding: gzip"))
                        .read()
                        .text())
                .isEqualTo(edge);
        assertThat(connection
                        .send(post("/", edge + "x", "Accept-Encoding: gzip"))
                        .read()
                        .header("Content-Encoding"))
                .isEqualTo("gzip");
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
        HttpServer server =
                start(new HttpLimits(1, 2, 10, 2_000, 1000, 4000, BODY_MAX, 10 * BODY_MAX, 1000, 20_000, 20_000, 20_000, 1_000));
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
    void boundsAllBodiesTogether() throws Exception {
        HttpServer server =
                start(new HttpLimits(2, 100, 10, 2_000, 1000, 4000, BODY_MAX, 2 * BODY_MAX, 1000, 20_000, 20_000, 20_000, 1_000));
        String body = "x".repeat(BODY_MAX);
        RawConnection first = connect(server).send(post("/wait", body));
        RawConnection second = connect(server).send(post("/wait", body));
        List<Waiting> held = List.of(asked.take(), asked.take());
        Answer refused = connect(server).send(post("/", body)).read();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("ServiceUnavailable");
        // What is promised only takes no room.
        for (Waiting waiting : held) {
            waiting.answer().complete(echo(waiting.request()));
        }
        assertThat(first.read().body()).hasSize(BODY_MAX);
        assertThat(second.read().body()).hasSize(BODY_MAX);
        assertReleased(server);
        for (int i = 0; i < 20; i++) {
            connect(server).send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\nx");
        }
        assertThat(connect(server).send(post("/", "small")).read().text()).isEqualTo("small");
        assertThat(server.heldBytes()).isLessThan(2 * BODY_MAX);
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
