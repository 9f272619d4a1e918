package io.stator.server.throughput;

import io.stator.proto.v1.Consumption;
import io.stator.proto.v1.Share;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one table has left of its reads, or of its writes, by what nodes reported: it rises by the rate, up to {@link
 * TokenBucket#BURST_SECONDS} of it, and falls by all that is consumed. Not thread-safe.
 */
final class Account {
    /** Of what is shared out, the share that all nodes get alike, so that whoever is asked next can begin. */
    private static final double EVEN_SHARE = 0.5;

    /** After which what a node wanted counts half. */
    private static final double DEMAND_HALF_LIFE_SECONDS = 2;

    /** A table of which less is wanted, in units, is not in use. */
    private static final double DEMAND_MIN = 0.01;

    private final Map<String, NodeUse> uses = new HashMap<>();
    private double rate;
    private double level;
    private long atNanos;

    /** What was counted of a node's reports with the same beginning. */
    private static final class NodeUse {
        private long since;
        private double consumed;
        private double wanted;

        /** What was wanted lately. */
        private double demand;
    }

    /** Full. */
    Account(double rate, long nowNanos) {
        this.rate = rate;
        this.level = burst();
        this.atNanos = nowNanos;
    }

    /** To be called before anything else is done at this time. */
    void pass(double newRate, long nowNanos) {
        double seconds = Math.max(0, nowNanos - atNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        level = Math.min(burst(), level + rate * seconds);
        atNanos = nowNanos;
        rate = newRate;
        level = Math.min(burst(), level);
        double fading = Math.pow(0.5, seconds / DEMAND_HALF_LIFE_SECONDS);
        uses.values().forEach(use -> use.demand *= fading);
    }

    /** Whatever a node knows, it knows from other books, or by itself. */
    void forget(String node) {
        uses.remove(node);
    }

    /**
     * Counts what was not counted of the same beginning. Of a node that was not told the level from here, what it knows of it is the
     * most that there can be, and its consumption is counted in that.
     */
    void report(String node, long since, Consumption use) {
        boolean isStranger = !uses.containsKey(node);
        NodeUse counted = uses.computeIfAbsent(node, name -> new NodeUse());
        if (counted.since != since) {
            counted.since = since;
            counted.consumed = 0;
            counted.wanted = 0;
        }
        if (isStranger && use.hasLevel()) {
            level = Math.min(level, use.getLevel());
        } else {
            level -= use.getConsumed() - counted.consumed;
        }
        counted.demand = Math.max(0, counted.demand + use.getWanted() - counted.wanted);
        counted.consumed = use.getConsumed();
        counted.wanted = use.getWanted();
    }

    /** @param nodes all of the cluster */
    Share share(String node, Set<String> nodes) {
        uses.keySet().retainAll(nodes);
        double even = 1.0 / Math.max(1, nodes.size());
        double all = demand();
        NodeUse own = uses.computeIfAbsent(node, name -> new NodeUse());
        double part = all < DEMAND_MIN ? even : EVEN_SHARE * even + (1 - EVEN_SHARE) * own.demand / all;
        return Share.newBuilder().setLevel(level).setPart(part).build();
    }

    /** Full, and nothing wanted of it: as if nobody had ever asked. */
    boolean isIdle() {
        return level >= burst() && demand() < DEMAND_MIN;
    }

    private double demand() {
        return uses.values().stream().mapToDouble(use -> use.demand).sum();
    }

    private double burst() {
        return rate * TokenBucket.BURST_SECONDS;
    }
}
