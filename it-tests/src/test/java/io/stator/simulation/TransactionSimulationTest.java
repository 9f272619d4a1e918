package io.stator.simulation;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Thousands of schedules, each from its own seed, the same in every build. A long run: {@code
 * -Dstator.simulation.schedules=100000 -Dstator.simulation.first=1000000}.
 */
@Execution(ExecutionMode.CONCURRENT)
class TransactionSimulationTest {
    private static final long FIRST = Long.getLong("stator.simulation.first", 0);
    private static final long SCHEDULES = Long.getLong("stator.simulation.schedules", 2_000);

    @Test
    void everyScheduleIsAtomicStrictlySerializableAndLeavesNothingBehind() {
        for (long seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
            try {
                new Simulation(seed, new Parts()).run();
            } catch (RuntimeException e) {
                fail("schedule of seed " + seed, e);
            }
        }
    }
}
