package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.server.launch.LocalCluster;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Registers stay linearizable while their leader is stopped and wakes up as an old one, again and again: {@code
 * -Dstator.pause.rounds=20} for longer than the build has time for.
 */
@ExtendWith(SharedCluster.class)
class LinearizabilityStory {
    private static final int ROUNDS = Integer.getInteger("stator.pause.rounds", 5);

    @Test
    void registersAreLinearizableWhileLeadersPause(LocalCluster cluster) throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextLong();
        int operations = 0;
        long pausedMillis = 0;
        try (PauseRounds rounds = new PauseRounds(cluster, "registers")) {
            for (int number = 1; number <= ROUNDS; number++) {
                PauseRounds.Round round = rounds.run(number, seed + number);
                assertThat(round.verdict().linearizable())
                        .as(
                                "round %d, seed %d%n%s",
                                number, seed, round.verdict().explanation())
                        .isTrue();
                operations += round.operations();
                pausedMillis += round.pausedMillis();
            }
        }
        System.out.printf(
                "linearizability: %d rounds, %d operations, leaders paused for %d ms each, all linearizable (seed %d)%n",
                ROUNDS, operations, pausedMillis / ROUNDS, seed);
    }
}
