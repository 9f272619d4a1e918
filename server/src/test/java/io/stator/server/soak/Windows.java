package io.stator.server.soak;

import io.stator.server.bench.LoadWindow;
import io.stator.server.bench.LoadWindow.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Windows of a soak in which all is well, and what a test makes of them. */
final class Windows {
    static final int COUNT = 12;
    static final long MEGABYTE = 1 << 20;
    static final LoadWindow LOAD =
            new LoadWindow(new Latencies(300, 4_000, 10_000, 50_000), new Latencies(300, 500, 2_000, 9_000), 0, 0, 0);

    private Windows() {}

    static NodeSample node(String nodeId) {
        return new NodeSample(
                nodeId,
                500 * MEGABYTE,
                550 * MEGABYTE,
                60 * MEGABYTE,
                8 * MEGABYTE,
                400 * MEGABYTE,
                Map.of(1L, 900L),
                new NodeCounters(2, 3, 1, 100));
    }

    static List<SoakWindow> well() {
        List<SoakWindow> windows = new ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            windows.add(new SoakWindow(number, LOAD, List.of(node("n1"), node("n2"), node("n3"))));
        }
        return windows;
    }

    /** Other load in the windows from one to another. */
    static List<SoakWindow> withLoad(int from, int to, LoadWindow load) {
        return changed(from, to, window -> new SoakWindow(window.number(), load, window.nodes()));
    }

    /** Another node n2 in the windows from one to another. */
    static List<SoakWindow> withSecond(int from, int to, UnaryOperator<NodeSample> change) {
        return changed(
                from,
                to,
                window -> new SoakWindow(
                        window.number(),
                        window.load(),
                        window.nodes().stream()
                                .map(node -> node.nodeId().equals("n2") ? change.apply(node) : node)
                                .toList()));
    }

    static List<SoakWindow> changed(int from, int to, UnaryOperator<SoakWindow> change) {
        return well().stream()
                .map(window -> window.number() >= from && window.number() <= to ? change.apply(window) : window)
                .toList();
    }

    static NodeSample withMemory(NodeSample node, long rssBytes, long rssPeakBytes) {
        return new NodeSample(
                node.nodeId(),
                rssBytes,
                rssPeakBytes,
                node.heapLiveBytes(),
                node.logBytes(),
                node.stateBytes(),
                node.logStarts(),
                node.counters());
    }
}
