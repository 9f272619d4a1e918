package io.stator.server.soak;

/**
 * What a node's replicas did, counted.
 *
 * @param checkpoints of the catalog, too
 * @param flushes of memtables into files
 * @param compactions of files
 * @param purgedEntries that logs no longer hold
 */
public record NodeCounters(long checkpoints, long flushes, long compactions, long purgedEntries) {
    /**
     * What was counted since; where a count is lower than before, its process is a new one and began at 0.
     *
     * @param purged since then: logs do not begin at 0 with a process
     */
    NodeCounters since(NodeCounters before, long purged) {
        return new NodeCounters(
                since(checkpoints, before.checkpoints),
                since(flushes, before.flushes),
                since(compactions, before.compactions),
                purged);
    }

    private static long since(long now, long before) {
        return now < before ? now : now - before;
    }

    NodeCounters plus(NodeCounters other) {
        return new NodeCounters(
                checkpoints + other.checkpoints,
                flushes + other.flushes,
                compactions + other.compactions,
                purgedEntries + other.purgedEntries);
    }
}
