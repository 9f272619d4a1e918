package io.stator.harness.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A cluster whose nodes, links, clocks and disks can be broken and healed. Nodes are named by their
 * numbers, from 1.
 *
 * <p>Every method blocks until the fault is in force, or is healed. A fault that a driver has no
 * {@link Capability} for throws UnsupportedOperationException; one that should work and does not
 * throws {@link ClusterException}. Faults are idempotent: to kill what is down does nothing. Used by
 * one thread at a time, apart from {@link #leaders} and {@link #nodes}.
 */
public interface ClusterUnderTest extends AutoCloseable {

    /** How its driver is called, such as {@code processes}. */
    String driver();

    Set<Capability> capabilities();

    /** Numbers of those that there are, running or not, ascending: from 1 without a gap until one goes. */
    Set<Integer> nodes();

    /**
     * Those of them whose process is there at the moment, whether it serves, starts or stands still. A node that is not among
     * them, and that nobody has ended, has ended by itself.
     */
    Set<Integer> alive();

    /** Starts every node that is down, and returns when the cluster serves. */
    void start();

    /** Starts these nodes where they are down, and waits for nothing. */
    void launch(Set<Integer> nodes);

    /** Returns when all nodes that run take part and everything has a leader; paused ones are left out. */
    void awaitServing(Duration timeout);

    /** As by SIGKILL, all at the same moment: what was written stays in the page cache. */
    void kill(Set<Integer> nodes);

    /**
     * Each of these nodes that runs ends, as by SIGKILL, at the moment when it is about to decide a transaction; one that is
     * started later does not. Returns when they know, and waits for nothing.
     */
    default void killAtDecision(Set<Integer> nodes) {
        throw new UnsupportedOperationException("the driver " + driver() + " has no " + Capability.DECISION);
    }

    /** As by SIGTERM; returns when the node has ended cleanly. */
    void stop(int node);

    void pause(Set<Integer> nodes);

    void resume(Set<Integer> nodes);

    /** Nothing passes these links any more. */
    void cut(Set<Link> links);

    /** These links get worse, but carry on. */
    void degrade(Set<Link> links, LinkQuality quality);

    /** Every link is whole and fast again. */
    void healLinks();

    /** Sets a node's wall clock off by this much; zero: as it is. Survives a restart of the node. */
    void skewClock(int node, Duration offset);

    /** The node's disk has no space left, until it is freed. */
    void fillDisk(int node);

    void freeDisk(int node);

    /** Writes to the node's disk block, until it goes on. */
    void stallDisk(int node);

    /** Whatever the node writes takes long to be on its disk, until that is resumed or the node ends. */
    void slowDisk(int node);

    /** The node's disk goes on, as fast as before. */
    void resumeDisk(int node);

    /** These nodes lose power at the same moment: they are down, and what they had not fsynced is gone. */
    void losePower(Set<Integer> nodes);

    /**
     * Returns when the cluster serves with all its nodes, each holds its share, and nothing is on its way to another
     * place. Of drivers that can change the nodes.
     */
    default void awaitSettled(Duration timeout) {
        throw new UnsupportedOperationException("the driver " + driver() + " does not change its nodes");
    }

    /** Starts a new, empty node in the place of one that is down, and waits for nothing. */
    default void replace(int node) {
        throw new UnsupportedOperationException("the driver " + driver() + " has no " + Capability.REPLACE);
    }

    /**
     * Starts a new, empty node, and waits for nothing. There can be one more than the cluster began with.
     *
     * @return its number: the lowest that no node has
     * @throws ClusterException if there is one more already
     */
    default int add() {
        throw new UnsupportedOperationException("the driver " + driver() + " has no " + Capability.MEMBERS);
    }

    /** Decides that a node is to go: what it holds goes to the others from now on. Waits for that decision only. */
    default void drain(int node) {
        throw new UnsupportedOperationException("the driver " + driver() + " has no " + Capability.MEMBERS);
    }

    /** Drains a node, if it is not drained already, ends it, and returns when it is no part of the cluster any more. */
    default void remove(int node, Duration timeout) {
        throw new UnsupportedOperationException("the driver " + driver() + " has no " + Capability.MEMBERS);
    }

    /** Numbers of the nodes that lead something at the moment, those that lead most first; empty if none is known. */
    List<Integer> leaders();

    /** The last lines that a node wrote to its log. */
    List<String> logTail(int node, int linesMax);

    /** Ends every node and gives back all that was taken for them; never throws for what is gone already. */
    @Override
    void close();

    /**
     * Heals everything: links, clocks and disks are whole, paused nodes go on, and nodes that are down are
     * started. Returns when the cluster serves.
     */
    default void heal(Duration timeout) {
        Set<Capability> able = capabilities();
        Set<Integer> all = nodes();
        for (int node : all) {
            if (able.contains(Capability.DISK_STALL) || able.contains(Capability.DISK_SLOW)) {
                resumeDisk(node);
            }
            if (able.contains(Capability.DISK_FULL)) {
                freeDisk(node);
            }
            if (able.contains(Capability.CLOCK_SKEW)) {
                skewClock(node, Duration.ZERO);
            }
        }
        if (able.contains(Capability.CUT) || able.contains(Capability.SLOW_LINK)) {
            healLinks();
        }
        if (able.contains(Capability.PAUSE)) {
            resume(all);
        }
        launch(all);
        awaitServing(timeout);
    }
}
