package io.stator.server.bench;

/**
 * What happened in a part of an open loop's measured time: answers count when they came, requests that were not sent when
 * they were due.
 *
 * @param reads strong and eventual ones
 * @param refused for now ({@link BenchmarkResult#isRefusal})
 * @param failed otherwise
 */
public record LoadWindow(Latencies writes, Latencies reads, long refused, long failed, long notSent) {

    /** Of those that were answered, in microseconds from the intended start; 0 without any. */
    public record Latencies(long count, long p50, long p99, long max) {}

    public long answered() {
        return writes.count() + reads.count();
    }

    /** All that came due and was not answered well. */
    public long missed() {
        return refused + failed + notSent;
    }
}
