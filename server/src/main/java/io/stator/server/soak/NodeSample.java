package io.stator.server.soak;

import java.util.Map;

/**
 * A node at one moment.
 *
 * @param rssBytes resident memory of its process
 * @param rssPeakBytes the most that it ever was
 * @param heapLiveBytes of the heap, what long-lived objects took after the last collection that looked at them; 0: none yet
 * @param logBytes of its Raft logs on disk
 * @param stateBytes of its replicas' state and checkpoints on disk, what they share counted once
 * @param logStarts first index that the log still holds, by partition, the catalog left out
 * @param counters in a sample that was just taken since the process began; in a window, what came in it
 */
public record NodeSample(
        String nodeId,
        long rssBytes,
        long rssPeakBytes,
        long heapLiveBytes,
        long logBytes,
        long stateBytes,
        Map<Long, Long> logStarts,
        NodeCounters counters) {
    public NodeSample {
        logStarts = Map.copyOf(logStarts);
    }

    /** With what was counted since an earlier one. */
    NodeSample since(NodeSample before) {
        long purged = 0;
        for (Map.Entry<Long, Long> start : logStarts.entrySet()) {
            long startBefore = before.logStarts.getOrDefault(start.getKey(), start.getValue());
            purged += Math.max(0, start.getValue() - startBefore);
        }
        return withCounters(counters.since(before.counters, purged));
    }

    NodeSample withCounters(NodeCounters others) {
        return new NodeSample(nodeId, rssBytes, rssPeakBytes, heapLiveBytes, logBytes, stateBytes, logStarts, others);
    }
}
