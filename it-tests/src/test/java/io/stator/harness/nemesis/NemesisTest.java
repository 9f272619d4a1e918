package io.stator.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.nemesis.Fault.Family;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NemesisTest {
    private static final int STEPS = 2_000;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);

    private static List<Nemesis.Step> steps(long seed) {
        Nemesis nemesis = new Nemesis(Faults.all(), seed);
        return Stream.generate(nemesis::next).limit(STEPS).toList();
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(steps(seed)).as("seed %d", seed).isEqualTo(steps(seed)).isNotEqualTo(steps(seed + 1));
    }

    @Test
    void everyFaultComes() {
        Set<Fault> came = new HashSet<>();
        steps(seed).forEach(step -> came.addAll(step.faults()));
        assertThat(came).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(Faults.all());
    }

    @Test
    void twoAtOnceAreOfFamiliesThatGoTogether() {
        List<Nemesis.Step> pairs =
                steps(seed).stream().filter(step -> step.faults().size() > 1).toList();
        assertThat(pairs).as("seed %d", seed).isNotEmpty().allMatch(step -> {
            Family one = step.faults().get(0).family();
            Family other = step.faults().get(1).family();
            return one != other && !Set.of(one, other).equals(Set.of(Family.NODES, Family.DISKS));
        });
    }

    /** A cluster in pieces does not settle, so nodes come and go first; and what is healed last is what begins first. */
    @Test
    void nodesComeAndGoBeforeAnythingElseIsBroken() {
        List<List<Family>> families = steps(seed).stream()
                .map(step -> step.faults().stream().map(Fault::family).toList())
                .filter(pair -> pair.size() > 1 && pair.contains(Family.MEMBERS))
                .toList();
        assertThat(families).as("seed %d", seed).isNotEmpty().allMatch(pair -> pair.get(0) == Family.MEMBERS);
        assertThat(families).as("seed %d", seed).extracting(pair -> pair.get(1)).contains(Family.NODES, Family.LINKS);
    }

    @Test
    void someStepsWaitForNothing() {
        assertThat(steps(seed))
                .as("seed %d", seed)
                .extracting(Nemesis.Step::patient)
                .contains(true, false);
    }
}
