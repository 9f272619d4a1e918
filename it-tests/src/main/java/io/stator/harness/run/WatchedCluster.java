package io.stator.harness.run;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.cluster.DelegatingCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cluster whose nodes are to be there unless whoever breaks it has them end: all that breaks and heals it passes here, so it
 * is known which these are. It looks when it is told to, and before each call after which an end could not be seen any more.
 *
 * <p>May be gone: what was killed, stopped, without power, or is to end by itself, until it is started again; what is drained, for good; what had a
 * disk that was full or stood still, until it is started again with a disk that is whole. Used by one thread, as a cluster is.
 */
final class WatchedCluster extends DelegatingCluster {
    private static final int TAIL_LINES = 30;

    private final RunClock clock;
    private final RunListener listener;

    /** When each node that is to be there was there. */
    private final Map<Integer, Long> seenNanos = new TreeMap<>();

    private final Set<Integer> withBrokenDisk = new TreeSet<>();
    private final Set<Integer> leaving = new TreeSet<>();
    private final List<NodeEnd> ends = new ArrayList<>();

    /** @param cluster all of whose nodes run */
    WatchedCluster(ClusterUnderTest cluster, RunClock clock, RunListener listener) {
        super(cluster);
        this.clock = clock;
        this.listener = listener;
        areToBeThere(nodes());
    }

    /** Notes which nodes are gone that are to be there. */
    void look() {
        Set<Integer> alive = alive();
        long now = clock.nanos();
        new TreeMap<>(seenNanos).forEach((node, lastNanos) -> {
            if (alive.contains(node)) {
                seenNanos.put(node, now);
            } else {
                seenNanos.remove(node);
                NodeEnd end = new NodeEnd(node, lastNanos, now, lastLines(node));
                ends.add(end);
                listener.happens(now, end.title());
            }
        });
    }

    /** That there is no log must not hide that there is no node. */
    private List<String> lastLines(int node) {
        try {
            return logTail(node, TAIL_LINES);
        } catch (ClusterException unread) {
            return List.of("its log cannot be read: " + unread.getMessage());
        }
    }

    Judgement judgement() {
        String subject = "cluster: no node ends by itself";
        if (ends.isEmpty()) {
            return new Judgement(subject, Result.VALID, "each was there until it was ended", List.of());
        }
        String summary = ends.size() == 1 ? ends.get(0).title() : ends.size() + " times a node ended by itself";
        return new Judgement(
                subject,
                Result.INVALID,
                summary,
                ends.stream().map(NodeEnd::finding).toList());
    }

    private void areToBeThere(Set<Integer> nodes) {
        long now = clock.nanos();
        nodes.stream()
                .filter(node -> !withBrokenDisk.contains(node) && !leaving.contains(node))
                .forEach(node -> seenNanos.putIfAbsent(node, now));
    }

    private void mayBeGone(Set<Integer> nodes) {
        look();
        seenNanos.keySet().removeAll(nodes);
    }

    @Override
    public void start() {
        starting(nodes(), super::start);
    }

    @Override
    public void launch(Set<Integer> nodes) {
        starting(nodes, () -> super.launch(nodes));
    }

    /** One that is there is not started, and stays what it is. */
    private void starting(Set<Integer> nodes, Runnable start) {
        look();
        Set<Integer> started = new TreeSet<>(nodes);
        started.removeAll(alive());
        start.run();
        areToBeThere(started);
    }

    @Override
    public void kill(Set<Integer> nodes) {
        mayBeGone(nodes);
        super.kill(nodes);
    }

    @Override
    public void killAtDecision(Set<Integer> nodes) {
        mayBeGone(nodes);
        super.killAtDecision(nodes);
    }

    @Override
    public void stop(int node) {
        mayBeGone(Set.of(node));
        super.stop(node);
    }

    @Override
    public void losePower(Set<Integer> nodes) {
        mayBeGone(nodes);
        super.losePower(nodes);
    }

    @Override
    public void fillDisk(int node) {
        breaksDisk(node);
        super.fillDisk(node);
    }

    @Override
    public void stallDisk(int node) {
        breaksDisk(node);
        super.stallDisk(node);
    }

    @Override
    public void slowDisk(int node) {
        breaksDisk(node);
        super.slowDisk(node);
    }

    private void breaksDisk(int node) {
        mayBeGone(Set.of(node));
        withBrokenDisk.add(node);
    }

    @Override
    public void freeDisk(int node) {
        super.freeDisk(node);
        withBrokenDisk.remove(node);
    }

    @Override
    public void resumeDisk(int node) {
        super.resumeDisk(node);
        withBrokenDisk.remove(node);
    }

    @Override
    public void replace(int node) {
        mayBeGone(Set.of(node));
        super.replace(node);
        areToBeThere(Set.of(node));
    }

    @Override
    public int add() {
        look();
        int added = super.add();
        areToBeThere(Set.of(added));
        return added;
    }

    @Override
    public void drain(int node) {
        mayBeGone(Set.of(node));
        leaving.add(node);
        super.drain(node);
    }

    @Override
    public void remove(int node, Duration timeout) {
        mayBeGone(Set.of(node));
        leaving.add(node);
        super.remove(node, timeout);
        // The next node of this number is another one.
        leaving.remove(node);
    }
}
