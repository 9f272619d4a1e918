package io.stator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.stator.gateway.auth.Authentication;
import io.stator.gateway.http.HttpAnswer;
import io.stator.gateway.http.HttpLimits;
import io.stator.gateway.http.HttpRequest;
import io.stator.gateway.http.HttpServer;
import io.stator.gateway.http.RequestHeaders;
import io.stator.gateway.http.Rooms;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hostile input gets an answer or is cut off: no 500, no hang, nothing held for ever. How much of it:
 * {@code -Dstator.gateway.fuzz.bodies} and {@code -Dstator.gateway.fuzz.connections}; replays with -Dstator.seed.
 */
class GatewayFuzzTest {
    private static final int BODIES = Integer.getInteger("stator.gateway.fuzz.bodies", 20_000);
    private static final int CONNECTIONS = Integer.getInteger("stator.gateway.fuzz.connections", 500);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final int READ_MILLIS_MAX = 20_000;
    private static final int BUGS_SHOWN_BYTES_MAX = 2_000;

    private static final RequestHeaders HEADERS = RequestHeaders.of(List.of(
            Map.entry("Content-Type", "application/x-amz-json-1.0"),
            Map.entry("X-Amz-Date", "x"),
            Map.entry("X-Amz-Target", "DynamoDB_20120810.Echo"),
            Map.entry("Authorization", "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0")));

    private static final Rooms ROOMS = new Rooms(Long.MAX_VALUE);

    private final FakeOperations operations = new FakeOperations();
    private final Gateway gateway = new Gateway("here-1", Authentication.open(), operations.byName());

    private static HostileText hostile() {
        long seed = Long.getLong("stator.seed", System.nanoTime());
        System.out.println("replay with -Dstator.seed=" + seed);
        return new HostileText(seed);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void answersAnyBody() throws IOException {
        HostileText hostile = hostile();
        JsonFactory json = new JsonFactory();
        int accepted = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] body = hostile.body();
            HttpAnswer answer = gateway.handle(new HttpRequest("POST", "/", HEADERS, body, body), ROOMS.next())
                    .join();
            assertThat(answer.status()).as(() -> shown(body)).isIn(200, 400);
            try (JsonParser parser = json.createParser(answer.bytes(), 0, answer.length())) {
                while (parser.nextToken() != null) {
                    parser.currentToken();
                }
            }
            accepted += answer.status() == 200 ? 1 : 0;
            operations.identities.clear();
        }
        // It is worth something only if it is not all refused at once.
        assertThat(accepted).isGreaterThan(BODIES / 100);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void answersOrEndsAnyConnection() throws IOException {
        HostileText hostile = hostile();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server = HttpServer.start(any, HttpLimits.defaults(), gateway)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                byte[] bytes = hostile.connection();
                String answers = exchanged(server.address(), bytes, hostile);
                Matcher status = STATUS.matcher(answers);
                while (status.find()) {
                    assertThat(Integer.parseInt(status.group(1)))
                            .as(() -> shown(bytes))
                            .isIn(100, 200, 400, 404, 413, 414, 417, 431);
                }
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while ((server.heldBytes() != 0 || server.connections() != 0) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(server.heldBytes()).isZero();
            assertThat(server.connections()).isZero();
        }
    }

    /** Sends in pieces, then no more, and reads to the end, which must come. */
    private static String exchanged(InetSocketAddress address, byte[] bytes, HostileText hostile) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(READ_MILLIS_MAX);
            socket.setTcpNoDelay(true);
            try {
                int cut = hostile.below(bytes.length + 1);
                socket.getOutputStream().write(bytes, 0, cut);
                socket.getOutputStream().write(bytes, cut, bytes.length - cut);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                return new String(in.readAllBytes(), UTF_8);
            } catch (SocketException cutOff) {
                return "";
            }
        }
    }

    private static String shown(byte[] bytes) {
        int length = Math.min(bytes.length, BUGS_SHOWN_BYTES_MAX);
        return new String(bytes, 0, length, UTF_8) + "\n" + HexFormat.of().formatHex(bytes, 0, length);
    }
}
