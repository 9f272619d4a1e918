package io.stator.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stator.harness.stator.cluster.StatorCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What every driver does, seen from outside: which clients are served, and which are not. All tests
 * share one cluster, which each of them leaves whole. A fault that the driver does not claim is skipped, and
 * must be refused.
 *
 * <p>The lock keeps the tests one after the other where the class runs beside others: they break the same cluster.
 */
@ResourceLock("cluster of the contract")
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ClusterUnderTestContract {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long DELAY_MILLIS = 100;
    private static final int LOSS_PERCENT = 20;
    private static final int LOSSY_ROUNDS = 10;
    private static final Duration SKEW = Duration.ofDays(2);

    @SuppressWarnings("NullAway.Init") // set before the first test
    private StatorCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private ContractItems items;

    /** Makes a cluster of three nodes or more, of few partitions, and starts nothing. */
    protected abstract StatorCluster create() throws Exception;

    @BeforeAll
    void startCluster() throws Exception {
        cluster = create();
        cluster.start();
        items = new ContractItems(cluster, PATIENCE);
        items.createTable();
    }

    @AfterEach
    void heal() {
        cluster.heal(PATIENCE);
        items.readAll();
    }

    @AfterAll
    void closeCluster() {
        if (items != null) {
            items.close();
        }
        if (cluster != null) {
            cluster.close();
            cluster.close();
        }
    }

    /** Whether all ways in which nodes can change are tried here; if not, those that other tests of the same build do are left out. */
    protected boolean triesAllMoves() {
        return true;
    }

    /** For what only one driver promises. */
    protected final StatorCluster cluster() {
        return cluster;
    }

    /** Where tests write, and read what was acknowledged. */
    protected final ContractItems items() {
        return items;
    }

    private int leader() {
        await().atMost(PATIENCE).until(() -> !cluster.leaders().isEmpty());
        return cluster.leaders().get(0);
    }

    private Set<Integer> othersThan(int node) {
        Set<Integer> others = new LinkedHashSet<>(cluster.nodes());
        others.remove(node);
        return others;
    }

    /** Everything is led by others, and they serve. */
    private void awaitOthersServe(int node) {
        items.writeAll();
        await().atMost(PATIENCE)
                .until(() -> !cluster.leaders().isEmpty() && !cluster.leaders().contains(node));
        items.readAll();
    }

    private void assumeCan(Capability capability) {
        assumeTrue(
                cluster.capabilities().contains(capability),
                () -> "the driver " + cluster.driver() + " has no " + capability);
    }

    @Test
    void aStartedClusterServes() {
        assertThat(cluster.nodes())
                .hasSizeGreaterThanOrEqualTo(3)
                .hasSameSizeAs(cluster.addresses())
                .isEqualTo(NodeSets.all(cluster.nodes().size()));
        assertThat(cluster.driver()).isNotBlank();
        assertThat(cluster.alive()).isEqualTo(cluster.nodes());
        items.writeAll();
        items.readAll();
        assertThat(cluster.leaders()).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(cluster.nodes());
        for (int node : cluster.nodes()) {
            assertThat(cluster.logTail(node, 3)).isNotEmpty().hasSizeLessThanOrEqualTo(3);
            items.awaitAnswers(node);
        }
        assertThat(cluster.digests(PATIENCE)).isNotEmpty().allMatch(digest -> digest.agree());
    }

    @Test
    void whatADriverCannotDoItRefuses() {
        Set<Link> link = Set.of(new Link(1, 2));
        refusesUnlessIt(Capability.PAUSE, () -> cluster.pause(Set.of(1)));
        refusesUnlessIt(Capability.DECISION, () -> cluster.killAtDecision(Set.of(1)));
        refusesUnlessIt(Capability.CUT, () -> cluster.cut(link));
        refusesUnlessIt(Capability.SLOW_LINK, () -> cluster.degrade(link, LinkQuality.delayed(1, 0)));
        refusesUnlessIt(Capability.LOSSY_LINK, () -> cluster.degrade(link, LinkQuality.lossy(1)));
        refusesUnlessIt(Capability.CLOCK_SKEW, () -> cluster.skewClock(1, Duration.ofMillis(1)));
        refusesUnlessIt(Capability.DISK_FULL, () -> cluster.fillDisk(1));
        refusesUnlessIt(Capability.DISK_STALL, () -> cluster.stallDisk(1));
        refusesUnlessIt(Capability.DISK_SLOW, () -> cluster.slowDisk(1));
        refusesUnlessIt(Capability.POWER_LOSS, () -> cluster.losePower(Set.of(1)));
        refusesUnlessIt(Capability.REPLACE, () -> cluster.replace(1));
        refusesUnlessIt(Capability.MEMBERS, cluster::add);
        refusesUnlessIt(Capability.MEMBERS, () -> cluster.drain(1));
        refusesUnlessIt(Capability.MEMBERS, () -> cluster.remove(1, PATIENCE));
    }

    private void refusesUnlessIt(Capability can, ThrowingCallable fault) {
        if (!cluster.capabilities().contains(can)) {
            assertThatThrownBy(fault).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void aKilledLeaderIsReplacedAndComesBack() {
        int leader = leader();
        cluster.kill(Set.of(leader));
        assertThat(items.answers(leader)).isFalse();
        assertThat(cluster.alive()).isEqualTo(othersThan(leader));
        cluster.kill(Set.of(leader));
        awaitOthersServe(leader);
        cluster.launch(cluster.nodes());
        cluster.awaitServing(PATIENCE);
        items.awaitAnswers(leader);
    }

    @Test
    void aNodeEndsAtItsNextDecisionAndNotWhenItIsStartedAgain() {
        assumeCan(Capability.DECISION);
        int decider = items.decider();
        cluster.killAtDecision(Set.of(decider));
        items.writeAll();
        assertThat(cluster.alive()).as("nothing to decide").isEqualTo(cluster.nodes());
        items.transactUntil(() -> !cluster.alive().contains(decider));
        assertThat(cluster.alive()).isEqualTo(othersThan(decider));
        awaitOthersServe(decider);
        cluster.kill(Set.of(decider));
        cluster.launch(cluster.nodes());
        cluster.awaitServing(PATIENCE);
        // Not until it leads again: it is to be level with the others for half a minute first, and they go on.
        items.transact();
        assertThat(cluster.alive()).isEqualTo(cluster.nodes());
    }

    @Test
    void whatWasAcknowledgedIsThereWhenAllWereKilled() {
        items.writeAll();
        cluster.stop(2);
        assertThat(items.answers(2)).isFalse();
        assertThat(cluster.alive()).isEqualTo(othersThan(2));
        cluster.kill(cluster.nodes());
        for (int node : cluster.nodes()) {
            assertThat(items.answers(node)).isFalse();
        }
        cluster.start();
        items.readAll();
    }

    @Test
    void aPausedLeaderIsReplacedAndServesNothingWhenItGoesOn() {
        assumeCan(Capability.PAUSE);
        int leader = leader();
        cluster.pause(Set.of(leader));
        assertThat(items.answers(leader)).isFalse();
        assertThat(cluster.alive()).isEqualTo(cluster.nodes());
        awaitOthersServe(leader);
        cluster.awaitServing(PATIENCE);
        cluster.resume(Set.of(leader));
        items.readNothingOldFrom(leader);
        items.awaitAnswers(leader);
    }

    @Test
    void anIsolatedLeaderIsReplacedAndServesNoMore() {
        assumeCan(Capability.CUT);
        int leader = leader();
        cluster.cut(NodeSets.between(Set.of(leader), othersThan(leader)));
        items.failToWriteTo(leader);
        awaitOthersServe(leader);
        items.awaitAnswers(leader); // cut off from the nodes, not from us
        assertThat(cluster.alive()).isEqualTo(cluster.nodes());
        items.failToReadFrom(leader);
        cluster.healLinks();
        cluster.awaitServing(PATIENCE);
    }

    @Test
    void aLeaderThatIsHeardByNobodyIsReplaced() {
        assumeCan(Capability.CUT);
        int leader = leader();
        cluster.cut(NodeSets.between(Set.of(leader), othersThan(leader)).stream()
                .filter(link -> link.from() == leader)
                .collect(Collectors.toSet()));
        items.failToWriteTo(leader);
        awaitOthersServe(leader);
    }

    @Test
    void aLeaderThatHearsNobodyIsReplaced() {
        assumeCan(Capability.CUT);
        int leader = leader();
        cluster.cut(NodeSets.between(Set.of(leader), othersThan(leader)).stream()
                .filter(link -> link.to() == leader)
                .collect(Collectors.toSet()));
        items.failToWriteTo(leader);
        awaitOthersServe(leader);
    }

    @Test
    void cutsAddUpUntilLinksAreHealed() {
        assumeCan(Capability.CUT);
        cluster.cut(NodeSets.between(Set.of(1), Set.of(2)));
        items.writeAll();
        Set<Link> all = new HashSet<>(NodeSets.between(cluster.nodes(), cluster.nodes()));
        all.removeAll(NodeSets.between(Set.of(1), Set.of(2)));
        cluster.cut(all);
        for (int node : cluster.nodes()) {
            items.failToWriteTo(node);
        }
        cluster.healLinks();
        items.writeAll();
    }

    @Test
    void aSlowLinkTakesItsTime() {
        assumeCan(Capability.SLOW_LINK);
        Set<Link> all = NodeSets.between(cluster.nodes(), cluster.nodes());
        cluster.degrade(all, LinkQuality.delayed(DELAY_MILLIS, 0));
        assertThat(items.writeMillis()).as("there and back").isGreaterThanOrEqualTo(2 * DELAY_MILLIS);
        cluster.healLinks();
        await().atMost(PATIENCE).until(() -> items.writeMillis() < 2 * DELAY_MILLIS);
    }

    @Test
    void aLossyLinkCarriesOn() {
        assumeCan(Capability.LOSSY_LINK);
        Set<Link> all = NodeSets.between(cluster.nodes(), cluster.nodes());
        cluster.degrade(all, LinkQuality.lossy(LOSS_PERCENT));
        for (int round = 0; round < LOSSY_ROUNDS; round++) {
            items.writeAll();
        }
        items.readAll();
    }

    @Test
    void skewedClocksSurviveRestartsAndComeBack() {
        assumeCan(Capability.CLOCK_SKEW);
        Set<Integer> all = cluster.nodes();
        all.forEach(node -> cluster.skewClock(node, SKEW));
        assertThat(items.clockError()).isGreaterThan(SKEW.dividedBy(2));
        items.writeAll();
        cluster.kill(all);
        cluster.start();
        assertThat(items.clockError()).isGreaterThan(SKEW.dividedBy(2));
        items.writeAll();
        all.forEach(node -> cluster.skewClock(node, SKEW.negated()));
        assertThat(items.clockError()).isLessThan(SKEW.dividedBy(2).negated());
        items.writeAll();
        all.forEach(node -> cluster.skewClock(node, Duration.ZERO));
        assertThat(items.clockError().abs()).isLessThan(SKEW.dividedBy(2));
        items.writeAll();
        items.readAll();
    }

    @Test
    void whatWasAcknowledgedIsThereWhenADiskWasFull() {
        assumeCan(Capability.DISK_FULL);
        int leader = leader();
        items.writeAll();
        cluster.fillDisk(leader);
        cluster.fillDisk(leader);
        cluster.freeDisk(leader);
        restart(leader);
        items.readAll();
    }

    @Test
    void whatWasAcknowledgedIsThereWhenADiskStoodStill() {
        assumeCan(Capability.DISK_STALL);
        int leader = leader();
        items.writeAll();
        cluster.stallDisk(leader);
        cluster.stallDisk(leader);
        items.writeOnce();
        cluster.resumeDisk(leader);
        restart(leader);
        items.readAll();
    }

    @Test
    void whatIsWrittenWhileDisksAreSlowIsThereWhenAllLostPower() {
        assumeCan(Capability.DISK_SLOW);
        items.writeAll();
        cluster.nodes().forEach(cluster::slowDisk);
        items.writeOnce();
        cluster.losePower(cluster.nodes());
        cluster.nodes().forEach(cluster::resumeDisk);
        cluster.start();
        items.readAll();
    }

    /** What a node makes of a broken disk is its own affair: a fresh start takes it from there. */
    private void restart(int node) {
        cluster.kill(Set.of(node));
        cluster.launch(Set.of(node));
        cluster.awaitServing(PATIENCE);
        items.awaitAnswers(node);
    }

    @Test
    void whatWasAcknowledgedIsThereWhenAllLostPower() {
        assumeCan(Capability.POWER_LOSS);
        items.writeAll();
        cluster.losePower(cluster.nodes());
        assertThat(cluster.alive()).isEmpty();
        for (int node : cluster.nodes()) {
            assertThat(items.answers(node)).isFalse();
        }
        cluster.start();
        items.readAll();
    }

    @Test
    void whatWasAcknowledgedIsThereWhenANodeWasReplaced() {
        assumeCan(Capability.REPLACE);
        assumeTrue(triesAllMoves(), "one move of each kind in a build is enough");
        int lost = leader();
        items.writeAll();
        assertThatThrownBy(() -> cluster.replace(lost)).as("it runs").isInstanceOf(ClusterException.class);
        cluster.kill(Set.of(lost));
        items.writeAll();
        cluster.replace(lost);
        cluster.awaitSettled(PATIENCE);
        items.awaitAnswers(lost);
        items.readAll();
        cluster.kill(Set.of(othersThan(lost).iterator().next()));
        items.writeAll(); // by a majority of which it is one
        cluster.start();
        assertThat(cluster.digests(PATIENCE)).isNotEmpty().allMatch(digest -> digest.agree());
    }

    @Test
    void whatWasAcknowledgedIsThereWhenANodeCameAndWent() {
        assumeCan(Capability.MEMBERS);
        Set<Integer> began = cluster.nodes();
        int more = began.size() + 1;
        items.writeAll();
        assertThat(cluster.add()).isEqualTo(more);
        assertThatThrownBy(cluster::add)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no node more can come before one goes");
        assertThat(cluster.nodes()).isEqualTo(cluster.alive()).isEqualTo(NodeSets.all(more));
        cluster.awaitSettled(PATIENCE);
        items.awaitAnswers(more);
        items.writeAll();
        noNodeServesWithoutLinks();
        cluster.drain(more);
        cluster.remove(more, PATIENCE);
        assertThat(cluster.nodes()).isEqualTo(cluster.alive()).isEqualTo(began);
        items.readAll();
        assertThat(cluster.digests(PATIENCE)).isNotEmpty().allMatch(digest -> digest.agree());
    }

    /** No majority is left, unless links of a node that has come are whole. */
    private void noNodeServesWithoutLinks() {
        if (cluster.capabilities().contains(Capability.CUT)) {
            cluster.cut(NodeSets.between(cluster.nodes(), cluster.nodes()));
            items.failToWriteTo(cluster.nodes().iterator().next());
            cluster.healLinks();
        }
    }

    /** So that in the end the same numbers are there, each node that goes comes back, empty. */
    @Test
    void whatWasAcknowledgedIsThereWhenAFounderWentAndItsNumberCameBack() {
        assumeCan(Capability.MEMBERS);
        assumeTrue(triesAllMoves(), "one move of each kind in a build is enough");
        Set<Integer> began = cluster.nodes();
        int more = began.size() + 1;
        int going = leader();
        items.writeAll();
        assertThat(cluster.add()).isEqualTo(more);
        cluster.awaitSettled(PATIENCE);
        assertThat(cluster.nodes()).isEqualTo(NodeSets.all(more));
        items.awaitAnswers(more);
        items.writeAll();
        cluster.drain(going);
        cluster.remove(going, PATIENCE);
        assertThat(cluster.nodes()).hasSameSizeAs(began).contains(more).doesNotContain(going);
        items.writeAll();
        noNodeServesWithoutLinks();
        assertThat(cluster.add()).isEqualTo(going);
        cluster.awaitSettled(PATIENCE);
        cluster.remove(more, PATIENCE);
        assertThat(cluster.nodes()).isEqualTo(began);
        items.awaitAnswers(going);
        items.readAll();
        assertThat(cluster.digests(PATIENCE)).isNotEmpty().allMatch(digest -> digest.agree());
    }

    @Test
    void healHealsAllFaultsTogether() {
        items.writeAll();
        if (cluster.capabilities().contains(Capability.CUT)) {
            cluster.cut(NodeSets.between(cluster.nodes(), cluster.nodes()));
        }
        if (cluster.capabilities().contains(Capability.CLOCK_SKEW)) {
            cluster.skewClock(1, SKEW);
        }
        if (cluster.capabilities().contains(Capability.PAUSE)) {
            cluster.pause(Set.of(2));
        }
        cluster.kill(Set.of(3));
        cluster.heal(PATIENCE);
        items.readAll();
        items.writeAll();
        assertThat(items.clockError().abs()).isLessThan(SKEW.dividedBy(2));
        cluster.nodes().forEach(items::awaitAnswers);
    }
}
