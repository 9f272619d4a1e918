package io.stator.server.bench;

import io.stator.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark measured.
 *
 * @param elapsed measured time
 * @param rows one for each kind of operation, and one of all if there are several
 * @param errors of operations that failed; they are in no row
 * @param nodeCpuNanos spent in the measured time, by node
 * @param clientCpuNanos of this process
 */
public record BenchmarkResult(
        BenchmarkPlan plan,
        List<String> endpoints,
        int nodes,
        int partitions,
        Duration elapsed,
        List<Row> rows,
        Map<ErrorCode, Long> errors,
        Map<String, Long> nodeCpuNanos,
        long clientCpuNanos) {

    /** Latencies in microseconds. */
    public record Row(String label, long operations, long p50, long p99, long p999, long max) {}

    /** That succeeded, of all kinds. */
    public long operations() {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).operations();
    }

    double perSecond(long operations) {
        return operations / (elapsed.toNanos() / 1e9);
    }

    /** Of all nodes together, microseconds; 0 without operations. */
    public double serverCpuMicrosPerOperation() {
        long nanos = nodeCpuNanos.values().stream().mapToLong(Long::longValue).sum();
        return operations() == 0 ? 0 : nanos / 1000.0 / operations();
    }

    public double clientCpuMicrosPerOperation() {
        return operations() == 0 ? 0 : clientCpuNanos / 1000.0 / operations();
    }
}
