package io.stator.server.soak;

import io.stator.server.bench.LoadEnd;
import io.stator.server.bench.LoadWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Whether a cluster stayed as it was, by rules that are stated. Pure. */
public final class SoakVerdict {
    private final List<SoakWindow> windows;
    private final List<SoakWindow> firstQuarter;
    private final List<SoakWindow> lastQuarter;
    private final Rules rules;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What is asked.
     *
     * @param driftFactor the most that the p99 of the last quarter may be of the first's, as medians of their windows
     * @param memoryFactor the most that a node's resident memory in the last quarter may be of that in the first
     * @param missedShareMax of all that came due, what may be refused, failed or not sent
     * @param memoryBytes that no node may ever exceed
     */
    public record Rules(double driftFactor, double memoryFactor, double missedShareMax, long memoryBytes) {}

    /** What only the end tells. */
    public record End(LoadEnd load, boolean replicasAgree) {}

    /** @param rule in a few words; @param found what was looked at and what it is to be */
    public record Finding(String rule, boolean passed, String found) {}

    private SoakVerdict(List<SoakWindow> windows, Rules rules) {
        int quarter = windows.size() / 4;
        if (quarter == 0) {
            throw new IllegalArgumentException("no quarters in " + windows.size() + " windows");
        }
        this.windows = windows;
        this.firstQuarter = windows.subList(0, quarter);
        this.lastQuarter = windows.subList(windows.size() - quarter, windows.size());
        this.rules = rules;
    }

    /**
     * One for each rule, all of which are to be passed.
     *
     * @throws IllegalArgumentException if there are fewer than four windows
     */
    public static List<Finding> judge(List<SoakWindow> windows, End end, Rules rules) {
        SoakVerdict verdict = new SoakVerdict(windows, rules);
        verdict.drift("p99 of writes", LoadWindow::writes);
        verdict.drift("p99 of reads", LoadWindow::reads);
        verdict.answered(end.load());
        verdict.memoryWithinLimit();
        verdict.memoryFlat();
        verdict.happened("checkpoints", NodeCounters::checkpoints);
        verdict.happened("log entries purged", NodeCounters::purgedEntries);
        verdict.happened("compactions", NodeCounters::compactions);
        verdict.add(
                "replicas",
                end.replicasAgree(),
                end.replicasAgree() ? "their digests are equal" : "THEIR DIGESTS DIFFER");
        return List.copyOf(verdict.findings);
    }

    private void add(String rule, boolean passed, String found) {
        findings.add(new Finding(rule, passed, found));
    }

    private void drift(String rule, Function<LoadWindow, LoadWindow.Latencies> part) {
        OptionalLong first = medianP99(firstQuarter, part);
        OptionalLong last = medianP99(lastQuarter, part);
        if (first.isEmpty() || last.isEmpty()) {
            add(rule, false, "nothing was answered in a whole quarter");
            return;
        }
        double ratio = (double) last.getAsLong() / Math.max(1, first.getAsLong());
        add(
                rule,
                ratio <= rules.driftFactor,
                text(
                        "first quarter %.1f ms, last %.1f ms: x%.2f, at most x%.2f",
                        first.getAsLong() / 1000.0, last.getAsLong() / 1000.0, ratio, rules.driftFactor));
    }

    /** Of the windows in which something was answered; empty: there are none. */
    private static OptionalLong medianP99(List<SoakWindow> quarter, Function<LoadWindow, LoadWindow.Latencies> part) {
        long[] sorted = quarter.stream()
                .map(window -> part.apply(window.load()))
                .filter(latencies -> latencies.count() > 0)
                .mapToLong(LoadWindow.Latencies::p99)
                .sorted()
                .toArray();
        return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[sorted.length / 2]);
    }

    private void answered(LoadEnd load) {
        long answered = load.answered();
        long missed = load.missed();
        double share = answered + missed == 0 ? 1 : (double) missed / (answered + missed);
        add(
                "load",
                share <= rules.missedShareMax,
                text(
                        "%,d answered, %,d refused, failed or not sent: %.3f %%, at most %.3f %%",
                        answered, missed, 100 * share, 100 * rules.missedShareMax));
    }

    private void memoryWithinLimit() {
        OptionalLong peak = windows.stream()
                .flatMap(window -> window.nodes().stream())
                .mapToLong(NodeSample::rssPeakBytes)
                .max();
        add(
                "memory within its limit",
                peak.isPresent() && peak.getAsLong() <= rules.memoryBytes,
                text("a node took %,d MB at most, of %,d MB", peak.orElse(0) >> 20, rules.memoryBytes >> 20));
    }

    private void memoryFlat() {
        Map<String, Long> first = maxRss(firstQuarter);
        Map<String, Long> last = maxRss(lastQuarter);
        OptionalDouble worst = first.keySet().stream()
                .filter(last::containsKey)
                .mapToDouble(node -> (double) last.getOrDefault(node, 0L) / Math.max(1, first.getOrDefault(node, 0L)))
                .max();
        boolean allSeen = worst.isPresent() && first.keySet().equals(last.keySet());
        add(
                "memory flat",
                allSeen && worst.getAsDouble() <= rules.memoryFactor,
                text(
                        "first quarter %s MB, last %s MB: x%.2f at most, no more than x%.2f",
                        megabytes(first), megabytes(last), worst.orElse(0), rules.memoryFactor));
    }

    private static Map<String, Long> maxRss(List<SoakWindow> quarter) {
        Map<String, Long> most = new LinkedHashMap<>();
        quarter.stream()
                .flatMap(window -> window.nodes().stream())
                .forEach(node -> most.merge(node.nodeId(), node.rssBytes(), Math::max));
        return most;
    }

    private static String megabytes(Map<String, Long> bytes) {
        return String.join(
                "/",
                bytes.values().stream().map(each -> Long.toString(each >> 20)).toList());
    }

    /** On every node: one that did nothing of it proves nothing of it. */
    private void happened(String rule, ToLongFunction<NodeCounters> part) {
        Map<String, NodeCounters> counters = new LinkedHashMap<>();
        windows.stream()
                .flatMap(window -> window.nodes().stream())
                .forEach(node -> counters.merge(node.nodeId(), node.counters(), NodeCounters::plus));
        LongStream counts = counters.values().stream().mapToLong(part);
        boolean everywhere = !counters.isEmpty() && counts.allMatch(count -> count > 0);
        add(
                rule,
                everywhere,
                counters.isEmpty()
                        ? "no node told"
                        : String.join(
                                ", ",
                                counters.entrySet().stream()
                                        .map(node ->
                                                node.getKey() + " " + text("%,d", part.applyAsLong(node.getValue())))
                                        .toList()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
