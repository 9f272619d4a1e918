package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.stator.mutant.Mutant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * The counter-proof of {@link LinearizabilityStory}: nodes whose leases never expire are found out. A
 * round finds them if the old leader answers before it hears of the new one, so not every round does.
 */
class FaultyLeaseStory {
    private static final int ROUNDS_MAX = 12;

    @Test
    void aLeaseThatIgnoresThePauseIsFound() throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextLong();
        Optional<String> found = Optional.empty();
        int number = 0;
        try (ClusterFolder folder = ClusterFolder.start(ClusterFolder.spec("faulty-lease", Mutant.LEASE_WITHOUT_END));
                PauseRounds rounds = new PauseRounds(folder.cluster(), "registers")) {
            while (found.isEmpty() && number < ROUNDS_MAX) {
                number++;
                PauseRounds.Round round = rounds.run(number, seed + number);
                found = round.verdict().violations().stream()
                        .map(violation -> violation.explanation())
                        .findFirst();
            }
        }
        System.out.printf("faulty lease: found in round %d (seed %d)%n%s%n", number, seed, found.orElse("not found"));
        assertThat(found).isPresent();
    }
}
