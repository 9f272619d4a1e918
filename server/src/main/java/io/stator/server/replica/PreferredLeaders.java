package io.stator.server.replica;

import io.stator.catalog.NodeRecord;
import io.stator.consensus.MonotonicClock;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Follower;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the partitions that this node leads to their preferred leaders, so that each node leads its share: once a preferred
 * leader has been up and level for a while. A node that has just started answers so slowly at first that as a leader it
 * would lose its followers; one that says that it could not lead now is left in peace. One hand-over at a time, since each
 * holds up a partition's writes for about a round, and a rest after it: whoever leads one partition more has more to compile.
 * Of one thread.
 */
public final class PreferredLeaders {
    private static final Logger LOG = LoggerFactory.getLogger(PreferredLeaders.class);

    /** Above what is under way to a follower that keeps up. */
    static final long LEVEL_LAG_MAX = 100;

    /** Several heartbeats; no node stops and starts in this time. */
    static final long SILENT_MILLIS_MAX = 1_000;

    /** From the end of a hand-over to the next one; no longer than a preferred leader is to be level. */
    static final long REST_MILLIS = 5_000;

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final MonotonicClock clock;
    private final LeaderCheck check;
    private final long waitNanos;
    private final long restNanos;
    private final Map<Long, Level> level = new HashMap<>();
    private CompletableFuture<?> handOver = CompletableFuture.completedFuture(null);

    /** When the last hand-over had ended well; null: none has. */
    private volatile @Nullable Long handedOverNanos;

    /** Asks a node whether it could do a leader's work now. What it cannot find out is an answer, too: false. */
    @FunctionalInterface
    public interface LeaderCheck {
        CompletableFuture<Boolean> canLead(NodeRecord node);
    }

    /** @param waitMillis for which a preferred leader is to be up and level */
    public PreferredLeaders(MonotonicClock clock, LeaderCheck check, long waitMillis) {
        this.clock = clock;
        this.check = check;
        this.waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        this.restNanos = TimeUnit.MILLISECONDS.toNanos(Math.min(REST_MILLIS, waitMillis));
    }

    /** That this node leads in this term and has seen that member level since then. */
    private record Level(long term, String memberId, long sinceNanos) {}

    /** At every tick, for each partition here whose members are as placed. */
    void look(long partitionId, Replica<?> replica, NodeRecord preferred) {
        ReplicaStatus status = replica.status();
        Follower follower = status.followers().get(preferred.memberId());
        if (!status.readyToServe() || follower == null || !isLevel(follower)) {
            level.remove(partitionId);
            return;
        }
        long now = clock.nanos();
        Level known = level.get(partitionId);
        if (known == null || known.term() != status.term() || !known.memberId().equals(preferred.memberId())) {
            known = new Level(status.term(), preferred.memberId(), now);
            level.put(partitionId, known);
        }
        if (now - known.sinceNanos() >= waitNanos && handOver.isDone() && hasRested(now)) {
            // If it fails, the wait begins anew.
            level.remove(partitionId);
            handOver(partitionId, replica, preferred);
        }
    }

    private boolean hasRested(long now) {
        Long since = handedOverNanos;
        return since == null || now - since >= restNanos;
    }

    private void handOver(long partitionId, Replica<?> replica, NodeRecord preferred) {
        handOver = check.canLead(preferred)
                .thenCompose(can -> can ? transfer(partitionId, replica, preferred) : NOTHING)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.info("partition {} was not handed over: {}", partitionId, String.valueOf(failure));
                    }
                });
    }

    private CompletableFuture<Void> transfer(long partitionId, Replica<?> replica, NodeRecord preferred) {
        LOG.info("partition {} is handed to its preferred leader {}", partitionId, preferred.id());
        return replica.transferLeadership(preferred.memberId()).thenRun(() -> handedOverNanos = clock.nanos());
    }

    private static boolean isLevel(Follower follower) {
        return follower.lag() <= LEVEL_LAG_MAX && follower.silentMillis() <= SILENT_MILLIS_MAX;
    }
}
