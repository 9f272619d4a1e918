package io.stator.server.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.server.bench.LoadWindow;
import io.stator.server.bench.LoadWindow.Latencies;
import io.stator.server.soak.NodeCounters;
import io.stator.server.soak.NodeSample;
import io.stator.server.soak.SoakVerdict;
import io.stator.server.soak.SoakWindow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakTextTest {
    private static NodeSample node(String id, long megabytes) {
        return new NodeSample(
                id,
                megabytes << 20,
                megabytes << 20,
                60 << 20,
                8 << 20,
                400 << 20,
                Map.of(1L, 900L),
                new NodeCounters(2, 3, 1, 100));
    }

    @Test
    void aWindowIsOneLine() {
        LoadWindow load = new LoadWindow(
                new Latencies(1_500, 4_000, 10_000, 50_000), new Latencies(1_500, 500, 2_000, 9_000), 1, 2, 3);
        SoakWindow window = new SoakWindow(7, load, List.of(node("n1", 500), node("n2", 510)));
        assertThat(SoakText.windows(List.of(window), 5).stream()
                        .map(line -> line.strip().replaceAll("  +", " | ")))
                .containsExactly(
                        "window | ops/s | write p50 | p99 ms | read p50 | p99 ms | missed | RSS MB | live heap MB | log MB"
                                + " | state MB | checkpoints | purged | flushes | compactions",
                        "7 | 600 | 4.00 | 10.0 | 0.50 | 2.00 | 6 | 500/510 | 60/60 | 8/8 | 400/400 | 4 | 200 | 6 | 2");
    }

    @Test
    void aBrokenRuleStandsOut() {
        assertThat(SoakText.findings(List.of(
                        new SoakVerdict.Finding("load", true, "fine"),
                        new SoakVerdict.Finding("replicas", false, "no"))))
                .containsExactly("rule           found", "load      yes  fine", "replicas  NO   no");
    }
}
