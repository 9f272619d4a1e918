package io.stator.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** With the machine's clock, so of one second; how exactly requests are sent is another test's. */
class SteadyLoadTest {
    private static final Load.Rate RATE = new Load.Rate(200, Duration.ofSeconds(10));

    /** Answers at once. */
    private static class ReadyTarget implements BenchmarkTarget {
        private final Set<String> keys = ConcurrentHashMap.newKeySet();

        @Override
        public void create() {}

        @Override
        public CompletableFuture<Void> load(List<Entry> entries) {
            entries.forEach(entry -> keys.add(entry.key()));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<?> write(Entry entry) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletableFuture<?> read(String key) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletableFuture<?> eventualRead(String key) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletableFuture<?> transactWrite(List<Entry> entries) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public CompletableFuture<?> transactRead(List<String> wanted) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public int nodes() {
            return 1;
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public CpuReading cpu() {
            return new CpuReading(Map.of(), 0);
        }
    }

    @Test
    void whatCameDueIsAnsweredOrMissed() throws InterruptedException {
        ReadyTarget target = new ReadyTarget();
        BenchmarkPlan plan = new BenchmarkPlan(Workload.MIXED, RATE, 1, 0, 10, 60, 1);
        try (SteadyLoad load = new SteadyLoad(target, plan)) {
            load.prepare();
            assertThat(target.keys).hasSize(60);
            assertThatThrownBy(load::look).isInstanceOf(IllegalStateException.class);
            load.start();
            load.awaitSecond(1);
            LoadEnd end = load.end();
            assertThat(end.answered() + end.missed()).isEqualTo(200);
            // What ended after the second is of no window.
            assertThat(load.look().answered()).isLessThanOrEqualTo(end.answered());
            assertThat(load.look().answered()).isZero();
        }
    }

    @Test
    void whatFailsIsMissed() throws InterruptedException {
        BenchmarkPlan plan = new BenchmarkPlan(Workload.READ, RATE, 1, 0, 10, 60, 1);
        BenchmarkTarget refusing = new ReadyTarget() {
            @Override
            public CompletableFuture<?> read(String key) {
                return CompletableFuture.failedFuture(new StatorException(ErrorCode.THROTTLING, "refused"));
            }
        };
        try (SteadyLoad load = new SteadyLoad(refusing, plan)) {
            load.prepare();
            load.start();
            assertThat(load.end()).isEqualTo(new LoadEnd(0, 200));
        }
    }

    /** It fails while the next is sent, and all others end well. */
    @Test
    void aBatchThatFailsFailsTheFilling() {
        BenchmarkPlan plan = new BenchmarkPlan(Workload.READ, RATE, 1, 0, 10, 10_000, 1);
        StatorException cause = new StatorException(ErrorCode.THROTTLING, "on purpose");
        CompletableFuture<Void> second = new CompletableFuture<>();
        AtomicInteger batches = new AtomicInteger();
        BenchmarkTarget refusing = new ReadyTarget() {
            @Override
            public CompletableFuture<Void> load(List<Entry> entries) {
                int number = batches.incrementAndGet();
                if (number == 3) {
                    second.completeExceptionally(cause);
                }
                return number == 2 ? second.thenApply(done -> done) : super.load(entries);
            }
        };
        try (SteadyLoad load = new SteadyLoad(refusing, plan)) {
            assertThatThrownBy(load::prepare)
                    .isInstanceOfSatisfying(
                            StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING))
                    .hasMessage("filling failed: on purpose")
                    .hasCause(cause);
        }
    }

    @Test
    void nothingIsFilledAfterABatchThatFailed() {
        BenchmarkPlan plan = new BenchmarkPlan(Workload.READ, RATE, 1, 0, 10, 10_000, 1);
        AtomicInteger batches = new AtomicInteger();
        BenchmarkTarget refusing = new ReadyTarget() {
            @Override
            public CompletableFuture<Void> load(List<Entry> entries) {
                return batches.incrementAndGet() == 2
                        ? CompletableFuture.failedFuture(new IllegalStateException("on purpose"))
                        : super.load(entries);
            }
        };
        try (SteadyLoad load = new SteadyLoad(refusing, plan)) {
            assertThatThrownBy(load::prepare).hasRootCauseMessage("on purpose");
            assertThat(batches).hasValue(2);
        }
    }

    @Test
    void aSenderThatFailedIsTold() throws InterruptedException {
        BenchmarkPlan plan = new BenchmarkPlan(Workload.READ, RATE, 1, 0, 10, 60, 1);
        BenchmarkTarget broken = new ReadyTarget() {
            @Override
            public CompletableFuture<?> read(String key) {
                throw new UnsupportedOperationException("on purpose");
            }
        };
        try (SteadyLoad load = new SteadyLoad(broken, plan)) {
            load.prepare();
            load.start();
            assertThatThrownBy(load::end)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the sender failed")
                    .hasCauseInstanceOf(UnsupportedOperationException.class)
                    .hasRootCauseMessage("on purpose");
            assertThatThrownBy(load::look).hasRootCauseMessage("on purpose");
        }
    }

    @Test
    void aClosedLoopIsNoSteadyLoad() {
        BenchmarkPlan plan = new BenchmarkPlan(Workload.MIXED, new Load.Clients(4), 1, 0, 10, 60, 1);
        assertThatThrownBy(() -> new SteadyLoad(new ReadyTarget(), plan)).isInstanceOf(IllegalArgumentException.class);
    }
}
