package io.stator.harness.stator.mutant;

import io.stator.server.NodeParts;
import java.util.function.UnaryOperator;

/** A way in which Stator is built wrong on purpose, and how it is found out. */
public enum Mutant {
    STRONG_READ_BY_FOLLOWER(
            "strong reads are answered by any replica, from what it has",
            parts -> parts.withLayers(FaultyLayers.partitions(FollowerReads::new)),
            Hunt.by("register")),
    LEASE_WITHOUT_END(
            "a lease never expires",
            parts -> parts.withLeasePolicy((nowNanos, expiryNanos) -> true),
            Hunt.by("register").under("pause-leader")),
    LEASE_IGNORES_PAUSE(
            "leases are measured in the time in which the process runs, so that a pause does not count",
            parts -> parts.withClock(new RunningTimeClock()),
            Hunt.by("register").under("pause-leader")),
    LEASE_BY_WALL_CLOCK(
            "leases are measured by the wall clock",
            parts -> parts.withClock(new WallClockTime(parts.wallClock())),
            Hunt.by("register").under("pause-clock").busy()),
    BARRIER_WITHOUT_LOG(
            "the barrier of a strong read asks no other node",
            parts -> parts.withLayers(FaultyLayers.replicas(HastyBarrier::new)),
            Hunt.by("register").under("pause-leader", "partition-leader")),
    LOG_FSYNC_LEFT_OUT(
            "an entry counts as on disk before the log's fsync",
            parts -> parts.withLog(log -> log.withEngineProperty("raft.server.log.unsafe-flush.enabled", "true")),
            Hunt.by("set").under("power-slow").busy().on("namespaces")),
    LOG_IN_MEMORY(
            "the log is kept in memory only",
            parts -> parts.withLog(log -> log.withEngineProperty("raft.server.log.use.memory", "true")),
            Hunt.by("set").under("kill-all")),
    INDEX_BESIDE_ENTRY(
            "the applied index is not written in its entry's batch, but by itself, before the next one",
            parts -> recognizingNoRetries(parts).withEntryWriter(new IndexBesideEntry()),
            Hunt.by("counter").under("kill-minority", "kill-all").busy().with("checkpoint.bytes", "64KB")),
    ENTRY_IN_HALVES(
            "an entry's batch is written in two halves",
            // With memtables that RocksDB flushes by itself now and then: between the halves, as often as between
            // entries.
            parts -> recognizingNoRetries(parts).withEntryWriter(new EntriesInHalves()),
            Hunt.by("counter").under("kill-minority", "kill-all").busy().with("storage.writebuffer.bytes", "4MB")),
    SNAPSHOT_TOO_SHORT(
            "a checkpoint lacks the last entries that it says it holds",
            // With a log so small that a follower that is away for a moment must be filled by a checkpoint.
            parts -> parts.withLayers(FaultyLayers.states(ShortSnapshots::new))
                    .withLog(log -> log.withLog(64 << 10, 64 << 10, 5, 2)),
            Hunt.by("set").under("kill-minority", "pause-minority").busy()),
    LOG_PURGED_TOO_EARLY(
            "the log is purged up to what is applied, without a checkpoint",
            parts -> parts.withLayers(FaultyLayers.states(PurgedTooEarly::new)),
            Hunt.by("set").under("kill-minority", "kill-all").busy().with("checkpoint.bytes", "64KB")),
    WRITE_FORGOTTEN(
            "a replica leaves out a write now and then",
            parts -> parts.withLayers(FaultyLayers.states(ForgetfulReplica::new)),
            Hunt.by("register").busy()),
    ANSWERS_SWAPPED(
            "writes that share an entry get each other's answers",
            parts -> parts.withLayers(FaultyLayers.states(SwappedAnswers::new)),
            Hunt.by("register").busy()),
    ANSWER_BEFORE_COMMIT(
            "a write is answered when it is proposed, and not when it is committed",
            parts -> parts.withLayers(FaultyLayers.partitions(EarlyAnswers::new)),
            Hunt.by("register")),
    RETRY_APPLIED_AGAIN(
            "a write whose answer was lost is applied again when it is sent again",
            parts -> parts.withLayers(FaultyLayers.partitions(UnrecognizedRetries::new)),
            Hunt.by("counter").under("partition-leader", "pause-leader").busy()),
    CONDITION_ON_STALE_COPY(
            "a condition is evaluated before the write is in the log",
            parts -> parts.withLayers(FaultyLayers.partitions(StaleConditions::new)),
            Hunt.by("register")),
    UNCOMMITTED_READ(
            "an eventual read sees writes that are not committed",
            parts -> parts.withLayers(FaultyLayers.partitions(UncommittedReads::new)),
            Hunt.by("monotonic")),
    PAGE_SKIPS_FIRST(
            "a page leaves out its first item",
            parts -> parts.withLayers(FaultyLayers.partitions(PagesWithoutFirst::new)),
            Hunt.by("walk")),
    PAGE_ENDS_EARLY(
            "a full page is taken for the last one",
            parts -> parts.withLayers(FaultyLayers.partitions(PagesThatEndEarly::new)),
            Hunt.by("walk"));

    private final String broken;
    private final UnaryOperator<NodeParts> fault;
    private final Hunt hunt;

    Mutant(String broken, UnaryOperator<NodeParts> fault, Hunt hunt) {
        this.broken = broken;
        this.fault = fault;
        this.hunt = hunt;
    }

    /** Else writes that are applied again are answered as retries, and the fault does no harm. */
    private static NodeParts recognizingNoRetries(NodeParts parts) {
        return parts.withLayers(FaultyLayers.partitions(UnrecognizedRetries::new));
    }

    /** What is wrong with it, in one line. */
    public String broken() {
        return broken;
    }

    /** Right parts, but for one. */
    public NodeParts breaking(NodeParts right) {
        return fault.apply(right);
    }

    /** By what it is found. */
    public Hunt hunt() {
        return hunt;
    }
}
