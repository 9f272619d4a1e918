package io.stator.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadThreadsTest {
    private static final int WAITING_MAX = 3;
    private static final int WAITED_MILLIS_MAX = 500;

    private final AtomicLong now = new AtomicLong(-1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();
    private final ReadThreads threads =
            new ReadThreads("test", 1, new ReadThreads.Limits(WAITING_MAX, WAITED_MILLIS_MAX), now::get);

    @AfterEach
    void close() {
        go.countDown();
        threads.close();
    }

    private void read() {
        threads.execute(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.incrementAndGet();
        });
    }

    @Test
    void oneMoreThanMayWaitIsRejected() {
        for (int i = 0; i < 1 + WAITING_MAX; i++) {
            read();
        }
        assertThatThrownBy(this::read).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        Eventually.await(Duration.ofSeconds(30), "the others to be done", () -> done.get() == 1 + WAITING_MAX);
    }

    @Test
    void nothingIsTakenWhileTheFirstHasWaitedForTooLong() {
        read();
        read();
        now.addAndGet(WAITED_MILLIS_MAX * 1_000_000L);
        read();
        now.incrementAndGet();
        assertThatThrownBy(this::read).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        Eventually.await(Duration.ofSeconds(30), "those that wait to be done", () -> done.get() == 3);
        assertThatCode(this::read).doesNotThrowAnyException();
    }
}
