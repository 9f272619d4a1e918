package io.stator.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
    private static final BenchmarkPlan PLAN =
            new BenchmarkPlan(Workload.MIXED, new Load.Clients(4), 10, 1, 1024, 100, 1);

    private static final BenchmarkResult OPEN = new BenchmarkResult(
            new BenchmarkPlan(Workload.WRITE, new Load.Rate(100, Duration.ofSeconds(10)), 10, 1, 1024, 100, 1),
            List.of("127.0.0.1:9010"),
            3,
            3,
            Duration.ofSeconds(10),
            List.of(new BenchmarkResult.Row("write", 700, 500, 50, 99, 100, 200)),
            Map.of(ErrorCode.THROTTLING, 200L, ErrorCode.SERVICE_UNAVAILABLE, 50L, ErrorCode.OUTCOME_UNKNOWN, 30L),
            Map.of("n1", 100_000_000L),
            20_000_000,
            new ArrivalCounts(990, 10, 1500),
            List.of(new SeriesSecond(1, 90, 5, 3, 2, 70)));

    @Test
    void eachKindHasARowAndAllTogetherOne() {
        Measurement measured = new Measurement();
        for (int i = 1; i <= 100; i++) {
            measured.succeeded(OperationKind.WRITE, TimeUnit.MICROSECONDS.toNanos(i));
        }
        measured.succeeded(OperationKind.READ, TimeUnit.MICROSECONDS.toNanos(1000));
        measured.failed(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(Benchmark.rows(measured, measured))
                .containsExactly(
                        new BenchmarkResult.Row("write", 100, 100, 50, 99, 100, 100),
                        new BenchmarkResult.Row("read", 1, 1, 1000, 1000, 1000, 1000),
                        new BenchmarkResult.Row("all", 101, 101, 51, 100, 1000, 1000));
        assertThat(measured.errors()).isEqualTo(Map.of(ErrorCode.OUTCOME_UNKNOWN, 1L));
    }

    @Test
    void oneKindNeedsNoTotal() {
        Measurement measured = new Measurement();
        measured.succeeded(OperationKind.READ, 5_000);
        assertThat(Benchmark.rows(measured, measured))
                .extracting(BenchmarkResult.Row::label)
                .containsExactly("read");
        assertThat(Benchmark.rows(new Measurement(), new Measurement())).isEmpty();
    }

    @Test
    void theReportIsJson() {
        BenchmarkResult result = new BenchmarkResult(
                PLAN,
                List.of("127.0.0.1:9010"),
                3,
                3,
                Duration.ofSeconds(10),
                List.of(new BenchmarkResult.Row("write", 1000, 1000, 50, 99, 100, 200)),
                Map.of(ErrorCode.THROTTLING, 2L),
                Map.of("n1", 100_000_000L, "n2", 50_000_000L),
                20_000_000,
                null,
                List.of());
        assertThat(result.serverCpuMicrosPerOperation()).isEqualTo(150.0);
        assertThat(BenchmarkReport.json(result))
                .contains("\"workload\" : \"mixed\"", "\"per_second\" : 100.0", "\"p999_micros\" : 100")
                .contains("\"ThrottlingException\" : 2", "\"server_cpu_micros_per_operation\" : 150.0")
                .contains("\"clients\" : 4")
                .doesNotContain("rate", "requests", "series");
    }

    @Test
    void theReportOfAnOpenLoopSaysWhatBecameOfEveryRequest() {
        assertThat(BenchmarkReport.json(OPEN).replaceAll("\\s", ""))
                .contains("\"rate\":100,\"under_way_max\":100000,")
                .contains("\"count\":700,\"per_second\":50.0,")
                .contains("\"requests\":{\"sent\":990,\"answered\":700,\"refused\":250,\"failed\":30,"
                        + "\"unanswered\":10,\"not_sent\":10,\"latest_send_micros\":1500}")
                .contains("\"series\":[{\"second\":1,\"answered\":90,\"refused\":5,\"failed\":3,\"not_sent\":2,"
                        + "\"p99_micros\":70}]")
                .contains("\"server_cpu_micros_per_operation\":200.0")
                .doesNotContain("clients");
    }

    @Test
    void rateAndCpuAreOfWhatEndedInTheMeasuredTime() {
        Measurement arrived = new Measurement();
        arrived.succeeded(OperationKind.READ, 5_000);
        Measurement inTime = new Measurement();
        inTime.succeeded(OperationKind.READ, 9_000);
        inTime.succeeded(OperationKind.READ, 9_000);
        assertThat(Benchmark.rows(arrived, inTime)).containsExactly(new BenchmarkResult.Row("read", 1, 2, 5, 5, 5, 5));
    }

    @Test
    void cpuIsCountedOfNodesThatAnsweredTwice() {
        CpuReading before = new CpuReading(Map.of("n1", 10L, "n2", 20L), 5);
        CpuReading after = new CpuReading(Map.of("n1", 30L, "n3", 7L), 9);
        assertThat(after.since(before)).isEqualTo(new CpuReading(Map.of("n1", 20L), 4));
    }

    @Test
    void valuesAreRandomAndOfTheSizeAskedFor() {
        BenchmarkItems items = new BenchmarkItems(1024, 1);
        SplittableRandom random = new SplittableRandom(1);
        BenchmarkTarget.Entry one = items.entry(7, random);
        BenchmarkTarget.Entry other = items.entry(7, random);
        assertThat(one).isNotEqualTo(other);
        assertThat(one.key()).isEqualTo("key-000000007");
        assertThat(one.value().size()).isEqualTo(1024);
    }

    @Test
    void plansHaveLimits() {
        assertThat(new Load.Clients(Load.Clients.MAX).count()).isEqualTo(Load.Clients.MAX);
        assertThatThrownBy(() -> new Load.Clients(Load.Clients.MAX + 1))
                .hasMessageStartingWith("--clients: must be 1 to");
        assertThat(new Load.Rate(Load.Rate.MAX, Duration.ofSeconds(10)).perSecond())
                .isEqualTo(Load.Rate.MAX);
        assertThatThrownBy(() -> new Load.Rate(Load.Rate.MAX + 1, Duration.ofSeconds(10)))
                .hasMessageStartingWith("--rate: must be 1 to");
        assertThatThrownBy(() -> plan(BenchmarkPlan.VALUE_BYTES_MAX + 1))
                .hasMessageStartingWith("--value-bytes: must be 0 to");
    }

    @Test
    void whatIsUnderWayIsLimitedInNumberAndBytes() {
        assertThat(plan(0).underWayMax()).isEqualTo(BenchmarkPlan.UNDER_WAY_MAX);
        assertThat(plan(1024).underWayMax()).isEqualTo(BenchmarkPlan.UNDER_WAY_MAX);
        assertThat(plan(128 << 10).underWayMax()).isEqualTo(1024);
    }

    private static BenchmarkPlan plan(int valueBytes) {
        return new BenchmarkPlan(Workload.READ, new Load.Rate(1, Duration.ofSeconds(10)), 1, 0, valueBytes, 1, 1);
    }

    @Test
    void workloadsAreNamedAsOnTheCommandLine() {
        assertThat(Workload.named("eventual-read")).contains(Workload.EVENTUAL_READ);
        assertThat(Workload.named("EVENTUAL_READ")).isEmpty();
    }
}
