package io.stator.server.replica;

import static io.stator.server.replica.PartitionSweeps.BACK_OFF_DOUBLINGS_MAX;
import static io.stator.server.replica.PartitionSweeps.BACK_OFF_MILLIS;
import static io.stator.server.replica.PartitionSweeps.IDLE_MILLIS_MAX;
import static io.stator.server.replica.PartitionSweeps.REST_MILLIS_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.catalog.PartitionRecord;
import io.stator.consensus.ConsensusException;
import io.stator.consensus.GroupId;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Role;
import io.stator.model.Bounds;
import io.stator.partition.ExpiryStep;
import io.stator.partition.TableRange;
import io.stator.partition.WalkPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionSweepsTest {
    private static final long PASS_MILLIS = 60_000;
    private static final int PERCENT = 5;
    private static final WalkPlace SECOND = new WalkPlace(2, TableRange.ALL);
    private static final WalkPlace THIRD = new WalkPlace(3, TableRange.ALL);

    private long nowNanos = -5;
    private boolean paused;
    private final LocalReplicas replicas = new LocalReplicas();
    private final PartitionSweeps sweeps = new PartitionSweeps(
            new ExpiryTask(() -> paused, () -> Instant.ofEpochMilli(1_700)),
            replicas,
            () -> nowNanos,
            new PartitionSweeps.Pace(PASS_MILLIS, PERCENT));

    private final Led first = new Led();
    private final Led second = new Led();

    /** Leads, and takes a millisecond for each step. */
    private final class Led extends IdlePartition {
        private Role role = Role.LEADER;
        private boolean ready = true;
        private long stepMillis = 1;
        private @Nullable RuntimeException refusal;
        private @Nullable CompletableFuture<ExpiryStep> underWay;
        private final List<WalkPlace> asked = new ArrayList<>();

        /** Where each place leads. */
        private final Map<WalkPlace, WalkPlace> next = Map.of(WalkPlace.START, SECOND, SECOND, THIRD);

        @Override
        public CompletableFuture<ExpiryStep> expire(WalkPlace from, long nowMillis) {
            assertThat(nowMillis).isEqualTo(1_700);
            asked.add(from);
            nowNanos += TimeUnit.MILLISECONDS.toNanos(stepMillis);
            if (underWay != null) {
                return underWay;
            }
            return refusal == null
                    ? CompletableFuture.completedFuture(new ExpiryStep(1, 0, next.get(from)))
                    : CompletableFuture.failedFuture(refusal);
        }
    }

    @BeforeEach
    void start() {
        show(1, first);
    }

    private void show(long id, Led led) {
        IdleReplica replica = new IdleReplica() {
            @Override
            public ReplicaStatus status() {
                return new ReplicaStatus(led.role, "", 1, 0, 0, 0, -1, 0, led.ready, Map.of());
            }
        };
        replicas.partitionStarted(new LocalPartition(
                new PartitionRecord(id, 1, Bounds.WHOLE_RING, List.of("n1")),
                new GroupId(new UUID(0, id)),
                led,
                replica));
    }

    private void turnAndRest() {
        // Not in one: a step moves the clock, too.
        long rest = sweeps.turn().join();
        nowNanos += rest;
    }

    /** Turn after turn, with the rests between them. */
    private void pass(long millis) {
        long end = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
        while (nowNanos < end) {
            turnAndRest();
        }
    }

    private void untilAsked(int times) {
        while (first.asked.size() < times) {
            turnAndRest();
        }
    }

    @Test
    void aSearchGoesOnWhereItWasAndBeginsAnewByThePace() {
        pass(PASS_MILLIS - 2_000);
        assertThat(first.asked).containsExactly(WalkPlace.START, SECOND, THIRD);
        pass(4_000);
        assertThat(first.asked).containsExactly(WalkPlace.START, SECOND, THIRD, WalkPlace.START, SECOND, THIRD);
    }

    @Test
    void aSearchThatTakesLongerThanThePaceIsFollowedByTheNextAtOnce() {
        first.stepMillis = 15_000;
        pass(2 * 3 * (first.stepMillis + REST_MILLIS_MAX));
        assertThat(first.asked).containsExactly(WalkPlace.START, SECOND, THIRD, WalkPlace.START, SECOND, THIRD);
    }

    @Test
    void restsAreSoLongThatStepsTakeTheirShare() {
        long begun = nowNanos;
        long rest = sweeps.turn().join();
        long took = nowNanos - begun;
        assertThat(100.0 * took / (took + rest)).isEqualTo((double) PERCENT);
        first.stepMillis = 5_000;
        assertThat(sweeps.turn().join()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(REST_MILLIS_MAX));
    }

    @Test
    void whoHasNothingToDoLooksOnceASecond() {
        pass(5_000);
        assertThat(sweeps.turn().join()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS_MAX));
    }

    @Test
    void partitionsTakeTurns() {
        show(2, second);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            turnAndRest();
            sizes.add(first.asked.size() - second.asked.size());
        }
        assertThat(sizes).containsExactly(1, 0, 1, 0, 1, 0);
    }

    @Test
    void onlyALeaderThatIsReadySearchesAndANewOneBeginsAtTheStart() {
        first.role = Role.FOLLOWER;
        pass(5_000);
        first.role = Role.LEADER;
        first.ready = false;
        pass(5_000);
        assertThat(first.asked).isEmpty();
        first.ready = true;
        untilAsked(2);
        first.role = Role.CANDIDATE;
        pass(5_000);
        first.role = Role.LEADER;
        untilAsked(3);
        assertThat(first.asked).containsExactly(WalkPlace.START, SECOND, WalkPlace.START);
        replicas.partitionStopped(1);
        pass(2 * PASS_MILLIS);
        assertThat(first.asked).hasSize(3);
    }

    @Test
    void whatIsRefusedIsTriedAgainAtTheSamePlaceLaterAndLater() {
        show(2, second);
        second.role = Role.FOLLOWER;
        untilAsked(1);
        first.refusal = new ConsensusException(ConsensusException.Reason.OVERLOADED, "too much is waiting", "", null);
        long waited = 0;
        for (int i = 0; i < BACK_OFF_DOUBLINGS_MAX + 3; i++) {
            turnAndRest();
            waited = BACK_OFF_MILLIS << Math.min(i, BACK_OFF_DOUBLINGS_MAX);
            long due = nowNanos + TimeUnit.MILLISECONDS.toNanos(waited);
            int before = first.asked.size();
            while (due - nowNanos > TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS_MAX)) {
                turnAndRest();
            }
            assertThat(first.asked).hasSize(before);
            nowNanos = due;
        }
        assertThat(waited).isEqualTo(64_000);
        assertThat(first.asked.stream().distinct()).containsExactly(WalkPlace.START, SECOND);
        // It holds up no other partition, and what succeeds is done with it.
        second.role = Role.LEADER;
        first.refusal = null;
        pass(2_000);
        assertThat(second.asked).containsExactly(WalkPlace.START, SECOND, THIRD);
        assertThat(first.asked).endsWith(SECOND, THIRD);
    }

    @Test
    void whileItIsPausedNothingIsSearched() {
        paused = true;
        pass(5_000);
        assertThat(first.asked).isEmpty();
        paused = false;
        pass(5_000);
        assertThat(first.asked).hasSize(3);
    }

    @Test
    void aStepIsOverWhenItsDeletesAre() {
        CompletableFuture<ExpiryStep> deletes = new CompletableFuture<>();
        first.underWay = deletes;
        CompletableFuture<Long> turn = sweeps.turn();
        assertThat(turn).isNotDone();
        nowNanos += TimeUnit.MILLISECONDS.toNanos(9);
        deletes.complete(new ExpiryStep(5, 5, SECOND));
        // A slow log makes the rest long.
        assertThat(turn.join()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10 * (100 - PERCENT) / PERCENT));
    }
}
