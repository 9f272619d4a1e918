package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Verdict;
import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.harness.stator.mutant.Mutant;
import io.stator.harness.stator.mutant.MutantNode;
import io.stator.stories.PauseRounds.Awakening;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The counter-proof of {@link LinearizabilityStory}: nodes whose leases never expire are found out, in one round. */
class FaultyLeaseStory {
    @Test
    void aLeaseThatIgnoresThePauseIsFound() throws InterruptedException, IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        Verdict verdict;
        try (ProcessCluster cluster =
                PauseRounds.cluster("faulty-lease", spec -> MutantNode.spec(spec, Mutant.LEASE_WITHOUT_END))) {
            cluster.start();
            try (PauseRounds rounds = new PauseRounds(cluster)) {
                verdict = rounds.run(1, seed, Awakening.CUT_OFF).verdict();
            }
        }
        System.out.printf("faulty lease (seed %d)%n%s%n", seed, verdict.explanation());
        assertThat(verdict.linearizable()).isFalse();
    }
}
