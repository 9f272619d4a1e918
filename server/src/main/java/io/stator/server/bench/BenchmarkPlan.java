package io.stator.server.bench;

/**
 * What a benchmark does.
 *
 * @param seconds measured
 * @param warmupSeconds before, not measured
 * @param valueBytes of random bytes in each item
 * @param keys there are, drawn uniformly
 * @param seed of keys and values
 */
public record BenchmarkPlan(
        Workload workload, Load load, int seconds, int warmupSeconds, int valueBytes, int keys, long seed) {
    public static final int KEYS_MAX = 100_000_000;

    /** Less than DynamoDB's 400 KB for an item, so that there is room for its key. */
    public static final int VALUE_BYTES_MAX = 400_000;

    /** Requests of an open loop under way at once: what waits in this process must have an end. */
    public static final int UNDER_WAY_MAX = 100_000;

    /** Bytes of values of an open loop under way at once: an eighth of the heap that ./stator gives bench. */
    public static final int UNDER_WAY_BYTES_MAX = 128 << 20;

    /** @throws IllegalArgumentException naming what is out of range */
    public BenchmarkPlan {
        check("--seconds", seconds, 1, 86_400);
        check("--warmup-seconds", warmupSeconds, 0, 86_400);
        check("--value-bytes", valueBytes, 0, VALUE_BYTES_MAX);
        check("--keys", keys, workload.itemsPerOperation(), KEYS_MAX);
    }

    /** The most requests of an open loop that are under way at once. */
    public int underWayMax() {
        return Math.min(UNDER_WAY_MAX, UNDER_WAY_BYTES_MAX / Math.max(1, valueBytes));
    }

    static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": must be " + min + " to " + max + ", not " + value);
        }
    }
}
