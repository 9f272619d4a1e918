package io.stator.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.ErrorCode;
import io.stator.server.bench.ArrivalCounts;
import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.BenchmarkResult;
import io.stator.server.bench.Load;
import io.stator.server.bench.SeriesSecond;
import io.stator.server.bench.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BenchmarkTextTest {
    private static BenchmarkResult result(Load load, Map<ErrorCode, Long> errors, @Nullable ArrivalCounts arrivals) {
        return new BenchmarkResult(
                new BenchmarkPlan(Workload.WRITE, load, 10, 1, 1024, 100, 1),
                List.of("127.0.0.1:9010"),
                3,
                1,
                Duration.ofSeconds(10),
                List.of(new BenchmarkResult.Row("write", 7000, 5000, 500, 9900, 10_000, 20_000)),
                new TreeMap<>(errors),
                Map.of("n1", 1_000_000_000L),
                500_000_000,
                arrivals,
                List.of());
    }

    @Test
    void aClosedLoop() {
        assertThat(BenchmarkText.lines(result(new Load.Clients(64), Map.of(), null)))
                .containsExactly(
                        "write, 64 clients, values of 1,024 bytes, 100 keys, 3 nodes, 1 partition, 10.0 s",
                        "",
                        "operation  count  ops/s  p50 ms  p99 ms  p99.9 ms  max ms",
                        "write      7,000    500    0.50    9.90      10.0    20.0",
                        "",
                        "errors             none",
                        "CPU per operation  servers 200 µs (n1 200), client 100 µs");
    }

    @Test
    void anOpenLoopTellsRefusalsFromOtherErrors() {
        Map<ErrorCode, Long> errors = Map.of(
                ErrorCode.THROTTLING, 2000L, ErrorCode.SERVICE_UNAVAILABLE, 500L, ErrorCode.OUTCOME_UNKNOWN, 300L);
        assertThat(BenchmarkText.lines(result(
                        new Load.Rate(1000, Duration.ofSeconds(10)), errors, new ArrivalCounts(9900, 100, 1500))))
                .startsWith("write, 1,000 requests/s, values of 1,024 bytes, 100 keys, 3 nodes, 1 partition, 10.0 s")
                .contains(
                        "requests           sent 9,900 (at most 1.50 ms late), answered 7,000, unanswered 100,"
                                + " not sent 100",
                        "refused            ThrottlingException 2,000, ServiceUnavailable 500",
                        "other errors       OutcomeUnknown 300");
    }

    @Test
    void theSeriesIsAligned() {
        assertThat(List.of(
                        BenchmarkText.seriesHeadings(),
                        BenchmarkText.seriesLine(new SeriesSecond(7, 4321, 12, 0, 0, 98_765))))
                .containsExactly(
                        "second  answered/s  refused/s  errors/s  not sent/s    p99 ms",
                        "     7       4,321         12         0           0      98.8");
    }
}
