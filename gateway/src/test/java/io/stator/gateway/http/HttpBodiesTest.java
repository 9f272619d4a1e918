package io.stator.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.http.RawConnection.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies: how large they may be, alone and together, and compressed ones. */
@Timeout(60)
class HttpBodiesTest extends HttpServerFixture {
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
    void boundsAllBodiesTogether() throws Exception {
        HttpServer server = start(new HttpLimits(
                2, 100, 10, 2_000, 1000, 4000, BODY_MAX, 2 * BODY_MAX, 1000, 20_000, 20_000, 20_000, 1_000));
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
}
