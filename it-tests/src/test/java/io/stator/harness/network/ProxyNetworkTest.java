package io.stator.harness.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Node 1 opens connections to node 2, which are sockets of this test. */
@Timeout(30)
class ProxyNetworkTest {
    private static final Link THERE = new Link(1, 2);
    private static final Link BACK = THERE.reverse();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ProxyNetwork network = ProxyNetwork.start(7);

    @SuppressWarnings("NullAway.Init")
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init")
    private InetSocketAddress proxy;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, LOOPBACK);
        proxy = network.listen(
                THERE, new InetSocketAddress("127.77.1.2", 0), new InetSocketAddress(LOOPBACK, server.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        server.close();
    }

    /** Both ends of one connection. */
    private record Pair(Socket near, Socket far) implements AutoCloseable {
        void send(Socket from, String text) throws IOException {
            from.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        static String receive(Socket at, int length) throws IOException {
            return new String(at.getInputStream().readNBytes(length), java.nio.charset.StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            near.close();
            far.close();
        }
    }

    private Pair connect() throws IOException {
        Socket near = new Socket(proxy.getAddress(), proxy.getPort());
        return new Pair(near, server.accept());
    }

    private void awaitHeld(Link link, long bytes) {
        await().until(() -> network.heldBytes(link) == bytes);
    }

    @Test
    void bytesAndEndsPassInBothDirections() throws IOException {
        try (Pair pair = connect()) {
            pair.send(pair.near(), "question");
            assertThat(Pair.receive(pair.far(), 8)).isEqualTo("question");
            pair.near().shutdownOutput();
            assertThat(pair.far().getInputStream().read()).isEqualTo(-1);
            pair.send(pair.far(), "answer");
            pair.far().shutdownOutput();
            assertThat(new String(
                            pair.near().getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("answer");
            await().until(() -> network.connections() == 0);
        }
    }

    @Test
    void aResetPasses() throws IOException {
        try (Pair pair = connect()) {
            pair.near().setSoLinger(true, 0);
            pair.near().close();
            assertThatThrownBy(() -> pair.far().getInputStream().read()).isInstanceOf(SocketException.class);
            await().until(() -> network.connections() == 0);
        }
    }

    @Test
    void anAddressWhereNobodyListensResets() throws IOException {
        server.close();
        try (Socket near = new Socket(proxy.getAddress(), proxy.getPort())) {
            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        await().until(() -> network.connections() == 0);
    }

    @Test
    void aCutLinkHoldsBackWhatIsSentAndPassesItWhenHealed() throws IOException {
        try (Pair pair = connect()) {
            network.cut(List.of(THERE));
            pair.send(pair.near(), "held");
            awaitHeld(THERE, 4);
            assertThat(pair.far().getInputStream().available()).isZero();
            pair.send(pair.far(), "the other way");
            assertThat(Pair.receive(pair.near(), 13)).isEqualTo("the other way");
            network.heal();
            assertThat(Pair.receive(pair.far(), 4)).isEqualTo("held");
            assertThat(network.heldBytes(THERE)).isZero();
        }
    }

    @Test
    void answersTravelOnTheLinkBack() throws IOException {
        try (Pair pair = connect()) {
            network.cut(List.of(BACK));
            pair.send(pair.near(), "question");
            assertThat(Pair.receive(pair.far(), 8)).isEqualTo("question");
            pair.send(pair.far(), "answer");
            awaitHeld(BACK, 6);
            assertThat(pair.near().getInputStream().available()).isZero();
            network.heal();
            assertThat(Pair.receive(pair.near(), 6)).isEqualTo("answer");
        }
    }

    @Test
    void endsAndResetsDoNotPassACutLink() throws IOException {
        try (Pair ended = connect();
                Pair reset = connect()) {
            network.cut(List.of(THERE));
            ended.near().shutdownOutput();
            reset.send(reset.near(), "lost");
            awaitHeld(THERE, 4);
            reset.near().setSoLinger(true, 0);
            reset.near().close();
            awaitHeld(THERE, 0); // forgotten: the reset was seen
            ended.send(ended.far(), "x");
            assertThat(Pair.receive(ended.near(), 1)).isEqualTo("x");
            for (Pair pair : List.of(ended, reset)) {
                pair.far().setSoTimeout(1);
                assertThatThrownBy(() -> pair.far().getInputStream().read())
                        .isInstanceOf(java.net.SocketTimeoutException.class);
                pair.far().setSoTimeout(0);
            }
            network.heal();
            assertThat(ended.far().getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> reset.far().getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aNewConnectionOverACutLinkIsAnsweredWhenItIsHealed() throws IOException {
        for (Link link : List.of(THERE, BACK)) {
            network.cut(List.of(link));
            try (Socket near = new Socket(proxy.getAddress(), proxy.getPort())) {
                near.getOutputStream().write('x');
                awaitHeld(THERE, 1);
                server.setSoTimeout(1);
                assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
                server.setSoTimeout(0);
                network.heal();
                try (Socket far = server.accept()) {
                    assertThat(far.getInputStream().read()).isEqualTo('x');
                }
            }
        }
    }

    @Test
    void aSenderMustWaitWhenNobodyReceives() throws Exception {
        byte[] much = new byte[32 << 20];
        new Random(1).nextBytes(much);
        try (Pair pair = connect()) {
            network.cut(List.of(THERE));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    pair.near().getOutputStream().write(much);
                    pair.near().shutdownOutput();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            await().until(() -> network.heldBytes(THERE) >= Pipe.HELD_BYTES_MAX);
            assertThat(network.heldBytes(THERE)).isLessThan(2L * Pipe.HELD_BYTES_MAX);
            assertThat(sending).isNotDone();
            network.heal();
            assertThat(Arrays.equals(pair.far().getInputStream().readAllBytes(), much))
                    .isTrue();
            sending.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSlowLinkIsLateInItsDirectionOnlyAndInOrder() throws IOException {
        try (Pair pair = connect()) {
            network.degrade(List.of(THERE), LinkQuality.delayed(80, 40));
            long started = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                pair.send(pair.near(), Integer.toString(i % 10));
            }
            assertThat(Pair.receive(pair.far(), 50)).isEqualTo("0123456789".repeat(5));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void whatIsLateArrivesAtOnceWhenTheLinkIsHealed() throws IOException {
        try (Pair pair = connect()) {
            network.degrade(List.of(BACK), LinkQuality.delayed(1_000_000, 0));
            pair.send(pair.far(), "late");
            awaitHeld(BACK, 4);
            network.heal();
            assertThat(Pair.receive(pair.near(), 4)).isEqualTo("late");
        }
    }

    @Test
    void aThrottledLinkPassesNoMoreThanItsRate() throws IOException {
        try (Pair pair = connect()) {
            network.degrade(List.of(THERE), new LinkQuality(0, 0, 0, 100_000));
            long started = System.nanoTime();
            pair.near().getOutputStream().write(new byte[30_000]);
            assertThat(pair.far().getInputStream().readNBytes(30_000)).hasSize(30_000);
            // The first slice passes at once.
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(270));
        }
    }

    @Test
    void otherLinksAreNotTouched() throws IOException {
        InetSocketAddress other = network.listen(
                new Link(3, 2),
                new InetSocketAddress("127.77.3.2", proxy.getPort()),
                new InetSocketAddress(LOOPBACK, server.getLocalPort()));
        network.cut(List.of(THERE, BACK));
        try (Socket near = new Socket(other.getAddress(), other.getPort());
                Socket far = server.accept()) {
            near.getOutputStream().write('x');
            assertThat(far.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void aClosedNetworkResetsAllAndRefusesCommands() throws IOException {
        try (Pair pair = connect()) {
            network.close();
            network.close();
            assertThatThrownBy(() -> pair.far().getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> network.cut(List.of(THERE))).isInstanceOf(ClusterException.class);
            assertThatThrownBy(() -> new Socket(proxy.getAddress(), proxy.getPort()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        assertThatThrownBy(() -> network.listen(BACK, proxy, proxy))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(Integer.toString(proxy.getPort()));
        assertThat(network.connections()).as("the network lives on").isZero();
    }
}
