package io.stator.server.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.server.bench.LoadEnd;
import io.stator.server.bench.LoadWindow;
import io.stator.server.bench.LoadWindow.Latencies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Twelve windows: the first quarter is 1 to 3, the last 10 to 12. */
class SoakVerdictTest {
    private static final SoakVerdict.Rules RULES = new SoakVerdict.Rules(1.5, 1.1, 0.001, 768 * Windows.MEGABYTE);

    private static List<SoakVerdict.Finding> judge(List<SoakWindow> windows) {
        return SoakVerdict.judge(windows, end(7_200, 0, true), RULES);
    }

    private static SoakVerdict.End end(long answered, long missed, boolean replicasAgree) {
        return new SoakVerdict.End(new LoadEnd(answered, missed), replicasAgree);
    }

    private static List<String> broken(List<SoakWindow> windows) {
        return judge(windows).stream()
                .filter(finding -> !finding.passed())
                .map(SoakVerdict.Finding::rule)
                .toList();
    }

    private static LoadWindow load(long writeP99, long readP99) {
        return new LoadWindow(
                new Latencies(300, 4_000, writeP99, 50_000), new Latencies(300, 500, readP99, 9_000), 0, 0, 0);
    }

    @Test
    void allIsWell() {
        assertThat(judge(Windows.well()))
                .containsExactly(
                        new SoakVerdict.Finding(
                                "p99 of writes", true, "first quarter 10.0 ms, last 10.0 ms: x1.00, at most x1.50"),
                        new SoakVerdict.Finding(
                                "p99 of reads", true, "first quarter 2.0 ms, last 2.0 ms: x1.00, at most x1.50"),
                        new SoakVerdict.Finding(
                                "load",
                                true,
                                "7,200 answered, 0 refused, failed or not sent: 0.000 %, at most 0.100 %"),
                        new SoakVerdict.Finding(
                                "memory within its limit", true, "a node took 550 MB at most, of 768 MB"),
                        new SoakVerdict.Finding(
                                "memory flat",
                                true,
                                "first quarter 500/500/500 MB, last 500/500/500 MB: x1.00 at most, no more than x1.10"),
                        new SoakVerdict.Finding("checkpoints", true, "n1 24, n2 24, n3 24"),
                        new SoakVerdict.Finding("log entries purged", true, "n1 1,200, n2 1,200, n3 1,200"),
                        new SoakVerdict.Finding("compactions", true, "n1 12, n2 12, n3 12"),
                        new SoakVerdict.Finding("replicas", true, "their digests are equal"));
    }

    @Test
    void aP99ThatGrewBreaksItsRuleAlone() {
        assertThat(broken(Windows.withLoad(10, 12, load(15_000, 3_000)))).isEmpty();
        assertThat(broken(Windows.withLoad(10, 12, load(15_001, 3_000)))).containsExactly("p99 of writes");
        assertThat(broken(Windows.withLoad(10, 12, load(15_000, 3_001)))).containsExactly("p99 of reads");
    }

    @Test
    void oneSlowWindowIsNoDriftAndAFastStartNoExcuse() {
        assertThat(broken(Windows.withLoad(12, 12, load(900_000, 900_000)))).isEmpty();
        assertThat(broken(Windows.withLoad(4, 9, load(900_000, 900_000)))).isEmpty();
        assertThat(broken(Windows.withLoad(1, 3, load(5_000, 2_000)))).containsExactly("p99 of writes");
        assertThat(broken(Windows.withLoad(1, 3, load(90_000, 90_000)))).isEmpty();
    }

    @Test
    void aWindowWithoutAnswersHasNoP99() {
        LoadWindow nothing = new LoadWindow(new Latencies(0, 0, 0, 0), new Latencies(0, 0, 0, 0), 0, 0, 0);
        assertThat(broken(Windows.withLoad(10, 11, nothing))).isEmpty();
        assertThat(broken(Windows.withLoad(10, 12, nothing))).containsExactly("p99 of writes", "p99 of reads");
    }

    @Test
    void nearlyAllThatCameDueIsToBeAnswered() {
        assertThat(SoakVerdict.judge(Windows.well(), end(9_990, 10, true), RULES))
                .allMatch(SoakVerdict.Finding::passed);
        assertThat(SoakVerdict.judge(Windows.well(), end(9_989, 11, true), RULES))
                .filteredOn(finding -> !finding.passed())
                .extracting(SoakVerdict.Finding::rule)
                .containsExactly("load");
        assertThat(SoakVerdict.judge(Windows.well(), end(0, 0, true), RULES))
                .filteredOn(finding -> !finding.passed())
                .extracting(SoakVerdict.Finding::rule)
                .as("nothing came due")
                .containsExactly("load");
    }

    @Test
    void noNodeMayEverTakeMoreThanItsLimit() {
        long limit = 768 * Windows.MEGABYTE;
        assertThat(broken(Windows.withSecond(6, 6, node -> Windows.withMemory(node, 1, limit))))
                .isEmpty();
        assertThat(broken(Windows.withSecond(6, 6, node -> Windows.withMemory(node, 1, limit + 1))))
                .containsExactly("memory within its limit");
    }

    @Test
    void noNodeMayGrow() {
        long most = 550 * Windows.MEGABYTE;
        assertThat(broken(Windows.withSecond(11, 11, node -> Windows.withMemory(node, most, most))))
                .isEmpty();
        assertThat(broken(Windows.withSecond(11, 11, node -> Windows.withMemory(node, most + 6 * 1024 * 1024, most))))
                .containsExactly("memory flat");
    }

    @Test
    void aNodeThatIsNotSeenInAQuarterIsNotFlat() {
        List<SoakWindow> gone = Windows.changed(
                10,
                12,
                window -> new SoakWindow(
                        window.number(), window.load(), window.nodes().subList(0, 2)));
        assertThat(broken(gone)).containsExactly("memory flat");
    }

    @Test
    void whatDidNotHappenOnANodeProvesNothing() {
        assertThat(counted(new NodeCounters(0, 3, 1, 100))).containsExactly("checkpoints");
        assertThat(counted(new NodeCounters(2, 3, 1, 0))).containsExactly("log entries purged");
        assertThat(counted(new NodeCounters(2, 3, 0, 100))).containsExactly("compactions");
        assertThat(counted(new NodeCounters(1, 0, 1, 1))).isEmpty();
    }

    private static List<String> counted(NodeCounters counters) {
        return broken(Windows.withSecond(1, Windows.COUNT, node -> node.withCounters(counters)));
    }

    @Test
    void replicasThatDifferAreTold() {
        assertThat(SoakVerdict.judge(Windows.well(), end(7_200, 0, false), RULES))
                .filteredOn(finding -> !finding.passed())
                .containsExactly(new SoakVerdict.Finding("replicas", false, "THEIR DIGESTS DIFFER"));
    }

    @Test
    void quartersNeedFourWindows() {
        assertThatThrownBy(() -> judge(Windows.well().subList(0, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThat(broken(Windows.well().subList(0, 4))).isEmpty();
    }
}
