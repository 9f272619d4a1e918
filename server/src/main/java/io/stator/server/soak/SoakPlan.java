package io.stator.server.soak;

import io.stator.server.bench.BenchmarkPlan;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long and hard it goes.
 *
 * @param load at a constant rate; its seconds are the measured time
 * @param windowSeconds that each window of the measured time has; what is left at the end is in none
 * @param killEvery so many windows a node is killed, the next one each time, and started again a window later; 0: none is; not 1
 */
public record SoakPlan(BenchmarkPlan load, int windowSeconds, int killEvery) {
    /** Four quarters, of two windows each: one alone says nothing. */
    public static final int WINDOWS_MIN = 8;

    /**
     * What nodes are given so that all that comes seldom comes often. The least memory, so that the data set that is a
     * multiple of the block cache is soon there; a checkpoint of each replica after 4 MB of log, which flushes, so that files
     * pile up and are compacted; logs in files of 2 MB, of which few are kept.
     */
    public static final Map<String, String> NODE_SETTINGS = Map.of(
            "memory.bytes", "768MB",
            "checkpoint.bytes", "4MB",
            "raft.segment.bytes", "2MB",
            "log.preserve.entries", "1000");

    /** @throws IllegalArgumentException naming what is out of range */
    public SoakPlan {
        if (windowSeconds < 1) {
            throw new IllegalArgumentException("--window-seconds: must be at least 1");
        }
        if (load.seconds() / windowSeconds < WINDOWS_MIN) {
            throw new IllegalArgumentException(
                    "--window-seconds: at least " + WINDOWS_MIN + " windows must fit into the time");
        }
        if (killEvery < 0 || killEvery == 1) {
            // The next would be killed when the last is just being started.
            throw new IllegalArgumentException("--kill-every: must be 0, or 2 and more");
        }
    }

    public int windows() {
        return load.seconds() / windowSeconds;
    }

    /** {@link #NODE_SETTINGS}, and others that win. */
    public static Map<String, String> nodeSettings(Map<String, String> others) {
        Map<String, String> settings = new TreeMap<>(NODE_SETTINGS);
        settings.putAll(others);
        return settings;
    }

    /**
     * How many values it takes until they are so many times the block cache.
     *
     * @throws IllegalArgumentException if that is none, or more than can be
     */
    public static int keys(long blockCacheBytes, double times, int valueBytes) {
        double keys = Math.ceil(blockCacheBytes * times / Math.max(1, valueBytes));
        if (!(keys >= 1 && keys <= BenchmarkPlan.KEYS_MAX)) {
            throw new IllegalArgumentException(
                    "--cache-times: must come to 1 to " + BenchmarkPlan.KEYS_MAX + " values");
        }
        return (int) keys;
    }
}
