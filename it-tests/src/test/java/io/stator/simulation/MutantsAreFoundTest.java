package io.stator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the simulation finds what it is for: each mutant is found among the schedules that the right protocol passes. */
@Execution(ExecutionMode.CONCURRENT)
class MutantsAreFoundTest {
    private static final long SCHEDULES = 2_000;

    @ParameterizedTest
    @EnumSource
    void aWrongPartIsFound(Mutant mutant) {
        String found = null;
        for (long seed = 0; seed < SCHEDULES && found == null; seed++) {
            try {
                new Simulation(seed, mutant.parts()).run();
            } catch (ViolationException e) {
                found = "seed " + seed + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            }
        }
        System.out.println(mutant + " found by " + found);
        assertThat(found).as("%s in %d schedules", mutant, SCHEDULES).isNotNull();
    }
}
