package io.stator.harness.cluster.linux;

import io.stator.harness.cluster.Link;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rules on the bridge that joins the nodes: what a frame from one to another meets there. Each change replaces
 * all of them in one step. Not thread-safe.
 */
public final class BridgeRules {
    private static final int ALL_PERCENT = 100;

    private final Command nft;
    private final String table;
    private final List<String> addresses;
    private final Set<Link> cut = new HashSet<>();
    private final Map<Link, Integer> lossPercents = new HashMap<>();

    /**
     * @param nft the command, run where the bridge is
     * @param table of these rules' own
     * @param addresses IPv4 addresses of the nodes, ascending by number
     */
    public BridgeRules(Command nft, String table, List<String> addresses) {
        this.nft = nft;
        this.table = table;
        this.addresses = List.copyOf(addresses);
    }

    /** Nothing passes these links any more; others stay as they are. */
    public void cut(Set<Link> links) {
        cut.addAll(links);
        apply();
    }

    /** Of the frames on these links so many are lost, each by chance; other links stay as they are. */
    public void lose(Set<Link> links, int percent) {
        for (Link link : links) {
            lossPercents.put(link, percent);
        }
        lossPercents.values().removeIf(none -> none == 0);
        apply();
    }

    /** Everything passes. */
    public void heal() {
        cut.clear();
        lossPercents.clear();
        apply();
    }

    /** The rules are gone; may be called when they are gone already. */
    public void remove() {
        nft.with("delete", "table", "bridge", table).succeeds();
    }

    private void apply() {
        nft.with("-f", "-").reading(rules()).run();
    }

    /** As nft reads them. */
    String rules() {
        StringBuilder rules = new StringBuilder();
        // The first line makes sure that there is something to delete.
        rules.append("add table bridge ").append(table).append('\n');
        rules.append("delete table bridge ").append(table).append('\n');
        rules.append("table bridge ").append(table).append(" {\n  chain passing {\n");
        rules.append("    type filter hook forward priority 0; policy accept;\n");
        if (!cut.isEmpty()) {
            rules.append("    ").append(matching(cut)).append(" drop\n");
        }
        Map<Integer, Set<Link>> byPercent = new TreeMap<>();
        lossPercents.forEach((link, percent) ->
                byPercent.computeIfAbsent(percent, first -> new HashSet<>()).add(link));
        byPercent.forEach((percent, links) -> rules.append("    ")
                .append(matching(links))
                .append(" numgen random mod ")
                .append(ALL_PERCENT)
                .append(" < ")
                .append(percent)
                .append(" drop\n"));
        return rules.append("  }\n}\n").toString();
    }

    private String matching(Collection<Link> links) {
        return links.stream()
                .map(link -> addresses.get(link.from() - 1) + " . " + addresses.get(link.to() - 1))
                .sorted()
                .collect(Collectors.joining(", ", "ip saddr . ip daddr { ", " }"));
    }
}
