package io.stator.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With the machine's clock, so of one second; how exactly requests are sent is another test's. */
class OpenLoopRunTest {
    private static final Load.Rate RATE = new Load.Rate(200, Duration.ofSeconds(10));
    private static final BenchmarkPlan PLAN = new BenchmarkPlan(Workload.READ, RATE, 1, 0, 10, 10, 1);

    private final List<SeriesSecond> seconds = new ArrayList<>();

    private OpenLoopRun run(Supplier<Operation> operations) {
        return run(PLAN, operations);
    }

    private OpenLoopRun run(BenchmarkPlan plan, Supplier<Operation> operations) {
        BenchmarkProgress progress = new BenchmarkProgress() {
            @Override
            public void phase(String line) {}

            @Override
            public void second(SeriesSecond second) {
                seconds.add(second);
            }
        };
        return new OpenLoopRun(plan, operations, () -> new CpuReading(Map.of("n1", 1L), 1), progress);
    }

    @Test
    void everyArrivalOfTheMeasuredTimeIsAccountedFor() throws InterruptedException {
        Measured measured = run(() -> new Operation(OperationKind.READ, CompletableFuture.completedFuture("")))
                .run(RATE);
        ArrivalCounts arrivals = Objects.requireNonNull(measured.arrivals());
        assertThat(arrivals.sent() + arrivals.notSent()).isEqualTo(200);
        assertThat(measured.latencies().latency().getTotalCount()).isEqualTo(arrivals.sent());
        assertThat(measured.series()).isEqualTo(seconds).hasSize(1);
        assertThat(measured.cpu().nodes()).containsOnlyKeys("n1");
    }

    @Test
    void aSenderThatFailsFailsTheRunWithItsCause() {
        Error cause = new AssertionError("on purpose");
        BenchmarkPlan longer = new BenchmarkPlan(Workload.READ, RATE, 10, 0, 10, 10, 1);
        OpenLoopRun run = run(longer, () -> {
            throw cause;
        });
        assertThatThrownBy(() -> run.run(RATE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the sender failed")
                .hasCause(cause);
        assertThat(seconds).as("told at the next look, not at the end").hasSizeLessThan(10);
    }
}
