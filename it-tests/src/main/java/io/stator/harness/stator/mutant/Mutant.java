package io.stator.harness.stator.mutant;

import io.stator.server.NodeParts;
import java.util.function.UnaryOperator;

/** A way in which Stator is built wrong on purpose. */
public enum Mutant {
    STRONG_READ_BY_FOLLOWER(
            "strong reads are answered by any replica, from what it has",
            parts -> parts.withLayers(FaultyLayers.partitions(FollowerReads::new))),
    LEASE_WITHOUT_END("a lease never expires", parts -> parts.withLeasePolicy((nowNanos, expiryNanos) -> true)),
    LEASE_IGNORES_PAUSE(
            "leases are measured in the time in which the process runs, so that a pause does not count",
            parts -> parts.withClock(new RunningTimeClock())),
    LEASE_BY_WALL_CLOCK(
            "leases are measured by the wall clock", parts -> parts.withClock(new WallClockTime(parts.wallClock()))),
    BARRIER_WITHOUT_LOG(
            "the barrier of a strong read asks no other node",
            parts -> parts.withLayers(FaultyLayers.replicas(HastyBarrier::new))),
    LOG_FSYNC_LEFT_OUT(
            "an entry counts as on disk before the log's fsync",
            parts -> parts.withLog(log -> log.withEngineProperty("raft.server.log.unsafe-flush.enabled", "true"))),
    LOG_IN_MEMORY(
            "the log is kept in memory only",
            parts -> parts.withLog(log -> log.withEngineProperty("raft.server.log.use.memory", "true"))),
    INDEX_BESIDE_ENTRY(
            "the applied index is written after the entry's batch, and not in it",
            parts -> parts.withEntryWriter(new IndexBesideEntry())),
    ENTRY_IN_HALVES("an entry's batch is written in two halves", parts -> parts.withEntryWriter(new EntriesInHalves())),
    SNAPSHOT_TOO_SHORT(
            "a checkpoint lacks the last entries that it says it holds",
            parts -> parts.withLayers(FaultyLayers.states(ShortSnapshots::new))),
    LOG_PURGED_TOO_EARLY(
            "the log is purged up to what is applied, without a checkpoint",
            parts -> parts.withLayers(FaultyLayers.states(PurgedTooEarly::new))),
    WRITE_FORGOTTEN(
            "a replica leaves out a write now and then",
            parts -> parts.withLayers(FaultyLayers.states(ForgetfulReplica::new))),
    ANSWERS_SWAPPED(
            "writes that share an entry get each other's answers",
            parts -> parts.withLayers(FaultyLayers.states(SwappedAnswers::new))),
    ANSWER_BEFORE_COMMIT(
            "a write is answered when it is proposed, and not when it is committed",
            parts -> parts.withLayers(FaultyLayers.partitions(EarlyAnswers::new))),
    UNKNOWN_TAKEN_FOR_UNDONE(
            "a write whose outcome is unknown is said to be undone, and sent again",
            parts -> parts.withLayers(FaultyLayers.replicas(UnknownTakenForUndone::new))),
    CONDITION_ON_STALE_COPY(
            "a condition is evaluated before the write is in the log",
            parts -> parts.withLayers(FaultyLayers.partitions(StaleConditions::new))),
    UNCOMMITTED_READ(
            "an eventual read sees writes that are not committed",
            parts -> parts.withLayers(FaultyLayers.partitions(UncommittedReads::new))),
    PAGE_SKIPS_FIRST(
            "a page leaves out its first item",
            parts -> parts.withLayers(FaultyLayers.partitions(PagesWithoutFirst::new))),
    PAGE_ENDS_EARLY(
            "a full page is taken for the last one",
            parts -> parts.withLayers(FaultyLayers.partitions(PagesThatEndEarly::new)));

    private final String broken;
    private final UnaryOperator<NodeParts> fault;

    Mutant(String broken, UnaryOperator<NodeParts> fault) {
        this.broken = broken;
        this.fault = fault;
    }

    /** What is wrong with it, in one line. */
    public String broken() {
        return broken;
    }

    /** Right parts, but for one. */
    public NodeParts breaking(NodeParts right) {
        return fault.apply(right);
    }
}
