package io.stator.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of which a look at a node consists. */
class NodeProbeTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void metricsAreSummedOverTheirLabels() {
        MetricsText metrics = new MetricsText(String.join(
                "\n",
                "# HELP stator_store_flushes_total",
                "stator_store_flushes_total{node=\"n1\",kind=\"a b\"} 3.0",
                "stator_store_flushes_total{node=\"n1\",kind=\"c\"} 1.5E1",
                "stator_store_flushes_total_other{node=\"n1\"} 100.0",
                "plain 7",
                ""));
        assertThat(metrics.sum("stator_store_flushes_total")).isEqualTo(18);
        assertThat(metrics.sum("plain")).isEqualTo(7);
        assertThat(metrics.sum("absent")).isZero();
    }

    @Test
    void aFileWithTwoNamesCountsOnceAndLogsCountApart() throws IOException {
        Path group = directory.resolve("raft/group/current");
        Path store = directory.resolve("replicas/group/generation-1");
        Files.createDirectories(group);
        Files.createDirectories(store);
        Files.write(group.resolve("log_inprogress_7"), new byte[100]);
        Files.write(group.resolve("raft-meta"), new byte[10]);
        Files.write(store.resolve("000012.sst"), new byte[1_000]);
        Files.createLink(group.resolve("000012.sst"), store.resolve("000012.sst"));
        Files.write(directory.resolve("identity"), new byte[10_000]);
        assertThat(DiskUse.of(directory)).isEqualTo(new DiskUse(100, 1_010));
        assertThat(DiskUse.of(directory.resolve("nowhere"))).isEqualTo(new DiskUse(0, 0));
    }

    @Test
    void aProcessesMemoryIsReadFromItsStatus() throws IOException {
        List<String> status = List.of("Name:\tjava", "VmHWM:\t  2048 kB", "VmRSS:\t  1024 kB", "Threads:\t99");
        assertThat(ProcessMemory.of(status)).isEqualTo(new ProcessMemory(1 << 20, 2 << 20));
        assertThatThrownBy(() -> ProcessMemory.of(List.of("Name:\tjava"))).isInstanceOf(IOException.class);
    }

    @Test
    void aNewProcessCountsFromZero() {
        NodeCounters before = new NodeCounters(10, 20, 5, 1_000);
        assertThat(new NodeCounters(12, 25, 5, 1_500).since(before, 500)).isEqualTo(new NodeCounters(2, 5, 0, 500));
        assertThat(new NodeCounters(1, 2, 0, 1_500).since(before, 500)).isEqualTo(new NodeCounters(1, 2, 0, 500));
    }

    @Test
    void whatWasPurgedIsWhereLogsBeginLaterThanBefore() {
        assertThat(purged(Map.of(1L, 100L, 2L, 50L), Map.of(1L, 130L, 2L, 50L))).isEqualTo(30);
        assertThat(purged(Map.of(1L, 100L), Map.of(1L, 100L, 2L, 50L)))
                .as("a replica that was not open the last time")
                .isZero();
        assertThat(purged(Map.of(1L, 100L), Map.of(1L, 0L))).isZero();
    }

    private static long purged(Map<Long, Long> before, Map<Long, Long> now) {
        return sample(now).since(sample(before)).counters().purgedEntries();
    }

    private static NodeSample sample(Map<Long, Long> logStarts) {
        return new NodeSample("n1", 1, 1, 1, 1, 1, logStarts, new NodeCounters(1, 1, 1, 1));
    }

    @Test
    void theDataSetIsAsManyTimesTheCacheAsIsAskedFor() {
        assertThat(SoakPlan.keys(100 << 20, 4, 1024)).isEqualTo(4 * 100 * 1024);
        assertThat(SoakPlan.keys(1, 1, 1024)).isEqualTo(1);
        assertThatThrownBy(() -> SoakPlan.keys(100 << 20, 0, 1024)).hasMessageContaining("--cache-times");
        assertThatThrownBy(() -> SoakPlan.keys(100 << 20, 1e9, 1)).hasMessageContaining("--cache-times");
        assertThat(SoakPlan.nodeSettings(Map.of("memory.bytes", "1GB")))
                .containsEntry("memory.bytes", "1GB")
                .containsEntry("checkpoint.bytes", "4MB");
    }
}
