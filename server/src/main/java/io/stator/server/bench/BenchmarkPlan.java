package io.stator.server.bench;

/**
 * What a benchmark does.
 *
 * @param clients logical ones, each with one operation under way
 * @param seconds measured
 * @param warmupSeconds before, not measured
 * @param valueBytes of random bytes in each item
 * @param keys there are, drawn uniformly
 * @param seed of keys and values
 */
public record BenchmarkPlan(
        Workload workload, int clients, int seconds, int warmupSeconds, int valueBytes, int keys, long seed) {
    public static final int CLIENTS_MAX = 100_000;
    public static final int KEYS_MAX = 100_000_000;

    /** Less than DynamoDB's 400 KB for an item, so that there is room for its key. */
    public static final int VALUE_BYTES_MAX = 400_000;

    /** @throws IllegalArgumentException naming what is out of range */
    public BenchmarkPlan {
        check("--clients", clients, 1, CLIENTS_MAX);
        check("--seconds", seconds, 1, 86_400);
        check("--warmup-seconds", warmupSeconds, 0, 86_400);
        check("--value-bytes", valueBytes, 0, VALUE_BYTES_MAX);
        check("--keys", keys, 1, KEYS_MAX);
    }

    private static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": must be " + min + " to " + max + ", not " + value);
        }
    }
}
