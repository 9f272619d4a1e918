package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeptSignalTest {
    private static final long PATIENCE_SECONDS = 30;

    private final KeptSignal signal = new KeptSignal("test");

    @Test
    void aSignalThatNobodyWaitedForIsKept() throws InterruptedException {
        signal.signal();
        assertThat(signal.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        signal.signal();
        signal.await();
        signal.signal();
        assertThat(signal.await(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void severalAreOne() throws InterruptedException {
        signal.signal();
        signal.signal();
        assertThat(signal.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(signal.await(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(signal.await(0, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void whoWaitsIsWoken() {
        CompletableFuture<Boolean> woken = CompletableFuture.supplyAsync(() -> {
            try {
                return signal.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        signal.signal();
        assertThat(woken.join()).isTrue();
    }
}
