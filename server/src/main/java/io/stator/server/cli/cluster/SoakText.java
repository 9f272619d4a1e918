package io.stator.server.cli.cluster;

import io.stator.server.bench.LoadWindow;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.TextTable;
import io.stator.server.soak.NodeCounters;
import io.stator.server.soak.NodeSample;
import io.stator.server.soak.SoakVerdict;
import io.stator.server.soak.SoakWindow;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A soak as people read it. */
final class SoakText {
    private SoakText() {}

    /** One line for each window; what nodes have is told of one after the other, what they did of all together. */
    static List<String> windows(List<SoakWindow> windows, int windowSeconds) {
        TextTable table = new TextTable()
                .numbers("window")
                .numbers("ops/s")
                .numbers("write p50")
                .numbers("p99 ms")
                .numbers("read p50")
                .numbers("p99 ms")
                .numbers("missed")
                .numbers("RSS MB")
                .numbers("live heap MB")
                .numbers("log MB")
                .numbers("state MB")
                .numbers("checkpoints")
                .numbers("purged")
                .numbers("flushes")
                .numbers("compactions");
        for (SoakWindow window : windows) {
            LoadWindow load = window.load();
            table.row(
                    window.number(),
                    Figures.count(load.answered() / windowSeconds),
                    millis(load.writes().p50()),
                    millis(load.writes().p99()),
                    millis(load.reads().p50()),
                    millis(load.reads().p99()),
                    Figures.count(load.missed()),
                    megabytes(window, NodeSample::rssBytes),
                    megabytes(window, NodeSample::heapLiveBytes),
                    megabytes(window, NodeSample::logBytes),
                    megabytes(window, NodeSample::stateBytes),
                    together(window, NodeCounters::checkpoints),
                    together(window, NodeCounters::purgedEntries),
                    together(window, NodeCounters::flushes),
                    together(window, NodeCounters::compactions));
        }
        return table.lines();
    }

    static List<String> findings(List<SoakVerdict.Finding> findings) {
        TextTable table = new TextTable().words("rule").words("").words("found");
        findings.forEach(finding -> table.row(finding.rule(), finding.passed() ? "yes" : "NO", finding.found()));
        return table.lines();
    }

    static String millis(long micros) {
        return Figures.decimal(micros / 1000.0);
    }

    private static String megabytes(SoakWindow window, ToLongFunction<NodeSample> part) {
        return window.nodes().stream()
                .map(node -> Long.toString(part.applyAsLong(node) >> 20))
                .collect(Collectors.joining("/"));
    }

    private static String together(SoakWindow window, ToLongFunction<NodeCounters> part) {
        return Figures.count(window.nodes().stream()
                .mapToLong(node -> part.applyAsLong(node.counters()))
                .sum());
    }
}
