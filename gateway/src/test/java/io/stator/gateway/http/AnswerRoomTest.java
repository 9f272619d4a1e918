package io.stator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnswerRoomTest {
    private static final int MAX = 1_000_000;
    private static final int SMALL = HeldBytes.SMALL_ANSWER_BYTES;

    private final HeldBytes held = new HeldBytes(MAX);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<Waiting> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch blocking = new CountDownLatch(1);
    private final CountDownLatch unblock = new CountDownLatch(1);

    private record Waiting(AnswerRoom room, CompletableFuture<HttpAnswer> answer) {}

    @AfterEach
    void closeAll() throws Exception {
        unblock.countDown();
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private AnswerRoom room() {
        return new AnswerRoom(held);
    }

    @Test
    void leavesAQuarterToRequestsAndSmallAnswers() {
        for (int i = 0; i < 3; i++) {
            assertThat(room().tryReserve(MAX / 4)).isTrue();
        }
        AnswerRoom one = room();
        assertThat(one.tryReserve(SMALL + 1)).isFalse();
        assertThat(held.held()).isEqualTo(MAX / 4 * 3);
        assertThat(held.tryHold(MAX / 4)).isTrue();
        assertThat(one.tryReserve(SMALL)).isTrue();
        one.allowRefusal();
        assertThat(one.take(SMALL)).isTrue();
    }

    @Test
    void hasNoMoreForLargeAnswersThanRequestsLeave() {
        assertThat(held.tryHold(MAX / 2)).isTrue();
        assertThat(room().tryReserve(MAX / 4)).isTrue();
        assertThat(room().tryReserve(MAX / 4 + 1)).isFalse();
        assertThat(room().tryReserve(MAX / 4)).isTrue();
    }

    /** Of a small heap, the largest answer could else never be had. */
    @Test
    void alwaysHasRoomForOneLargeAnswer() {
        assertThat(held.tryHold(MAX)).isTrue();
        assertThat(room().tryReserve(SMALL)).isTrue();
        AnswerRoom lone = room();
        lone.allowRefusal();
        assertThat(lone.tryReserve(2 * MAX)).isTrue();
        assertThat(lone.take(5 * MAX)).isTrue();
        AnswerRoom other = room();
        assertThat(other.tryReserve(SMALL + 1)).isFalse();
        lone.release();
        assertThat(other.tryReserve(SMALL + 1)).isTrue();
    }

    @Test
    void dropsOnlyWhatMayBeDropped() {
        assertThat(room().tryReserve(700_000)).isTrue();
        AnswerRoom read = room();
        read.allowRefusal();
        assertThat(read.tryReserve(20_000)).isTrue();
        assertThat(read.take(100_000)).isFalse();
        assertThat(held.held()).isEqualTo(700_000);
        AnswerRoom write = room();
        assertThat(write.take(400_000)).isTrue();
        assertThat(held.held()).isEqualTo(1_100_000);
    }

    @Test
    void countsOneAnswerOnce() {
        AnswerRoom room = room();
        assertThat(room.tryReserve(300_000)).isTrue();
        assertThat(room.take(100_000)).isTrue();
        assertThat(held.held()).isEqualTo(100_000);
        room.shrink(200_000);
        assertThat(held.held()).isEqualTo(100_000);
        room.shrink(10_000);
        assertThat(held.held()).isEqualTo(10_000);
        room.release();
        room.release();
        assertThat(held.held()).isZero();
        // Nothing is left of it among the large ones, either.
        assertThat(room().tryReserve(10 * MAX)).isTrue();
    }

    @Test
    void countsRightWhateverThreadsDo() {
        long seed = new Random().nextLong();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seed + i);
            CompletableFuture<Void> done = new CompletableFuture<>();
            threads.add(done);
            new Thread(() -> {
                        try {
                            answerMany(random);
                            done.complete(null);
                        } catch (RuntimeException | Error failed) {
                            done.completeExceptionally(failed);
                        }
                    })
                    .start();
        }
        assertThat(CompletableFuture.allOf(threads.toArray(CompletableFuture<?>[]::new)))
                .as("seed %d", seed)
                .succeedsWithin(50, TimeUnit.SECONDS);
        assertThat(held.held()).as("seed %d", seed).isZero();
        assertThat(room().tryReserve(10 * MAX)).as("seed %d", seed).isTrue();
    }

    private void answerMany(Random random) {
        for (int i = 0; i < 5_000; i++) {
            AnswerRoom room = room();
            room.allowRefusal();
            if (room.tryReserve(random.nextInt(MAX / 2)) && room.take(random.nextInt(MAX / 2))) {
                // At most: one each, all of them in the room or one of them alone, and small ones.
                assertThat(held.held()).isLessThan(MAX + 4 * SMALL);
                room.shrink(random.nextInt(MAX / 2));
            }
            room.release();
        }
    }

    private HttpServer start() throws IOException {
        HttpLimits limits =
                new HttpLimits(1, 100, 10, 2_000, 1000, 4000, 100_000, MAX, 1 << 30, 20_000, 20_000, 20_000, 1_000);
        HttpServer server =
                HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, this::answer);
        opened.add(server);
        return server;
    }

    private CompletableFuture<HttpAnswer> answer(HttpRequest request, AnswerRoom room) {
        switch (request.uri()) {
            case "/block" -> {
                blocking.countDown();
                try {
                    unblock.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return CompletableFuture.completedFuture(bytes(1));
            }
            case "/bug" -> {
                assertThat(room.tryReserve(300_000)).isTrue();
                throw new IllegalStateException("secret");
            }
            case "/fail" -> {
                assertThat(room.tryReserve(300_000)).isTrue();
                return CompletableFuture.failedFuture(new IllegalStateException("secret"));
            }
            case "/write" -> {}
            default -> room.allowRefusal();
        }
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        asked.add(new Waiting(room, answer));
        return answer;
    }

    private static HttpAnswer bytes(int length) {
        return new HttpAnswer(200, null, new byte[length]);
    }

    private RawConnection ask(HttpServer server, String path) throws IOException {
        RawConnection connection = new RawConnection(server.address());
        opened.add(connection);
        return connection.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** While the thread that sends them is at something else, other threads make no more of them than there is room for. */
    @Test
    void countsAnswersWhenTheyAreMade() throws Exception {
        HttpServer server = start();
        List<RawConnection> connections = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            connections.add(ask(server, i == 5 ? "/write" : "/read"));
            waiting.add(asked.take());
        }
        ask(server, "/block");
        blocking.await();
        for (Waiting one : waiting) {
            one.answer().complete(bytes(300_000));
        }
        assertThat(server.heldBytes()).isBetween(900_000L, 910_000L);
        unblock.countDown();
        for (int i = 0; i < 6; i++) {
            Answer answer = connections.get(i).read();
            if (i < 2 || i == 5) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).hasSize(300_000);
            } else {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.text()).contains("ServiceUnavailable", "Service is unable to handle request.");
            }
        }
        await(() -> server.heldBytes() == 0);
        // Who was refused is heard again, on the same connection.
        connections.get(3).send("POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        asked.take().answer().complete(bytes(300_000));
        assertThat(connections.get(3).read().body()).hasSize(300_000);
    }

    @Test
    void countsAnAnswerUntilItIsSent() throws Exception {
        HttpServer server = start();
        RawConnection slow = ask(server, "/read");
        asked.take().answer().complete(bytes(32 << 20));
        slow.awaitBytes();
        RawConnection large = ask(server, "/read");
        asked.take().answer().complete(bytes(SMALL + 1));
        assertThat(large.read().status()).isEqualTo(503);
        RawConnection small = ask(server, "/read");
        asked.take().answer().complete(bytes(SMALL));
        assertThat(small.read().status()).isEqualTo(200);
        assertThat(slow.read().body()).hasSize(32 << 20);
        await(() -> server.heldBytes() == 0);
    }

    /** The work goes on, and so must the counting, until it is done. */
    @Test
    void countsAlsoForWhoIsGone() throws Exception {
        HttpServer server = start();
        RawConnection gone = ask(server, "/read");
        Waiting waiting = asked.take();
        assertThat(waiting.room().tryReserve(300_000)).isTrue();
        gone.close();
        assertThat(server.heldBytes()).isEqualTo(300_000);
        waiting.answer().complete(bytes(200_000));
        await(() -> server.heldBytes() == 0);
        RawConnection failed = ask(server, "/read");
        waiting = asked.take();
        assertThat(waiting.room().tryReserve(300_000)).isTrue();
        waiting.answer().completeExceptionally(new IllegalStateException("secret"));
        assertThat(failed.read().status()).isEqualTo(500);
        await(() -> server.heldBytes() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/fail"})
    void countsNothingAfterABug(String path) throws Exception {
        HttpServer server = start();
        assertThat(ask(server, path).read().status()).isEqualTo(500);
        await(() -> server.heldBytes() == 0);
    }
}
