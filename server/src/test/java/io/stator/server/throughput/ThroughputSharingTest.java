package io.stator.server.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.OnDemandThroughput;
import io.stator.model.Throughput;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What all nodes together let a table consume, whoever is asked, and whatever gets lost between them. */
class ThroughputSharingTest {
    private static final double RATE = 100;
    private static final double BURST = 300 * RATE;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @BeforeEach
    void printSeed(TestInfo test) {
        System.out.println(test.getDisplayName() + ": seed " + seed);
    }

    private SharedTable cluster(int nodes) {
        return new SharedTable(nodes, new Throughput(1, (long) RATE), random);
    }

    private static double sum(double[] consumed) {
        return Arrays.stream(consumed).sum();
    }

    private static void within10Percent(double units, int seconds) {
        assertThat(units).isBetween(0.9 * RATE * seconds, 1.1 * RATE * seconds);
    }

    /** Nothing is left of what was kept. */
    private static void drain(SharedTable cluster, double... demand) {
        cluster.run(60, demand);
        cluster.run(20, demand);
    }

    @Test
    void aNodeWithAllOfTheDemandGetsAllOfTheRate() {
        for (int nodes : new int[] {1, 2, 3, 10}) {
            SharedTable cluster = cluster(nodes);
            double[] demand = new double[nodes];
            demand[0] = 20 * RATE;
            drain(cluster, demand);
            within10Percent(sum(cluster.run(60, demand)), 60);
        }
    }

    @Test
    void theBurstIsTheTablesAndNotANodes() {
        SharedTable cluster = cluster(3);
        double consumed = sum(cluster.run(100, 50 * RATE, 0, 0));
        assertThat(consumed).isBetween(0.9 * (BURST + 100 * RATE), 1.1 * (BURST + 100 * RATE));
    }

    @Test
    void demandThatIsSkewedIsServedInItsProportions() {
        SharedTable cluster = cluster(3);
        double[] demand = {10 * RATE, 3 * RATE, RATE};
        drain(cluster, demand);
        double[] consumed = cluster.run(100, demand);
        within10Percent(sum(consumed), 100);
        assertThat(consumed[0]).isGreaterThan(consumed[1]);
        assertThat(consumed[1]).isGreaterThan(consumed[2]);
        assertThat(consumed[2]).isGreaterThan(0.1 * RATE * 100);
    }

    @Test
    void demandThatMovesIsFollowed() {
        SharedTable cluster = cluster(3);
        drain(cluster, 5 * RATE, 0, 0);
        double consumed = 0;
        for (int turn = 0; turn < 30; turn++) {
            double[] demand = new double[3];
            demand[random.nextInt(3)] = 5 * RATE;
            consumed += sum(cluster.run(5, demand));
        }
        within10Percent(consumed, 150);
    }

    @Test
    void demandBelowTheRateIsNeverRefused() {
        SharedTable cluster = cluster(3);
        drain(cluster, 5 * RATE, RATE, RATE);
        cluster.passSeconds(30);
        cluster.refused = 0;
        cluster.run(120, 0.5 * RATE, 0.3 * RATE, 0.1 * RATE);
        assertThat(cluster.refused).isZero();
    }

    @Test
    void lostMessagesLoseNothing() {
        SharedTable cluster = cluster(3);
        cluster.requestLost = node -> random.nextInt(4) == 0;
        cluster.answerLost = node -> random.nextInt(4) == 0;
        double[] demand = {10 * RATE, RATE, 0};
        double all = sum(cluster.run(400, demand));
        assertThat(all).isBetween(0.9 * (BURST + 400 * RATE), 1.1 * (BURST + 400 * RATE));
        within10Percent(sum(cluster.run(100, demand)), 100);
    }

    /** Some answers are lost for so long that the node goes on alone, though what it reported was counted. */
    @Test
    void aNodeThatHearsNothingTakesAnEvenPart() {
        SharedTable cluster = cluster(4);
        double[] demand = {5 * RATE, 5 * RATE, 5 * RATE, 5 * RATE};
        drain(cluster, demand);
        cluster.leader = -1;
        cluster.run(5, demand);
        double[] alone = cluster.run(60, demand);
        within10Percent(sum(alone), 60);
        assertThat(Arrays.stream(alone).boxed())
                .allSatisfy(units -> assertThat(units).isBetween(0.2 * RATE * 60, 0.3 * RATE * 60));
        cluster.leader = 0;
        within10Percent(sum(cluster.run(60, demand)), 60);
    }

    /** What it consumed alone for an hour is not to be repaid by an hour without anything. */
    @Test
    void aNodeThatWasAloneForLongDoesNotBlockTheTable() {
        SharedTable cluster = cluster(3);
        double[] demand = {5 * RATE, 5 * RATE, 0};
        drain(cluster, demand);
        cluster.requestLost = node -> node == 1;
        cluster.run(3600, demand);
        cluster.requestLost = node -> false;
        cluster.run(10, demand);
        within10Percent(sum(cluster.run(60, demand)), 60);
    }

    @Test
    void anotherLeaderGivesNothingAway() {
        SharedTable cluster = cluster(3);
        double[] demand = {10 * RATE, RATE, 0};
        drain(cluster, demand);
        double consumed = 0;
        int seconds = 0;
        for (int turn = 0; turn < 12; turn++) {
            // Also one that led before, and has books of that time.
            cluster.leader = (cluster.leader + 1 + random.nextInt(2)) % 3;
            int length = 5 + random.nextInt(20);
            consumed += sum(cluster.run(length, demand));
            consumed += sum(cluster.run(10, 0, 10 * RATE, 0));
            seconds += length + 10;
        }
        within10Percent(consumed, seconds);
    }

    /** All nodes were heard by it a moment ago, but what they consumed since, others know. */
    @Test
    void aLeaderThatWasAwayForAMomentGivesNothingAway() {
        SharedTable cluster = cluster(3);
        cluster.run(3, RATE / 10, RATE / 10, RATE / 10);
        cluster.leader = 1;
        // Within the second of a change of leaders nodes do not know of each other: so not all of it at once.
        double[] demand = {14 * RATE, 14 * RATE, 14 * RATE};
        double consumed = sum(cluster.run(8, demand));
        cluster.leader = 0;
        consumed += sum(cluster.run(10, demand));
        assertThat(consumed).isLessThan(1.2 * (BURST + 18 * RATE));
    }

    @Test
    void aDebtIsTheTables() {
        SharedTable cluster = cluster(3);
        drain(cluster, 5 * RATE, 0, 0);
        while (!cluster.write(1, 20 * RATE)) {
            cluster.passSeconds(1);
        }
        cluster.passSeconds(1);
        double[] consumed = cluster.run(15, 5 * RATE, 5 * RATE, 5 * RATE);
        assertThat(sum(consumed)).isLessThan(0.1 * RATE * 15);
        cluster.run(10, 5 * RATE, 5 * RATE, 5 * RATE);
        within10Percent(sum(cluster.run(60, 5 * RATE, 5 * RATE, 5 * RATE)), 60);
    }

    @Test
    void anotherRateCountsWithinASecond() {
        SharedTable cluster = cluster(3);
        double[] demand = {5 * RATE, 5 * RATE, 0};
        drain(cluster, demand);
        cluster.change(SharedTable.table(1, new Throughput(1, (long) (2 * RATE))));
        cluster.run(1, demand);
        within10Percent(sum(cluster.run(60, demand)) / 2, 60);
        cluster.change(SharedTable.table(1, new Throughput(1, (long) (RATE / 2))));
        cluster.run(3, demand);
        within10Percent(sum(cluster.run(60, demand)) * 2, 60);
        // Also where nobody says anything.
        cluster.leader = -1;
        cluster.run(5, demand);
        cluster.change(SharedTable.table(1, new Throughput(1, (long) (1.5 * RATE))));
        cluster.run(1, demand);
        within10Percent(sum(cluster.run(60, demand)), 60);
    }

    @Test
    void aTableOnDemandIsNotLimitedAtOnce() {
        SharedTable cluster = cluster(3);
        drain(cluster, 5 * RATE, 5 * RATE, 5 * RATE);
        assertThat(cluster.write(0)).isFalse();
        cluster.change(SharedTable.table(1, Billing.ON_DEMAND));
        assertThat(cluster.write(0)).isTrue();
        assertThat(cluster.nodes.get(0).writes(cluster.table())).isNull();
        assertThat(cluster.nodes.get(0).reads(cluster.table())).isNull();
    }

    /** As those of a provisioned table, and one of them may be without a limit. */
    @Test
    void theMaximaOfATableOnDemandAreShared() {
        SharedTable cluster = cluster(3);
        cluster.change(SharedTable.table(1, Billing.ON_DEMAND.with(new OnDemandThroughput(null, (long) RATE))));
        double[] demand = {10 * RATE, 3 * RATE, RATE};
        drain(cluster, demand);
        within10Percent(sum(cluster.run(60, demand)), 60);
        assertThat(cluster.nodes.get(0).reads(cluster.table())).isNull();
        // Another maximum, and one more.
        cluster.change(SharedTable.table(1, Billing.ON_DEMAND.with(new OnDemandThroughput(2L, (long) RATE / 2))));
        cluster.run(3, demand);
        within10Percent(sum(cluster.run(60, demand)) * 2, 60);
        assertThat(cluster.nodes.get(0).reads(cluster.table())).isNotNull().satisfies(reads -> {
            assertThat(reads.take(600)).isTrue();
            assertThat(reads.take(0.5)).isFalse();
        });
        cluster.change(SharedTable.table(1, Billing.ON_DEMAND));
        assertThat(cluster.nodes.get(0).writes(cluster.table())).isNull();
    }

    /** What a refusal says goes by what the table is now. */
    @Test
    void aRefusalKnowsHowTheTableIsBilled() {
        SharedTable cluster = cluster(1);
        TableMeter meter = cluster.nodes.get(0).writes(cluster.table());
        assertThat(meter).isNotNull();
        assertThat(meter.refusal(1).mode()).isEqualTo(BillingMode.PROVISIONED);
        cluster.change(SharedTable.table(1, Billing.ON_DEMAND.with(new OnDemandThroughput(1L, 1L))));
        cluster.passSeconds(2);
        assertThat(cluster.nodes.get(0).writes(cluster.table())).isSameAs(meter);
        assertThat(meter.refusal(1).mode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    }

    @Test
    void aTableOfTheSameNameBeginsAnew() {
        SharedTable cluster = cluster(3);
        drain(cluster, 5 * RATE, 5 * RATE, 5 * RATE);
        TableMeter meter = cluster.nodes.get(0).writes(cluster.table());
        cluster.change(SharedTable.table(2, new Throughput(1, (long) RATE)));
        assertThat(cluster.write(0, BURST / 3)).isTrue();
        assertThat(cluster.nodes.get(0).writes(cluster.table())).isNotSameAs(meter);
        // Whoever asks for the old one does not bring it back.
        TableMeter current = cluster.nodes.get(0).writes(cluster.table());
        assertThat(cluster.nodes.get(0).writes(SharedTable.table(1, new Throughput(1, (long) RATE))))
                .isSameAs(current);
    }

    /** Meters go with their tables, on the nodes and in the books. */
    @Test
    void aTableThatIsGoneLeavesNothing() {
        SharedTable cluster = cluster(3);
        cluster.run(5, RATE, RATE, RATE);
        assertThat(cluster.nodes.get(0).count()).isEqualTo(1);
        cluster.tables.clear();
        cluster.passSeconds(2);
        assertThat(cluster.nodes).allSatisfy(node -> assertThat(node.count()).isZero());
    }

    /** Reads and writes are two things. */
    @Test
    void readsAreCountedByThemselves() {
        SharedTable cluster = cluster(1);
        drain(cluster, 5 * RATE);
        TableMeter reads = cluster.nodes.get(0).reads(cluster.table());
        assertThat(reads).isNotNull();
        assertThat(reads.take(300)).isTrue();
        assertThat(reads.take(0.5)).isFalse();
    }
}
