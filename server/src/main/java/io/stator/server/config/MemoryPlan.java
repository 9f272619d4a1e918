package io.stator.server.config;

import io.stator.consensus.ratis.RatisSettings;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * How a node that is a process of its own divides what it may take in all ({@code memory.bytes}) among the JVM's heap,
 * direct buffers, the block cache and the writes not yet flushed. The rest is for what has no limit of its own: code, classes,
 * threads, the collector's tables, RocksDB's and the allocator's own.
 *
 * @param heapBytes at most
 * @param directBytes at most
 * @param receivedBytes of the direct buffers, what clients' and nodes' messages may hold that have not arrived whole
 */
public record MemoryPlan(long heapBytes, long directBytes, long receivedBytes) {
    /** Names of all that it depends on. */
    public static final Set<String> SETTINGS = Set.of(
            Setting.MEMORY_BYTES.settingName(),
            Setting.STORAGE_CACHE_BYTES.settingName(),
            Setting.STORAGE_WRITEBUFFER_BYTES.settingName());

    static final long HEAP_BYTES_MIN = 128L << 20;

    private static final long REST_BYTES_MIN = 224L << 20;
    private static final int REST_PERCENT = 10;
    private static final int LOG_PERCENT_OF_HEAP = 30;

    /** What is left must do for all else. */
    private static final int LOG_PERCENT_OF_HEAP_MAX = 50;

    /** By what the consensus module sets. */
    private static final int SEGMENTS_CACHED = 2;

    private static final long SEGMENT_BYTES_MIN = 1L << 20;
    private static final long SEGMENT_BYTES_MAX = 16L << 20;
    private static final int CACHE_PERCENT = 22;
    private static final int WRITE_BUFFER_PERCENT = 12;
    private static final int DIRECT_PERCENT_OF_JVM = 21;

    /** For what is being received and sent, whatever it is, beside the logs' buffers. */
    private static final long TRANSPORT_BYTES_MIN = 64L << 20;

    /** The rest is for what is sent, and for Raft. */
    private static final int RECEIVED_PERCENT_OF_TRANSPORT = 50;

    /** A JVM rounds its heap up to whole regions, of 32 MB at most. */
    private static final long ROUNDED_BYTES_MAX = 32L << 20;

    /** What is left for the JVM beside the block cache and the writes not yet flushed, with as many replicas as at its founding. */
    public static MemoryPlan of(NodeSettings settings) {
        return of(settings, settings.replicasAtFounding());
    }

    /** @param replicas of partitions, on this node; and there is the catalog's */
    public static MemoryPlan of(NodeSettings settings, int replicas) {
        long jvm = planned(settings.number(Setting.MEMORY_BYTES))
                - settings.number(Setting.STORAGE_CACHE_BYTES)
                - settings.number(Setting.STORAGE_WRITEBUFFER_BYTES);
        long logBuffers = (replicas + 1L) * RatisSettings.LOG_BUFFER_BYTES;
        long direct = Math.max(jvm * DIRECT_PERCENT_OF_JVM / 100, logBuffers + TRANSPORT_BYTES_MIN);
        return new MemoryPlan(jvm - direct, direct, (direct - logBuffers) * RECEIVED_PERCENT_OF_TRANSPORT / 100);
    }

    static long cacheBytes(long memoryBytes) {
        return planned(memoryBytes) * CACHE_PERCENT / 100;
    }

    static long writeBufferBytes(long memoryBytes) {
        return planned(memoryBytes) * WRITE_BUFFER_PERCENT / 100;
    }

    /**
     * Of each log, the entries of its newest segments are in the heap: of the one that is written, and of {@link
     * #SEGMENTS_CACHED} before it. So their size follows from how many logs a node may have.
     *
     * @param partitions of the cluster, all of which may have a replica on the node; and there is the catalog
     */
    static long segmentBytes(long heapBytes, int partitions) {
        long share = heapBytes * LOG_PERCENT_OF_HEAP / 100 / logBytes(1, partitions);
        return Math.max(SEGMENT_BYTES_MIN, Math.min(SEGMENT_BYTES_MAX, share >> 20 << 20));
    }

    /**
     * Of the newest segments of all logs: those of the partitions' replicas, and the catalog's.
     *
     * @param replicas on this node
     */
    static long logBytes(long segmentBytes, int replicas) {
        return (1 + SEGMENTS_CACHED) * segmentBytes * (replicas + 1L);
    }

    boolean hasRoomForLogs(long logBytes) {
        return logBytes <= heapBytes * LOG_PERCENT_OF_HEAP_MAX / 100;
    }

    private static long planned(long memoryBytes) {
        return memoryBytes - REST_BYTES_MIN - memoryBytes * REST_PERCENT / 100;
    }

    boolean isEnough() {
        return heapBytes >= HEAP_BYTES_MIN;
    }

    /** Such that a JVM keeps to it; where there is not enough, such that it starts, and the node says what is wrong. */
    public List<String> jvmOptions() {
        return List.of(
                "-Xms" + megabytes(HEAP_BYTES_MIN),
                "-Xmx" + megabytes(Math.max(heapBytes, HEAP_BYTES_MIN)),
                "-XX:MaxDirectMemorySize=" + megabytes(directBytes),
                "-XX:+ExitOnOutOfMemoryError");
    }

    /** @throws StartupException if this JVM may take more */
    public void checkThisJvm() {
        check(Runtime.getRuntime().maxMemory(), directBytesMax());
    }

    void check(long heapMax, long directMax) {
        if (heapMax + directMax - ROUNDED_BYTES_MAX > heapBytes + directBytes) {
            throw new StartupException(List.of("memory.bytes: leaves the JVM " + megabytes(heapBytes + directBytes)
                    + " of it"
                    + ", but its options let it take " + megabytes(heapMax) + " of heap and " + megabytes(directMax)
                    + " of direct buffers (-Xmx, -XX:MaxDirectMemorySize)"));
        }
    }

    /** Where there is no option, it is as much as the heap. */
    private static long directBytesMax() {
        com.sun.management.HotSpotDiagnosticMXBean options =
                ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
        long given = Long.parseLong(options.getVMOption("MaxDirectMemorySize").getValue());
        return given == 0 ? Runtime.getRuntime().maxMemory() : given;
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + "m";
    }
}
