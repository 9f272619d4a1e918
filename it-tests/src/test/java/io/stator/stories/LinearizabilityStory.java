package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.stories.PauseRounds.Awakening;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Registers stay linearizable while their leader is stopped and wakes up as an old one, again and again, in every other
 * round cut off from its peers: {@code -Dstator.pause.rounds=20} for longer than the build has time for.
 */
class LinearizabilityStory {
    private static final int ROUNDS = Integer.getInteger("stator.pause.rounds", 5);

    @Test
    void registersAreLinearizableWhileLeadersPause() throws InterruptedException, IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        int operations = 0;
        long pausedMillis = 0;
        try (ProcessCluster cluster = PauseRounds.cluster("linearizability", UnaryOperator.identity())) {
            cluster.start();
            try (PauseRounds rounds = new PauseRounds(cluster)) {
                for (int number = 1; number <= ROUNDS; number++) {
                    Awakening awakening = number % 2 == 0 ? Awakening.AMONG_PEERS : Awakening.CUT_OFF;
                    PauseRounds.Round round = rounds.run(number, seed + number, awakening);
                    assertThat(round.verdict().linearizable())
                            .as(
                                    "round %d, seed %d%n%s",
                                    number, seed, round.verdict().explanation())
                            .isTrue();
                    operations += round.operations();
                    pausedMillis += round.pausedMillis();
                }
            }
        }
        System.out.printf(
                "linearizability: %d rounds, %d operations, leaders paused for %d ms each, all linearizable (seed %d)%n",
                ROUNDS, operations, pausedMillis / ROUNDS, seed);
    }
}
