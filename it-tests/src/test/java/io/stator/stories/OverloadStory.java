package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.server.bench.Benchmark;
import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.BenchmarkProgress;
import io.stator.server.bench.BenchmarkResult;
import io.stator.server.bench.BenchmarkResult.Row;
import io.stator.server.bench.Load;
import io.stator.server.bench.SeriesSecond;
import io.stator.server.bench.StatorTarget;
import io.stator.server.bench.Workload;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.NodePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * At ten times what a cluster can do: no node takes more memory than {@code memory.bytes}, requests are refused early, what is
 * accepted is answered, and then all is as before.
 *
 * <p>{@code -Dstator.overload.seconds=600} is the long form, of small values and then of large ones. How long it takes until
 * all is as before, for some seconds in a row, is printed, and in how many seconds it was not.
 * {@code -Dstator.recovery.seconds.max=5} holds the cluster to it, on a machine with nothing else to do; without it that must
 * be within a minute: nodes, client and judge on two busy cores take as long as they take.
 */
class OverloadStory {
    private static final int SECONDS = Integer.getInteger("stator.overload.seconds", 4);
    private static final List<Integer> VALUE_BYTES = valueBytes();
    private static final int RECOVERY_SECONDS = Math.max(4, SECONDS / 10);
    private static final int PEAK_SECONDS = Math.min(60, SECONDS);

    /** So many in a row, and all is as before. */
    private static final int NORMAL_SECONDS = 3;

    private static final int RECOVERY_SECONDS_MAX = Integer.getInteger("stator.recovery.seconds.max", 60);
    private static final int TIMES = 10;
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final long MEMORY_BYTES = 768L << 20;
    private static final long PRELOADED_BYTES = 20L << 20;

    /** Of what is offered; a request may end in the next second. */
    private static final double NORMAL = 0.98;

    /** Tells nobody. */
    private static final BenchmarkProgress SILENT = new BenchmarkProgress() {
        @Override
        public void phase(String line) {}

        @Override
        public void second(SeriesSecond second) {}
    };

    private static List<Integer> valueBytes() {
        Integer only = Integer.getInteger("stator.overload.value.bytes");
        if (only != null) {
            return List.of(only);
        }
        return SECONDS < 60 ? List.of(10_000) : List.of(1_024, 100_000);
    }

    @Test
    void aClusterWithTooMuchToDoKeepsToItsMemoryAndComesBack() throws Exception {
        Path directory = ClusterFolder.emptied("overload");
        LocalClusterSpec spec = LocalClusterSpec.onFreePorts(directory, ClusterFolder.NODES)
                .withPartitions(ClusterFolder.PARTITIONS)
                .withJvmOptions(List.of("-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=logback.xml"))
                .withSetting("memory.bytes", Long.toString(MEMORY_BYTES));
        try (ClusterFolder folder = ClusterFolder.start(spec)) {
            for (int valueBytes : VALUE_BYTES) {
                overload(folder.cluster(), valueBytes);
            }
        }
    }

    private static void overload(LocalCluster cluster, int valueBytes) throws Exception {
        BenchmarkResult peak = run(cluster, new Load.Clients(CLIENTS), PEAK_SECONDS, PEAK_SECONDS, valueBytes);
        int perSecond = (int) Math.max(1, peak.perSecond(all(peak)));
        BenchmarkResult over = run(cluster, new Load.Rate(TIMES * perSecond, DEADLINE), SECONDS, 0, valueBytes);
        int quarter = Math.max(1, perSecond / 4);
        BenchmarkResult after;
        OptionalInt normal;
        int recovered = 0;
        // Until one of them ends well.
        do {
            after = run(cluster, new Load.Rate(quarter, DEADLINE), RECOVERY_SECONDS, 0, valueBytes);
            normal = normalAfter(after.series(), quarter);
            recovered += normal.orElse(RECOVERY_SECONDS);
        } while (normal.isEmpty() && recovered <= RECOVERY_SECONDS_MAX);
        System.out.printf(
                "overload: values of %d bytes: peak %,d/s, p99 %.1f ms; offered %,d/s for %d s: answered %,.0f/s, p99 %.1f ms, "
                        + "refused or not %s; at a quarter of the peak normal after %d s, %d of all %d s were not, p99 %.1f ms%n",
                valueBytes,
                perSecond,
                all(peak).p99() / 1000.0,
                TIMES * perSecond,
                SECONDS,
                over.perSecond(all(over)),
                all(over).p99() / 1000.0,
                over.errors(),
                recovered,
                after.series().stream()
                        .filter(second -> !isNormal(second, quarter))
                        .count(),
                RECOVERY_SECONDS,
                all(after).p99() / 1000.0);
        for (NodePlace place : cluster.places()) {
            long bytes = memoryPeak(cluster.pid(place.number()).orElseThrow());
            System.out.printf(
                    "overload: %s took %d MB at most, of %d%n", place.nodeId(), bytes >> 20, MEMORY_BYTES >> 20);
            assertThat(bytes).isLessThanOrEqualTo(MEMORY_BYTES);
        }
        // What a client gave up at its deadline may have been written.
        assertThat(over.errors().keySet())
                .allMatch(code -> BenchmarkResult.isRefusal(code) || code == ErrorCode.OUTCOME_UNKNOWN);
        assertThat(recovered).isLessThanOrEqualTo(RECOVERY_SECONDS_MAX);
    }

    private static BenchmarkResult run(LocalCluster cluster, Load load, int seconds, int warmupSeconds, int valueBytes)
            throws InterruptedException {
        List<String> addresses = List.of(cluster.addresses());
        Duration deadline = load instanceof Load.Rate rate ? rate.deadline() : PATIENCE;
        try (StatorClient preparing = StatorClient.builder()
                        .addresses(addresses)
                        .deadline(PATIENCE)
                        .build();
                StatorClient measured = StatorClient.builder()
                        .addresses(addresses)
                        .deadline(deadline)
                        .build();
                StatorTarget target =
                        new StatorTarget(new StatorTarget.Connections(preparing, measured), addresses.get(0))) {
            int keys = (int) Math.min(10_000, PRELOADED_BYTES / valueBytes);
            BenchmarkPlan plan = new BenchmarkPlan(Workload.MIXED, load, seconds, warmupSeconds, valueBytes, keys, 1);
            return new Benchmark(target, addresses, plan, SILENT).run();
        }
    }

    private static Row all(BenchmarkResult result) {
        return result.rows().get(result.rows().size() - 1);
    }

    /** How many seconds went by before the first of some in a row that are normal; empty: there were none. */
    private static OptionalInt normalAfter(List<SeriesSecond> series, int perSecond) {
        return IntStream.rangeClosed(0, series.size() - NORMAL_SECONDS)
                .filter(start -> series.subList(start, start + NORMAL_SECONDS).stream()
                        .allMatch(second -> isNormal(second, perSecond)))
                .findFirst();
    }

    private static boolean isNormal(SeriesSecond second, int perSecond) {
        return second.answered() >= NORMAL * perSecond && second.refused() + second.failed() == 0;
    }

    /** The most memory the process ever had. */
    private static long memoryPeak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
