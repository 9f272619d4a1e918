package io.stator.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.LogPosition;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of consensus: of all replicas together what happens to entries, of each (tag {@code partition}, 0 is the
 * catalog) its part in its group. Logs what an operator should see. Thread-safe.
 *
 * <pre>
 * stator_raft_entry_commands, stator_raft_entry_bytes    of entries proposed here
 * stator_raft_entry_seconds                               from put together to applied here
 * stator_raft_entry_failed_total{reason}, stator_raft_refused_total{reason}
 * stator_raft_leader_changes_total, stator_raft_checkpoints_total, stator_raft_snapshots_installed_total
 * stator_raft_checkpoint_sent_bytes_total                 to replicas that lag
 * stator_raft_checkpoint_waiting                          replicas that lag, while this node sends checkpoints to others first
 * stator_replica_leader, _committed_index, _applied_index, _apply_lag, _follower_lag_max
 * </pre>
 */
public final class ReplicaMeters implements ConsensusListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaMeters.class);

    private final MeterRegistry registry;
    private final DistributionSummary entryCommands;
    private final DistributionSummary entryBytes;
    private final Timer entryLatency;
    private final Timer checkpoints;
    private final Counter checkpointFailures;
    private final Counter leaderChanges;
    private final Counter snapshotsInstalled;
    private final Counter checkpointBytesSent;
    private final AtomicInteger checkpointsWaiting = new AtomicInteger();
    private final Map<Long, List<Meter>> watched = new ConcurrentHashMap<>();

    public ReplicaMeters(NodeMetrics metrics) {
        registry = metrics.registry();
        entryCommands = DistributionSummary.builder("stator.raft.entry.commands")
                .publishPercentileHistogram()
                .minimumExpectedValue(1.0)
                .maximumExpectedValue(10_000.0)
                .register(registry);
        entryBytes = DistributionSummary.builder("stator.raft.entry.bytes")
                .publishPercentileHistogram()
                .minimumExpectedValue(64.0)
                .maximumExpectedValue(8.0 * (1 << 20))
                .register(registry);
        entryLatency =
                Timer.builder("stator.raft.entry").publishPercentileHistogram().register(registry);
        checkpoints = registry.timer("stator.raft.checkpoints");
        checkpointFailures = registry.counter("stator.raft.checkpoint.failures");
        leaderChanges = registry.counter("stator.raft.leader.changes");
        snapshotsInstalled = registry.counter("stator.raft.snapshots.installed");
        checkpointBytesSent = registry.counter("stator.raft.checkpoint.sent.bytes");
        Gauge.builder("stator.raft.checkpoint.waiting", checkpointsWaiting, AtomicInteger::get)
                .strongReference(true)
                .register(registry);
    }

    /** Begins to show a replica. @param partitionId 0: the catalog */
    public void watch(long partitionId, Replica<?> replica) {
        gauge("stator.replica.leader", partitionId, replica, status -> leads(status) ? 1 : 0);
        gauge("stator.replica.committed.index", partitionId, replica, ReplicaStatus::committedIndex);
        gauge("stator.replica.applied.index", partitionId, replica, ReplicaStatus::appliedIndex);
        gauge(
                "stator.replica.apply.lag",
                partitionId,
                replica,
                status -> Math.max(0, status.committedIndex() - status.appliedIndex()));
        gauge(
                "stator.replica.follower.lag.max",
                partitionId,
                replica,
                status -> status.followers().values().stream()
                        .mapToLong(ReplicaStatus.Follower::lag)
                        .max()
                        .orElse(0));
    }

    /** Shows it no more. */
    public void forget(long partitionId) {
        List<Meter> meters = watched.remove(partitionId);
        if (meters != null) {
            meters.forEach(registry::remove);
        }
    }

    private void gauge(String name, long partitionId, Replica<?> replica, ToDoubleFunction<ReplicaStatus> value) {
        Meter gauge = Gauge.builder(name, replica, current -> value.applyAsDouble(current.status()))
                .tags(Tags.of("partition", Long.toString(partitionId)))
                .strongReference(true)
                .register(registry);
        watched.computeIfAbsent(partitionId, id -> new CopyOnWriteArrayList<>()).add(gauge);
    }

    private static boolean leads(ReplicaStatus status) {
        return status.role() == ReplicaStatus.Role.LEADER;
    }

    @Override
    public void entryProposed(GroupId group, int commands, int bytes) {
        entryCommands.record(commands);
        entryBytes.record(bytes);
    }

    @Override
    public void entryAnswered(GroupId group, int commands, long latencyNanos) {
        entryLatency.record(latencyNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void entryFailed(GroupId group, ConsensusException.Reason reason) {
        count("stator.raft.entry.failed", reason);
    }

    @Override
    public void proposalRefused(GroupId group, ConsensusException.Reason reason) {
        count("stator.raft.refused", reason);
    }

    private void count(String name, ConsensusException.Reason reason) {
        registry.counter(name, "reason", reason.name().toLowerCase(Locale.ROOT)).increment();
    }

    @Override
    public void checkpointWritten(GroupId group, LogPosition position, long bytes, long nanos) {
        checkpoints.record(nanos, TimeUnit.NANOSECONDS);
        LOG.info("checkpoint of group {} at index {}: {} bytes", group, position.index(), bytes);
    }

    @Override
    public void checkpointFailed(GroupId group, Throwable cause) {
        checkpointFailures.increment();
        LOG.error("a checkpoint of group {} failed", group, cause);
    }

    @Override
    public void checkpointChunkSent(GroupId group, long bytes, long heldNanos) {
        checkpointBytesSent.increment(bytes);
    }

    @Override
    public void checkpointsWaiting(int replicas) {
        checkpointsWaiting.set(replicas);
    }

    @Override
    public void snapshotInstalled(GroupId group, LogPosition position) {
        snapshotsInstalled.increment();
        LOG.info("group {} was filled by a snapshot at index {}", group, position.index());
    }

    @Override
    public void leaderChanged(GroupId group, String leader) {
        leaderChanges.increment();
        LOG.info("group {} is led by {}", group, leader.isEmpty() ? "nobody" : leader);
    }

    @Override
    public void replicaStopped(GroupId group, Throwable cause) {
        LOG.error("the replica of group {} stopped itself; restart the node", group, cause);
    }
}
