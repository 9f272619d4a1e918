package io.stator.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.catalog.NodeRecord;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Follower;
import io.stator.consensus.ReplicaStatus.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PreferredLeadersTest {
    private static final long WAIT_MILLIS = 30_000;
    private static final long TICK_MILLIS = 200;
    private static final String HOME = "n1-a";
    private static final Follower LEVEL = new Follower(0, 100);

    private long now = -5;
    private final NodeRecord home = new NodeRecord("n1", "a", "127.0.0.1:1", "127.0.0.1:2");
    private CompletableFuture<Boolean> canLead = CompletableFuture.completedFuture(true);
    private final PreferredLeaders leaders = new PreferredLeaders(() -> now, node -> canLead, WAIT_MILLIS);
    private final Led led = new Led();

    /** Leads, and is told of its followers. */
    private static final class Led extends IdleReplica {
        private long term = 1;
        private Map<String, Follower> followers = Map.of(HOME, LEVEL, "other", LEVEL);
        private final List<CompletableFuture<Void>> handOvers = new ArrayList<>();

        @Override
        public ReplicaStatus status() {
            return new ReplicaStatus(Role.LEADER, "self", term, 0, 0, 0, -1, 0, true, followers);
        }

        @Override
        public CompletableFuture<Void> transferLeadership(String memberId) {
            assertThat(memberId).isEqualTo(HOME);
            CompletableFuture<Void> handOver = new CompletableFuture<>();
            handOvers.add(handOver);
            return handOver;
        }
    }

    private void pass(long millis, Led... replicas) {
        for (long passed = 0; passed < millis; passed += TICK_MILLIS) {
            now += TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
            for (int i = 0; i < replicas.length; i++) {
                leaders.look(i, replicas[i], home);
            }
        }
    }

    @Test
    void theLeadGoesHomeOnceThatHasBeenLevelForTheWait() {
        pass(WAIT_MILLIS, led);
        assertThat(led.handOvers).isEmpty();
        pass(TICK_MILLIS, led);
        assertThat(led.handOvers).hasSize(1);
    }

    @Test
    void whoLagsOrIsSilentOrWasElectedAnewBeginsToWaitAnew() {
        Map<String, Follower> well = led.followers;
        for (Follower unwell : List.of(
                new Follower(PreferredLeaders.LEVEL_LAG_MAX + 1, 0),
                new Follower(0, PreferredLeaders.SILENT_MILLIS_MAX + 1))) {
            pass(WAIT_MILLIS, led);
            led.followers = Map.of(HOME, unwell, "other", LEVEL);
            pass(TICK_MILLIS, led);
            led.followers = well;
        }
        pass(WAIT_MILLIS, led);
        led.term++;
        pass(WAIT_MILLIS, led);
        assertThat(led.handOvers).isEmpty();
        pass(TICK_MILLIS, led);
        assertThat(led.handOvers).hasSize(1);
    }

    @Test
    void whoCannotLeadIsLeftInPeaceAndAskedAgainAfterAnotherWait() {
        canLead = CompletableFuture.completedFuture(false);
        pass(3 * WAIT_MILLIS, led);
        assertThat(led.handOvers).isEmpty();
        canLead = new CompletableFuture<>();
        pass(2 * WAIT_MILLIS, led);
        assertThat(led.handOvers).isEmpty();
        canLead.complete(true);
        assertThat(led.handOvers).hasSize(1);
    }

    @Test
    void oneIsHandedOverAtATimeAndAFailureMeansAnotherWait() {
        Led second = new Led();
        pass(2 * WAIT_MILLIS, led, second);
        assertThat(led.handOvers).hasSize(1);
        assertThat(second.handOvers).isEmpty();
        led.handOvers.get(0).completeExceptionally(new IllegalStateException("not elected"));
        pass(TICK_MILLIS, led, second);
        assertThat(led.handOvers).hasSize(1);
        assertThat(second.handOvers).hasSize(1);
        second.handOvers.get(0).complete(null);
        second.followers = Map.of();
        pass(WAIT_MILLIS + TICK_MILLIS, led, second);
        assertThat(led.handOvers).hasSize(2);
        assertThat(second.handOvers).hasSize(1);
    }

    @Test
    void afterAHandOverThereIsARest() {
        Led second = new Led();
        pass(2 * WAIT_MILLIS, led, second);
        led.handOvers.get(0).complete(null);
        led.followers = Map.of();
        pass(PreferredLeaders.REST_MILLIS - TICK_MILLIS, led, second);
        assertThat(second.handOvers).isEmpty();
        pass(TICK_MILLIS, led, second);
        assertThat(second.handOvers).hasSize(1);
    }
}
