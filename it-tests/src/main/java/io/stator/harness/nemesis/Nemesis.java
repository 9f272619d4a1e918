package io.stator.harness.nemesis;

import io.stator.harness.cluster.Capability;
import io.stator.harness.nemesis.Fault.Family;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which faults a cluster meets, and when: a plan without an end, made from a seed and from nothing else. Whom a fault
 * meets may be up to the cluster, as where a leader is meant; which faults come, and when, is not. Used by one thread.
 */
public final class Nemesis {
    private static final int QUIET_MILLIS_MIN = 1_000;
    private static final int QUIET_MILLIS_SPAN = 3_000;
    private static final int HARM_MILLIS_MIN = 2_000;
    private static final int HARM_MILLIS_SPAN = 6_000;

    /** One of so many steps brings two faults at once, where that can be. */
    private static final int DOUBLE_ONE_OF = 4;

    /** One of so many steps does not wait until the cluster has got over the step before. */
    private static final int IMPATIENT_ONE_OF = 3;

    private final List<Fault> faults;
    private final Random random;

    /**
     * One thing after the other.
     *
     * @param quiet before it
     * @param faults in force at the same time, one or two, in the order in which they begin
     * @param harm how long they are in force
     * @param patient whether the cluster serves again before the next step begins
     * @param choicesSeed of whom they meet
     */
    public record Step(Duration quiet, List<Fault> faults, Duration harm, boolean patient, long choicesSeed) {
        public Step {
            faults = List.copyOf(faults);
        }
    }

    /** @param faults to choose from; empty: nothing is broken */
    public Nemesis(List<Fault> faults, long seed) {
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
    }

    /** Those faults that a driver can make. */
    public static List<Fault> possible(List<Fault> faults, Set<Capability> capabilities) {
        return faults.stream()
                .filter(fault -> fault.isPossibleWith(capabilities))
                .toList();
    }

    /** Whether there is a next step. */
    public boolean doesAnything() {
        return !faults.isEmpty();
    }

    /** The next of a plan that never ends. */
    public Step next() {
        Duration quiet = Duration.ofMillis(QUIET_MILLIS_MIN + random.nextInt(QUIET_MILLIS_SPAN));
        Duration harm = Duration.ofMillis(HARM_MILLIS_MIN + random.nextInt(HARM_MILLIS_SPAN));
        boolean patient = random.nextInt(IMPATIENT_ONE_OF) > 0;
        List<Fault> chosen = new ArrayList<>();
        chosen.add(faults.get(random.nextInt(faults.size())));
        List<Fault> others = goingWith(chosen.get(0).family());
        if (random.nextInt(DOUBLE_ONE_OF) == 0 && !others.isEmpty()) {
            chosen.add(others.get(random.nextInt(others.size())));
        }
        // Nodes come and go from a cluster that is whole; what breaks it then is healed before they have come and gone.
        chosen.sort(Comparator.comparing(fault -> fault.family() != Family.MEMBERS));
        return new Step(quiet, chosen, harm, patient, random.nextLong());
    }

    private List<Fault> goingWith(Family family) {
        return faults.stream().filter(fault -> family.goesWith(fault.family())).toList();
    }
}
