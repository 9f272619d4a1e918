package io.stator.server.replica;

import io.stator.consensus.MonotonicClock;
import io.stator.consensus.ReplicaStatus;
import io.stator.partition.ExpiryPlace;
import io.stator.partition.ExpiryStep;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has items expire in the partitions that this node leads: one step of one partition at a time, in turn. What a step took, until its
 * deletes were applied, says how long the rest after it is; so a log that is slow because users write slows this down first.
 * A partition that refuses, or that fails, is left alone for a while. Not thread-safe: the next turn begins when the last one is
 * answered.
 */
public final class ExpirySweeps {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeps.class);

    static final long IDLE_MILLIS_MAX = 1_000;
    static final long REST_MILLIS_MAX = 10_000;
    static final long BACK_OFF_MILLIS = 1_000;
    static final int BACK_OFF_DOUBLINGS_MAX = 6;

    /** Then whether the deletes were done is unknown, and does not matter: what is left is found again. */
    private static final long STEP_SECONDS_MAX = 10;

    private final Means means;
    private final Pace pace;
    private final Map<Long, Sweep> sweeps = new HashMap<>();
    private long lastId;

    /**
     * What they work with.
     *
     * @param paused whether nothing is to be deleted now
     * @param wallClock that items expire by
     * @param clock that the pace is kept by
     */
    public record Means(
            LocalReplicas replicas, BooleanSupplier paused, InstantSource wallClock, MonotonicClock clock) {}

    /**
     * @param passMillis from the begin of one search of a partition to that of the next, at least
     * @param timePercent of all time that steps take at most, from 1
     */
    public record Pace(long passMillis, int timePercent) {}

    /** The search of one partition. */
    private static final class Sweep {
        private ExpiryPlace place = ExpiryPlace.START;
        private long begunNanos;
        private long dueNanos;
        private int failures;

        Sweep(long dueNanos) {
            this.begunNanos = dueNanos;
            this.dueNanos = dueNanos;
        }
    }

    public ExpirySweeps(Means means, Pace pace) {
        this.means = means;
        this.pace = pace;
    }

    /** Takes one step, if any is due. Answers when it is over, with nanoseconds to rest; never fails. */
    CompletableFuture<Long> turn() {
        long begun = means.clock().nanos();
        LocalPartition partition = means.paused().getAsBoolean() ? null : nextDue(begun);
        Sweep sweep = partition == null ? null : sweeps.get(partition.id());
        if (partition == null || sweep == null) {
            return CompletableFuture.completedFuture(
                    TimeUnit.MILLISECONDS.toNanos(Math.min(IDLE_MILLIS_MAX, pace.passMillis())));
        }
        lastId = partition.id();
        if (sweep.place.equals(ExpiryPlace.START)) {
            sweep.begunNanos = begun;
        }
        return partition
                .partition()
                .expire(sweep.place, means.wallClock().millis())
                .orTimeout(STEP_SECONDS_MAX, TimeUnit.SECONDS)
                .handle((step, failure) -> {
                    long ended = means.clock().nanos();
                    if (failure == null) {
                        stepped(sweep, step, ended);
                    } else {
                        failed(sweep, partition.id(), failure, ended);
                    }
                    return rest(ended - begun);
                });
    }

    /** In turn; null: none is due. A replica that does not lead is asked again a second later, and then begins at the start. */
    private @Nullable LocalPartition nextDue(long now) {
        List<LocalPartition> here = means.replicas().all().stream()
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

    private void stepped(Sweep sweep, ExpiryStep step, long now) {
        sweep.failures = 0;
        ExpiryPlace next = step.next();
        if (next != null) {
            sweep.place = next;
            sweep.dueNanos = now;
        } else {
            sweep.place = ExpiryPlace.START;
            sweep.dueNanos = sweep.begunNanos + TimeUnit.MILLISECONDS.toNanos(pace.passMillis());
        }
    }

    /** Goes on at the same place. */
    private static void failed(Sweep sweep, long partitionId, Throwable failure, long now) {
        LOG.info(
                "expiry in partition {} is tried again: {}",
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
