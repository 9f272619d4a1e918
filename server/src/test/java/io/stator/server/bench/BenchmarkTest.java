package io.stator.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
    private static final BenchmarkPlan PLAN = new BenchmarkPlan(Workload.MIXED, 4, 10, 1, 1024, 100, 1);

    @Test
    void eachKindHasARowAndAllTogetherOne() {
        Measurement measured = new Measurement();
        for (int i = 1; i <= 100; i++) {
            measured.succeeded(OperationKind.WRITE, TimeUnit.MICROSECONDS.toNanos(i));
        }
        measured.succeeded(OperationKind.READ, TimeUnit.MICROSECONDS.toNanos(1000));
        measured.failed(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(Benchmark.rows(measured))
                .containsExactly(
                        new BenchmarkResult.Row("write", 100, 50, 99, 100, 100),
                        new BenchmarkResult.Row("read", 1, 1000, 1000, 1000, 1000),
                        new BenchmarkResult.Row("all", 101, 51, 100, 1000, 1000));
        assertThat(measured.errors()).isEqualTo(Map.of(ErrorCode.OUTCOME_UNKNOWN, 1L));
    }

    @Test
    void oneKindNeedsNoTotal() {
        Measurement measured = new Measurement();
        measured.succeeded(OperationKind.READ, 5_000);
        assertThat(Benchmark.rows(measured))
                .extracting(BenchmarkResult.Row::label)
                .containsExactly("read");
        assertThat(Benchmark.rows(new Measurement())).isEmpty();
    }

    @Test
    void theReportIsJson() {
        BenchmarkResult result = new BenchmarkResult(
                PLAN,
                List.of("127.0.0.1:9010"),
                3,
                3,
                Duration.ofSeconds(10),
                List.of(new BenchmarkResult.Row("write", 1000, 50, 99, 100, 200)),
                Map.of(ErrorCode.THROTTLING, 2L),
                Map.of("n1", 100_000_000L, "n2", 50_000_000L),
                20_000_000);
        assertThat(result.serverCpuMicrosPerOperation()).isEqualTo(150.0);
        assertThat(BenchmarkReport.json(result))
                .contains("\"workload\" : \"mixed\"", "\"per_second\" : 100.0", "\"p999_micros\" : 100")
                .contains("\"ThrottlingException\" : 2", "\"server_cpu_micros_per_operation\" : 150.0");
    }

    @Test
    void cpuIsCountedOfNodesThatAnsweredTwice() {
        CpuMeter.Reading before = new CpuMeter.Reading(Map.of("n1", 10L, "n2", 20L), 5);
        CpuMeter.Reading after = new CpuMeter.Reading(Map.of("n1", 30L, "n3", 7L), 9);
        assertThat(after.since(before)).isEqualTo(new CpuMeter.Reading(Map.of("n1", 20L), 4));
    }

    @Test
    void valuesAreRandomAndOfTheSizeAskedFor() {
        BenchmarkItems items = new BenchmarkItems(1024, 1);
        SplittableRandom random = new SplittableRandom(1);
        Item one = items.item(7, random);
        Item other = items.item(7, random);
        assertThat(one).isNotEqualTo(other);
        assertThat(one.get("pk")).isEqualTo(AttributeValue.string("key-000000007"));
        assertThat(one.get("value"))
                .isInstanceOfSatisfying(
                        AttributeValue.B.class,
                        value -> assertThat(value.value().size()).isEqualTo(1024));
    }

    @Test
    void plansHaveLimits() {
        assertThat(new BenchmarkPlan(Workload.READ, BenchmarkPlan.CLIENTS_MAX, 1, 0, 0, 1, 1).clients())
                .isEqualTo(BenchmarkPlan.CLIENTS_MAX);
        assertThatThrownBy(() -> new BenchmarkPlan(Workload.READ, BenchmarkPlan.CLIENTS_MAX + 1, 1, 0, 0, 1, 1))
                .hasMessageStartingWith("--clients: must be 1 to");
        assertThatThrownBy(() -> new BenchmarkPlan(Workload.READ, 1, 1, 0, BenchmarkPlan.VALUE_BYTES_MAX + 1, 1, 1))
                .hasMessageStartingWith("--value-bytes: must be 0 to");
    }

    @Test
    void workloadsAreNamedAsOnTheCommandLine() {
        assertThat(Workload.named("eventual-read")).contains(Workload.EVENTUAL_READ);
        assertThat(Workload.named("EVENTUAL_READ")).isEmpty();
    }
}
