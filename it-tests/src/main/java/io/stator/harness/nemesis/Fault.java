package io.stator.harness.nemesis;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterUnderTest;
import java.util.Random;
import java.util.Set;

/**
 * One kind of harm to a cluster.
 *
 * @param name by which it is asked for, such as {@code kill-leader}
 * @param family what it harms: faults of different families can be in force together
 * @param needs what a driver must be able to do
 */
public record Fault(String name, Family family, Set<Capability> needs, Harm harm) {
    public Fault {
        needs = Set.copyOf(needs);
    }

    /** What is harmed. */
    public enum Family {
        NODES,
        /** Which nodes there are. */
        MEMBERS,
        LINKS,
        CLOCKS,
        DISKS;

        /** A node whose disk stands still cannot always be killed, so those two never go together. */
        boolean goesWith(Family other) {
            return this != other && !(this == NODES && other == DISKS) && !(this == DISKS && other == NODES);
        }
    }

    /** Brings a fault into force. */
    @FunctionalInterface
    public interface Harm {
        /**
         * @param choices whom it meets, where that is not told by the cluster's state
         * @return what it has done, and how that is healed
         */
        Injury inflict(ClusterUnderTest cluster, Random choices);
    }

    /**
     * A fault in force.
     *
     * @param description for people, such as {@code kill n2}
     * @param again done every now and then while it is in force; most do nothing
     * @param cure ends it; the cluster need not serve yet when it returns
     */
    public record Injury(String description, Runnable again, Runnable cure) {
        public static Injury of(String description, Runnable cure) {
            return new Injury(description, () -> {}, cure);
        }

        /** Both, and healed in reverse order. */
        Injury with(Injury other) {
            return new Injury(
                    description + ", " + other.description,
                    () -> {
                        again.run();
                        other.again.run();
                    },
                    () -> {
                        other.cure.run();
                        cure.run();
                    });
        }
    }

    /** Whether a driver that can do this much can do it. */
    public boolean isPossibleWith(Set<Capability> capabilities) {
        return capabilities.containsAll(needs);
    }
}
