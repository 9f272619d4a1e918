package io.stator.harness.nemesis;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.cluster.LinkQuality;
import io.stator.harness.nemesis.Fault.Family;
import io.stator.harness.nemesis.Fault.Harm;
import io.stator.harness.nemesis.Fault.Injury;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** All kinds of harm that there are. A name's first word names a group. */
public final class Faults {
    private static final List<Fault> ALL = List.of(
            nodes(
                    "kill-leader",
                    Set.of(),
                    (cluster, choices) -> kill(cluster, Set.of(Targets.leader(cluster, choices)))),
            nodes("kill-minority", Set.of(), (cluster, choices) -> kill(cluster, Targets.minority(cluster, choices))),
            nodes("kill-majority", Set.of(), (cluster, choices) -> kill(cluster, Targets.majority(cluster, choices))),
            nodes("kill-all", Set.of(), (cluster, choices) -> kill(cluster, cluster.nodes())),
            nodes(
                    "coordinator-one",
                    Set.of(Capability.DECISION),
                    (cluster, choices) -> killAtDecision(cluster, Set.of(Targets.leader(cluster, choices)))),
            nodes(
                    "coordinator-all",
                    Set.of(Capability.DECISION),
                    (cluster, choices) -> killAtDecision(cluster, cluster.nodes())),
            nodes(
                    "pause-leader",
                    Set.of(Capability.PAUSE),
                    (cluster, choices) -> pause(cluster, Set.of(Targets.leader(cluster, choices)))),
            nodes(
                    "pause-minority",
                    Set.of(Capability.PAUSE),
                    (cluster, choices) -> pause(cluster, Targets.minority(cluster, choices))),
            nodes("pause-clock", Set.of(Capability.PAUSE, Capability.CLOCK_SKEW), Faults::pauseAndSetClockBack),
            new Fault("replace-one", Family.MEMBERS, Set.of(Capability.REPLACE), Members::replace),
            new Fault("members-grow", Family.MEMBERS, Set.of(Capability.MEMBERS), Members::grow),
            new Fault("members-shrink", Family.MEMBERS, Set.of(Capability.MEMBERS), Members::shrink),
            cut("partition-leader", Partitions::isolateLeader),
            cut("partition-halves", Partitions::halves),
            cut("partition-ring", Partitions::majorityRing),
            cut("partition-bridge", Partitions::bridge),
            cut("partition-oneway", Partitions::oneWay),
            new Fault("link-slow", Family.LINKS, Set.of(Capability.SLOW_LINK), Faults::slowLinks),
            new Fault("link-lossy", Family.LINKS, Set.of(Capability.LOSSY_LINK), Faults::lossyLinks),
            new Fault("clock-jump", Family.CLOCKS, Set.of(Capability.CLOCK_SKEW), Faults::jump),
            new Fault("clock-skew", Family.CLOCKS, Set.of(Capability.CLOCK_SKEW), Faults::skew),
            new Fault("clock-strobe", Family.CLOCKS, Set.of(Capability.CLOCK_SKEW), Faults::strobe),
            nodes(
                    "power-one",
                    Set.of(Capability.POWER_LOSS),
                    (cluster, choices) -> losePower(cluster, Targets.one(cluster, choices))),
            nodes(
                    "power-all",
                    Set.of(Capability.POWER_LOSS),
                    (cluster, choices) -> losePower(cluster, cluster.nodes())),
            nodes("power-slow", Set.of(Capability.POWER_LOSS, Capability.DISK_SLOW), Faults::losePowerOfSlowDisks),
            new Fault("disk-full", Family.DISKS, Set.of(Capability.DISK_FULL), Faults::fillDisk),
            new Fault("disk-stall", Family.DISKS, Set.of(Capability.DISK_STALL), Faults::stallDisk),
            new Fault("disk-slow", Family.DISKS, Set.of(Capability.DISK_SLOW), Faults::slowDisk));

    /** Half a second: several heartbeats. */
    private static final int LOOKS_AHEAD = 2;

    /** A second: much that is written, and little that is on disk. */
    private static final int LOOKS_SLOW = 4;

    private Faults() {}

    /** In an order that means nothing. */
    public static List<Fault> all() {
        return ALL;
    }

    /**
     * Those of some names, or groups of them.
     *
     * @param names such as {@code kill}, {@code kill-leader}; {@code all}: every one; {@code none}: none
     * @throws IllegalArgumentException if a name is neither
     */
    public static List<Fault> named(List<String> names) {
        Set<Fault> faults = new LinkedHashSet<>();
        for (String name : names) {
            List<Fault> named = ALL.stream()
                    .filter(fault -> name.equals("all")
                            || fault.name().equals(name)
                            || fault.name().startsWith(name + "-"))
                    .toList();
            if (named.isEmpty() && !name.equals("none")) {
                throw new IllegalArgumentException("there is no fault '" + name + "'; there are none, all, "
                        + String.join(", ", ALL.stream().map(Fault::name).toList())
                        + ", and their first words for all of a kind");
            }
            faults.addAll(named);
        }
        return new ArrayList<>(faults);
    }

    private static Fault nodes(String name, Set<Capability> needs, Harm harm) {
        return new Fault(name, Family.NODES, needs, harm);
    }

    private static Fault cut(String name, Harm harm) {
        return new Fault(name, Family.LINKS, Set.of(Capability.CUT), harm);
    }

    private static Injury kill(ClusterUnderTest cluster, Set<Integer> nodes) {
        cluster.kill(nodes);
        return Injury.of("kill " + Targets.names(nodes), () -> cluster.launch(nodes));
    }

    /** One that had nothing to decide is killed in the end, as whoever is not sure to be dead cannot be started again. */
    private static Injury killAtDecision(ClusterUnderTest cluster, Set<Integer> nodes) {
        cluster.killAtDecision(nodes);
        return Injury.of("kill " + Targets.names(nodes) + " at the next transaction to decide", () -> {
            cluster.kill(nodes);
            cluster.launch(nodes);
        });
    }

    private static Injury pause(ClusterUnderTest cluster, Set<Integer> nodes) {
        cluster.pause(nodes);
        return Injury.of("pause " + Targets.names(nodes), () -> cluster.resume(nodes));
    }

    /**
     * The leader's clock is ahead; once that counts in all that it remembers, it stands still, and finds its clock right when
     * it goes on: as a virtual machine that is moved to another host.
     */
    private static Injury pauseAndSetClockBack(ClusterUnderTest cluster, Random choices) {
        int leader = Targets.leader(cluster, choices);
        Duration ahead = Duration.ofSeconds(10L + choices.nextInt(50));
        cluster.skewClock(leader, ahead);
        AtomicInteger looks = new AtomicInteger();
        return new Injury(
                "clock of n" + leader + " ahead by " + ahead.toSeconds() + " s, and right again while it stands still",
                () -> {
                    if (looks.incrementAndGet() == LOOKS_AHEAD) {
                        cluster.pause(Set.of(leader));
                        cluster.skewClock(leader, Duration.ZERO);
                    }
                },
                () -> {
                    cluster.skewClock(leader, Duration.ZERO);
                    if (looks.get() >= LOOKS_AHEAD) {
                        cluster.resume(Set.of(leader));
                    }
                });
    }

    private static Injury losePower(ClusterUnderTest cluster, Set<Integer> nodes) {
        cluster.losePower(nodes);
        return Injury.of("power loss of " + Targets.names(nodes), () -> cluster.launch(nodes));
    }

    /** All disks have got behind when all nodes lose their power: what is acknowledged without an fsync is lost for certain. */
    private static Injury losePowerOfSlowDisks(ClusterUnderTest cluster, Random choices) {
        Set<Integer> nodes = cluster.nodes();
        nodes.forEach(cluster::slowDisk);
        AtomicInteger looks = new AtomicInteger();
        return new Injury(
                "disks of " + Targets.names(nodes) + " slow, and then power lost",
                () -> {
                    if (looks.incrementAndGet() == LOOKS_SLOW) {
                        cluster.losePower(nodes);
                    }
                },
                () -> {
                    nodes.forEach(cluster::resumeDisk);
                    cluster.launch(nodes);
                });
    }

    private static Injury slowLinks(ClusterUnderTest cluster, Random choices) {
        long delayMillis = 20L + choices.nextInt(180);
        cluster.degrade(Targets.allLinks(cluster), LinkQuality.delayed(delayMillis, delayMillis));
        return Injury.of("links slower by " + delayMillis + " to " + 2 * delayMillis + " ms", cluster::healLinks);
    }

    private static Injury lossyLinks(ClusterUnderTest cluster, Random choices) {
        int lossPercent = 5 + choices.nextInt(30);
        cluster.degrade(Targets.allLinks(cluster), LinkQuality.lossy(lossPercent));
        return Injury.of("links lose " + lossPercent + " %", cluster::healLinks);
    }

    /** One node's clock is off by seconds to hours. */
    private static Injury jump(ClusterUnderTest cluster, Random choices) {
        int node = Targets.any(cluster, choices);
        // From half a second up to five hours and a half, each size as likely as another.
        long millis = (500L << choices.nextInt(16)) * (choices.nextBoolean() ? 1 : -1);
        cluster.skewClock(node, Duration.ofMillis(millis));
        return Injury.of(
                "clock of n" + node + " off by " + millis + " ms", () -> cluster.skewClock(node, Duration.ZERO));
    }

    /** Every node's clock is off, each by another amount of up to ten seconds. */
    private static Injury skew(ClusterUnderTest cluster, Random choices) {
        StringBuilder description = new StringBuilder("clocks off by");
        for (int node : cluster.nodes()) {
            long millis = choices.nextInt(20_001) - 10_000L;
            cluster.skewClock(node, Duration.ofMillis(millis));
            description.append(' ').append(millis);
        }
        return Injury.of(description + " ms", () -> resetClocks(cluster));
    }

    /** One node's clock jumps to and fro. */
    private static Injury strobe(ClusterUnderTest cluster, Random choices) {
        int node = Targets.any(cluster, choices);
        Duration offset = Duration.ofMillis(100 + choices.nextInt(10_000));
        AtomicBoolean off = new AtomicBoolean();
        Runnable again = () -> cluster.skewClock(node, off.getAndSet(!off.get()) ? Duration.ZERO : offset);
        again.run();
        return new Injury(
                "clock of n" + node + " to and fro by " + offset.toMillis() + " ms",
                again,
                () -> cluster.skewClock(node, Duration.ZERO));
    }

    private static void resetClocks(ClusterUnderTest cluster) {
        cluster.nodes().forEach(node -> cluster.skewClock(node, Duration.ZERO));
    }

    /** A node that met a full disk may have given up for good, so it is started anew, as an operator would. */
    private static Injury fillDisk(ClusterUnderTest cluster, Random choices) {
        int node = Targets.any(cluster, choices);
        cluster.fillDisk(node);
        return Injury.of("disk of n" + node + " full", () -> {
            cluster.freeDisk(node);
            cluster.kill(Set.of(node));
            cluster.launch(Set.of(node));
        });
    }

    private static Injury stallDisk(ClusterUnderTest cluster, Random choices) {
        int node = Targets.any(cluster, choices);
        cluster.stallDisk(node);
        return Injury.of("disk of n" + node + " stands still", () -> cluster.resumeDisk(node));
    }

    private static Injury slowDisk(ClusterUnderTest cluster, Random choices) {
        int node = Targets.any(cluster, choices);
        cluster.slowDisk(node);
        return Injury.of("disk of n" + node + " slow", () -> cluster.resumeDisk(node));
    }
}
