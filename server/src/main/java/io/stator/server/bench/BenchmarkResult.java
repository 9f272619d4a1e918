package io.stator.server.bench;

import io.stator.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark measured.
 *
 * @param elapsed measured time
 * @param rows one for each kind of operation, and one of all if there are several
 * @param errors of operations that failed; they are in no row
 * @param nodeCpuNanos spent in the measured time, by node
 * @param clientCpuNanos of this process
 * @param arrivals null: the loop was a closed one
 * @param series of an open loop, one for each second
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
        long clientCpuNanos,
        @Nullable ArrivalCounts arrivals,
        List<SeriesSecond> series) {

    /**
     * Latencies in microseconds; an open loop's from the intended start.
     *
     * @param inTime of all operations that ended in the measured time, by which rates and CPU are counted. An open
     *     loop's differ from the operations, which are those that should have started in it.
     */
    public record Row(String label, long operations, long inTime, long p50, long p99, long p999, long max) {}

    /** That succeeded, of all kinds. */
    public long operations() {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).operations();
    }

    private long inTime() {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).inTime();
    }

    public double perSecond(Row row) {
        return row.inTime() / (elapsed.toNanos() / 1e9);
    }

    /** Whether it says no for now: too much to do, the table's throughput used up, or nobody there. */
    public static boolean isRefusal(ErrorCode code) {
        return code == ErrorCode.THROTTLING
                || code == ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED
                || code == ErrorCode.SERVICE_UNAVAILABLE;
    }

    static long refused(Map<ErrorCode, Long> errors) {
        return errors.entrySet().stream()
                .filter(error -> isRefusal(error.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static long failed(Map<ErrorCode, Long> errors) {
        return errors.values().stream().mapToLong(Long::longValue).sum() - refused(errors);
    }

    /** Sent, but still under way when the benchmark gave up waiting. */
    public long unanswered(ArrivalCounts counts) {
        return counts.sent() - operations() - refused(errors) - failed(errors);
    }

    /** Of all nodes together, microseconds; 0 without operations. */
    public double serverCpuMicrosPerOperation() {
        return microsPerOperation(
                nodeCpuNanos.values().stream().mapToLong(Long::longValue).sum());
    }

    public double clientCpuMicrosPerOperation() {
        return microsPerOperation(clientCpuNanos);
    }

    public double microsPerOperation(long cpuNanos) {
        return inTime() == 0 ? 0 : cpuNanos / 1000.0 / inTime();
    }
}
