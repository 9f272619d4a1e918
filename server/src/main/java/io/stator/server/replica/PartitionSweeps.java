package io.stator.server.replica;

import io.stator.consensus.MonotonicClock;
import io.stator.consensus.ReplicaStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a task to the partitions that this node leads: one step of one partition at a time, in turn. What a step took says how long the
 * rest after it is; so where a step waits for the log, a log that is slow because users write slows this down first. A partition that
 * refuses, or that fails, is left alone for a while. Not thread-safe: the next turn begins when the last one is answered.
 */
public final class PartitionSweeps {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionSweeps.class);

    static final long IDLE_MILLIS_MAX = 1_000;
    static final long REST_MILLIS_MAX = 10_000;
    static final long BACK_OFF_MILLIS = 1_000;
    static final int BACK_OFF_DOUBLINGS_MAX = 6;

    /** Then whether the step was done is unknown, and does not matter: it is done again. */
    private static final long STEP_SECONDS_MAX = 10;

    private final PartitionTask task;
    private final LocalReplicas replicas;
    private final MonotonicClock clock;
    private final Pace pace;
    private final Map<Long, Sweep> sweeps = new HashMap<>();
    private long lastId;

    /**
     * @param passMillis from the begin of one pass over a partition to that of the next, at least
     * @param timePercent of all time that steps take at most, from 1
     */
    public record Pace(long passMillis, int timePercent) {}

    /** What is done to one partition. */
    private static final class Sweep {
        private PartitionTask.@Nullable Pass pass;
        private long begunNanos;
        private long dueNanos;
        private int failures;

        Sweep(long dueNanos) {
            this.begunNanos = dueNanos;
            this.dueNanos = dueNanos;
        }
    }

    /** @param clock that the pace is kept by */
    public PartitionSweeps(PartitionTask task, LocalReplicas replicas, MonotonicClock clock, Pace pace) {
        this.task = task;
        this.replicas = replicas;
        this.clock = clock;
        this.pace = pace;
    }

    String name() {
        return task.name();
    }

    /** Takes one step, if any is due. Answers when it is over, with nanoseconds to rest; never fails. */
    CompletableFuture<Long> turn() {
        long begun = clock.nanos();
        LocalPartition partition = task.isPaused() ? null : nextDue(begun);
        Sweep sweep = partition == null ? null : sweeps.get(partition.id());
        if (partition == null || sweep == null) {
            return CompletableFuture.completedFuture(
                    TimeUnit.MILLISECONDS.toNanos(Math.min(IDLE_MILLIS_MAX, pace.passMillis())));
        }
        lastId = partition.id();
        PartitionTask.Pass pass = sweep.pass;
        if (pass == null) {
            pass = task.begin(partition);
            sweep.pass = pass;
            sweep.begunNanos = begun;
        }
        return pass.step().orTimeout(STEP_SECONDS_MAX, TimeUnit.SECONDS).handle((isLast, failure) -> {
            long ended = clock.nanos();
            if (failure == null) {
                stepped(sweep, isLast, ended);
            } else {
                failed(sweep, partition.id(), failure, ended);
            }
            return rest(ended - begun);
        });
    }

    /** In turn; null: none is due. A replica that does not lead is asked again a second later, and then begins at the start. */
    private @Nullable LocalPartition nextDue(long now) {
        List<LocalPartition> here = replicas.all().stream()
                .sorted(Comparator.comparing((LocalPartition partition) -> partition.id() <= lastId)
                        .thenComparing(LocalPartition::id))
                .toList();
        sweeps.keySet().retainAll(here.stream().map(LocalPartition::id).collect(Collectors.toSet()));
        for (LocalPartition partition : here) {
            if (now - sweeps.computeIfAbsent(partition.id(), id -> new Sweep(now)).dueNanos < 0) {
                continue;
            }
            if (isLed(partition)) {
                return partition;
            }
            sweeps.put(partition.id(), new Sweep(now + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS_MAX)));
        }
        return null;
    }

    private static boolean isLed(LocalPartition partition) {
        ReplicaStatus status = partition.replica().status();
        return status.role() == ReplicaStatus.Role.LEADER && status.readyToServe();
    }

    private void stepped(Sweep sweep, boolean isLast, long now) {
        sweep.failures = 0;
        if (isLast) {
            sweep.pass = null;
            sweep.dueNanos = sweep.begunNanos + TimeUnit.MILLISECONDS.toNanos(pace.passMillis());
        } else {
            sweep.dueNanos = now;
        }
    }

    /** Goes on at the same place. */
    private void failed(Sweep sweep, long partitionId, Throwable failure, long now) {
        LOG.info(
                "{} in partition {} is tried again: {}",
                task.name(),
                partitionId,
                Failures.unwrap(failure).toString());
        long millis = BACK_OFF_MILLIS << Math.min(sweep.failures++, BACK_OFF_DOUBLINGS_MAX);
        sweep.dueNanos = now + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long rest(long tookNanos) {
        long rest = Math.max(0, tookNanos) / pace.timePercent() * (100 - pace.timePercent());
        return Math.min(rest, TimeUnit.MILLISECONDS.toNanos(REST_MILLIS_MAX));
    }
}
