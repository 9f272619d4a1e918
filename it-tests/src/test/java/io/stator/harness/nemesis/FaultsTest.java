package io.stator.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.nemesis.Fault.Injury;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final int LEADER = 2;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private final Random choices = new Random(seed);

    private RecordingCluster inflicted(String name, int nodes) {
        RecordingCluster cluster = RecordingCluster.able(nodes);
        Faults.named(List.of(name)).get(0).harm().inflict(cluster, choices);
        return cluster;
    }

    static Stream<Arguments> everyFault() {
        return Faults.all().stream()
                .flatMap(fault -> Stream.of(1, 3, 4, 5, 7).map(nodes -> Arguments.of(fault, nodes)));
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void whatIsBrokenIsHealed(Fault fault, int nodes) {
        for (int round = 0; round < 20; round++) {
            RecordingCluster cluster = RecordingCluster.able(nodes);
            Injury injury = fault.harm().inflict(cluster, choices);
            if (nodes > 3) {
                assertThat(cluster.isWhole()).as("seed %d, %s", seed, injury).isFalse();
            }
            injury.again().run();
            injury.again().run();
            injury.cure().run();
            assertThat(cluster.isWhole()).as("seed %d, %s", seed, injury).isTrue();
            assertThat(injury.description()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void aFaultAsksForNoMoreThanItSays(Fault fault, int nodes) {
        RecordingCluster cluster = new RecordingCluster(nodes, fault.needs(), List.of());
        Injury injury = fault.harm().inflict(cluster, choices);
        injury.again().run();
        injury.cure().run();
        assertThat(cluster.isWhole()).as("seed %d", seed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void theRightOnesAreKilled(int nodes) {
        assertThat(inflicted("kill-leader", nodes).down).containsExactly(LEADER);
        assertThat(inflicted("kill-minority", nodes).down).hasSize(nodes / 2);
        assertThat(inflicted("kill-majority", nodes).down).hasSize(nodes / 2 + 1);
        assertThat(inflicted("kill-all", nodes).down).hasSize(nodes);
        assertThat(inflicted("coordinator-one", nodes).endingAtDecision).containsExactly(LEADER);
        assertThat(inflicted("coordinator-all", nodes).endingAtDecision).hasSize(nodes);
        assertThat(inflicted("pause-leader", nodes).paused).containsExactly(LEADER);
        assertThat(inflicted("pause-minority", nodes).paused).hasSize(nodes / 2);
        assertThat(inflicted("power-one", nodes).powerless).hasSize(1);
        assertThat(inflicted("power-all", nodes).powerless).hasSize(nodes);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void theLeaderIsAlone(int nodes) {
        RecordingCluster cluster = inflicted("partition-leader", nodes);
        Set<Integer> others = NodeSets.all(nodes);
        others.remove(LEADER);
        assertThat(cluster.cut).isEqualTo(NodeSets.between(Set.of(LEADER), others));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void halvesDoNotHearEachOther(int nodes) {
        RecordingCluster cluster = inflicted("partition-halves", nodes);
        Set<Integer> side = heardBy(cluster, 1);
        for (int node = 1; node <= nodes; node++) {
            assertThat(heardBy(cluster, node)).as("seed %d", seed).contains(node);
            assertThat(heardBy(cluster, node).equals(side)).isEqualTo(side.contains(node));
        }
        assertThat(List.of(side.size(), nodes - side.size())).contains(nodes / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7, 9})
    void inAMajorityRingEachHearsAMajority(int nodes) {
        RecordingCluster cluster = inflicted("partition-ring", nodes);
        Set<Set<Integer>> views = new HashSet<>();
        for (int node = 1; node <= nodes; node++) {
            Set<Integer> heard = heardBy(cluster, node);
            views.add(heard);
            assertThat(heard).as("seed %d", seed).hasSizeGreaterThan(nodes / 2);
        }
        assertThat(views).as("seed %d, no two the same", seed).hasSize(nodes);
        assertThat(cluster.cut).allMatch(link -> cluster.cut.contains(link.reverse()));
    }

    @Test
    void aBridgeHearsBothSides() {
        RecordingCluster cluster = inflicted("partition-bridge", 5);
        List<Integer> sizes = Stream.of(1, 2, 3, 4, 5)
                .map(node -> heardBy(cluster, node).size())
                .sorted()
                .toList();
        assertThat(sizes).as("seed %d", seed).containsExactly(3, 3, 3, 3, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void oneWayIsOneWay(int nodes) {
        RecordingCluster cluster = inflicted("partition-oneway", nodes);
        assertThat(cluster.cut)
                .as("seed %d", seed)
                .hasSize(nodes - 1)
                .allMatch(link -> link.from() == LEADER || link.to() == LEADER)
                .noneMatch(link -> cluster.cut.contains(link.reverse()));
    }

    private static Set<Integer> heardBy(RecordingCluster cluster, int node) {
        Set<Integer> heard = new TreeSet<>();
        for (int other = 1; other <= cluster.nodes().size(); other++) {
            if (other == node || !cluster.cut.contains(new Link(other, node))) {
                heard.add(other);
            }
        }
        return heard;
    }

    @Test
    void aStrobeGoesToAndFro() {
        RecordingCluster cluster = RecordingCluster.able(3);
        Injury strobe = Faults.named(List.of("clock-strobe")).get(0).harm().inflict(cluster, choices);
        assertThat(cluster.skewed).hasSize(1);
        strobe.again().run();
        assertThat(cluster.skewed).isEmpty();
        strobe.again().run();
        assertThat(cluster.skewed).hasSize(1);
        strobe.cure().run();
        assertThat(cluster.skewed).isEmpty();
    }

    @Test
    void aClockGoesBackWhileItsLeaderStandsStill() {
        RecordingCluster cluster = RecordingCluster.able(3);
        Injury pause = Faults.named(List.of("pause-clock")).get(0).harm().inflict(cluster, choices);
        assertThat(cluster.skewed).containsOnlyKeys(LEADER);
        assertThat(cluster.skewed.get(LEADER)).isPositive();
        pause.again().run();
        assertThat(cluster.paused).isEmpty();
        pause.again().run();
        assertThat(cluster.paused).containsExactly(LEADER);
        assertThat(cluster.skewed).as("seed %d", seed).isEmpty();
        pause.again().run();
        pause.cure().run();
        assertThat(cluster.isWhole()).isTrue();
    }

    @Test
    void powerIsLostOnceTheDisksHaveGotBehind() {
        RecordingCluster cluster = RecordingCluster.able(3);
        Injury slow = Faults.named(List.of("power-slow")).get(0).harm().inflict(cluster, choices);
        assertThat(cluster.slowed).hasSize(3);
        for (int looks = 1; looks < 4; looks++) {
            slow.again().run();
        }
        assertThat(cluster.powerless).isEmpty();
        slow.again().run();
        assertThat(cluster.powerless).hasSize(3);
        slow.cure().run();
        assertThat(cluster.isWhole()).isTrue();
    }

    @Test
    void aNodeWhoseDiskWasFullIsStartedAnew() {
        RecordingCluster cluster = RecordingCluster.able(3);
        Injury full = Faults.named(List.of("disk-full")).get(0).harm().inflict(cluster, choices);
        int node = cluster.full.iterator().next();
        full.cure().run();
        assertThat(cluster.calls)
                .containsExactly("fill " + node, "free " + node, "kill [" + node + "]", "launch [" + node + "]");
    }

    @Test
    void whoIsReplacedIsDownAndOnlyInAClusterThatHasSettled() {
        RecordingCluster cluster = RecordingCluster.able(3);
        Injury lost = Faults.named(List.of("replace")).get(0).harm().inflict(cluster, choices);
        int node = cluster.down.iterator().next();
        // As by a fault that met the same node, and is healed first.
        cluster.launch(Set.of(node));
        lost.cure().run();
        assertThat(cluster.calls)
                .as("seed %d", seed)
                .containsExactly(
                        "launch [1, 2, 3]",
                        "await settled",
                        "kill [" + node + "]",
                        "launch [" + node + "]",
                        "kill [" + node + "]",
                        "replace " + node);
    }

    @Test
    void inTheEndThereAreAsManyNodesAsBeforeAndEachCanBeTheOneThatGoes() {
        for (String name : List.of("members-grow", "members-shrink")) {
            Set<Integer> gone = new TreeSet<>();
            for (int round = 0; round < 100; round++) {
                RecordingCluster cluster = RecordingCluster.able(3);
                Injury injury = Faults.named(List.of(name)).get(0).harm().inflict(cluster, choices);
                assertThat(cluster.nodes()).containsExactly(1, 2, 3, 4);
                injury.cure().run();
                assertThat(cluster.nodes()).hasSize(3);
                Set<Integer> all = NodeSets.all(4);
                all.removeAll(cluster.nodes());
                gone.addAll(all);
            }
            assertThat(gone).as("seed %d, %s", seed, name).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void nodesComeAndGoOneAfterTheOther() {
        RecordingCluster grown = RecordingCluster.able(3);
        Injury growth = Faults.named(List.of("members-grow")).get(0).harm().inflict(grown, choices);
        assertThat(grown.calls).containsExactly("launch [1, 2, 3]", "await settled", "add 4");
        grown.calls.clear();
        growth.cure().run();
        assertThat(grown.calls)
                .hasSize(3)
                .startsWith("launch [1, 2, 3, 4]", "await settled")
                .last()
                .asString()
                .startsWith("remove ");

        RecordingCluster shrunk = RecordingCluster.able(3);
        Injury shrinking = Faults.named(List.of("members-shrink")).get(0).harm().inflict(shrunk, choices);
        int going = shrunk.draining.iterator().next();
        shrinking.cure().run();
        assertThat(shrunk.calls)
                .as("seed %d", seed)
                .containsExactly(
                        "launch [1, 2, 3]",
                        "await settled",
                        "add 4",
                        "await settled",
                        "drain " + going,
                        "launch [1, 2, 3, 4]",
                        "remove " + going);
    }

    /** Numbers have a gap then. */
    @ParameterizedTest
    @MethodSource("everyFault")
    void whatMeetsAClusterThatANodeHasLeftMeetsThoseThatAreThere(Fault fault, int nodes) {
        RecordingCluster cluster = RecordingCluster.able(nodes);
        cluster.add();
        cluster.remove(2, Duration.ZERO);
        Injury injury = fault.harm().inflict(cluster, choices);
        Set<Integer> met = new TreeSet<>(cluster.skewed.keySet());
        met.addAll(cluster.down);
        met.addAll(cluster.paused);
        met.addAll(cluster.full);
        met.addAll(cluster.stalled);
        met.addAll(cluster.draining);
        cluster.cut.forEach(link -> met.addAll(Set.of(link.from(), link.to())));
        cluster.degraded.keySet().forEach(link -> met.addAll(Set.of(link.from(), link.to())));
        assertThat(cluster.nodes()).as("seed %d, %s", seed, injury).containsAll(met);
        injury.again().run();
        injury.cure().run();
        assertThat(cluster.isWhole()).as("seed %d, %s", seed, injury).isTrue();
    }

    @Test
    void namesAreOfOneOfAGroupOrOfAll() {
        assertThat(Faults.named(List.of("none"))).isEmpty();
        assertThat(Faults.named(List.of("all"))).isEqualTo(Faults.all());
        assertThat(Faults.named(List.of("kill", "kill-leader", "disk-full")))
                .extracting(Fault::name)
                .containsExactly("kill-leader", "kill-minority", "kill-majority", "kill-all", "disk-full");
        assertThatThrownBy(() -> Faults.named(List.of("kil")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kill-leader");
    }

    @Test
    void onlyWhatADriverCanDoIsAskedOfIt() {
        List<Fault> possible = Nemesis.possible(Faults.all(), Set.of(Capability.PAUSE));
        assertThat(possible)
                .extracting(Fault::name)
                .containsExactly(
                        "kill-leader", "kill-minority", "kill-majority", "kill-all", "pause-leader", "pause-minority");
    }
}
