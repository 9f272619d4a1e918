package io.stator.harness.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private static Operation operation(Function function, Outcome outcome, long from, long to) {
        return new Operation(0, "k", function, outcome, from, to);
    }

    @Test
    void aMismatchIsAnAnswerAndAFailureAndADoubtAreNot() {
        List<Operation> operations = List.of(
                operation(new Function.CompareAndSet("1", "2"), new Outcome.Mismatched(), 0, 10),
                operation(new Function.Write("1"), new Outcome.Done(), 0, 30),
                operation(new Function.Write("2"), new Outcome.Failed(), 0, 5_000),
                operation(new Function.Write("3"), new Outcome.Unknown(), 0, Operation.NEVER));
        WorkloadSummary summary = WorkloadSummary.of(operations);
        assertThat(summary.all().counts()).isEqualTo(new EndingCounts(2, 1, 1));
        assertThat(summary.all().latencies().quantileNanos(1)).isEqualTo(30);
        assertThat(summary.functions())
                .extracting(WorkloadSummary.Row::name)
                .containsExactly("compare-and-set", "write");
        assertThat(summary.functions().get(1).counts()).isEqualTo(new EndingCounts(1, 1, 1));
    }

    @Test
    void quantilesAreLatenciesThatWereMeasured() {
        List<Operation> operations = new ArrayList<>();
        for (int millis = 1; millis <= 1000; millis++) {
            operations.add(operation(new Function.Read(), new Outcome.Found(null), 0, millis * MILLI));
        }
        Latencies latencies = Latencies.of(operations);
        assertThat(latencies.quantileNanos(0.5)).isEqualTo(500 * MILLI);
        assertThat(latencies.quantileNanos(0.99)).isEqualTo(990 * MILLI);
        assertThat(latencies.quantileNanos(0.999)).isEqualTo(999 * MILLI);
        assertThat(latencies.quantileNanos(1)).isEqualTo(1000 * MILLI);
    }

    @Test
    void operationsAreCountedWhenTheyEndAndMeasuredWhenTheyBegin() {
        List<Operation> operations = List.of(
                operation(new Function.Write("1"), new Outcome.Done(), 100 * MILLI, 2500 * MILLI),
                operation(new Function.Write("2"), new Outcome.Unknown(), 3 * SECOND, Operation.NEVER));
        TimeBuckets buckets = TimeBuckets.of(operations, 4 * SECOND, 4);
        assertThat(buckets.widthNanos()).isEqualTo(SECOND);
        assertThat(buckets.buckets())
                .extracting(bucket -> bucket.rate(Ending.OK))
                .containsExactly(0.0, 0.0, 1.0, 0.0);
        assertThat(buckets.buckets())
                .extracting(bucket -> bucket.rate(Ending.UNKNOWN))
                .containsExactly(0.0, 0.0, 0.0, 1.0);
        assertThat(buckets.buckets().get(0).begun().quantileNanos(0.5)).isEqualTo(2400 * MILLI);
        assertThat(buckets.buckets().get(2).begun().isEmpty()).isTrue();
    }

    @Test
    void theLastBucketIsNeverATinyRest() {
        TimeBuckets longer = TimeBuckets.of(List.of(), 10 * SECOND + 100 * MILLI, 12);
        assertThat(longer.buckets()).hasSize(10);
        assertThat(longer.buckets().get(9).toNanos()).isEqualTo(10 * SECOND + 100 * MILLI);
        TimeBuckets shorter = TimeBuckets.of(List.of(), 10 * SECOND + 600 * MILLI, 12);
        assertThat(shorter.buckets()).hasSize(11);
    }

    @Test
    void whatEndsAfterTheRunIsCountedInTheLastBucket() {
        Operation late = operation(new Function.Read(), new Outcome.Found(null), SECOND, 90 * SECOND);
        TimeBuckets buckets = TimeBuckets.of(List.of(late), 2 * SECOND, 2);
        assertThat(buckets.buckets().get(1).ended()).isEqualTo(new EndingCounts(1, 0, 0));
    }
}
