package io.stator.server.soak;

import io.stator.server.bench.LoadWindow;
import java.util.List;

/**
 * What happened in one window, and how the nodes were at its end.
 *
 * @param number from 1
 * @param nodes those that ran; their counters are of what came since the window before
 */
public record SoakWindow(int number, LoadWindow load, List<NodeSample> nodes) {
    public SoakWindow {
        nodes = List.copyOf(nodes);
    }
}
