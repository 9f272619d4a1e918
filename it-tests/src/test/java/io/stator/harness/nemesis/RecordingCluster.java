package io.stator.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import io.stator.harness.cluster.NodeSets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster of which nothing exists but what is broken of it. Used by one thread; all may look at its calls. */
public class RecordingCluster implements ClusterUnderTest {
    private final int began;
    private final Set<Integer> nodes;
    private final Set<Capability> capabilities;
    private final List<Integer> leaders;

    public final Set<Integer> down = new TreeSet<>();
    public final Set<Integer> paused = new TreeSet<>();
    public final Set<Link> cut = new HashSet<>();
    public final Map<Link, LinkQuality> degraded = new HashMap<>();
    public final Map<Integer, Duration> skewed = new HashMap<>();
    public final Set<Integer> full = new TreeSet<>();
    public final Set<Integer> stalled = new TreeSet<>();
    public final Set<Integer> slowed = new TreeSet<>();
    public final Set<Integer> powerless = new TreeSet<>();
    public final Set<Integer> draining = new TreeSet<>();
    public final Set<Integer> endingAtDecision = new TreeSet<>();
    /** Every call, in order. */
    public final List<String> calls = new CopyOnWriteArrayList<>();

    public boolean closed;
    public boolean neverServes;

    public RecordingCluster(int nodes, Set<Capability> capabilities, List<Integer> leaders) {
        this.began = nodes;
        this.nodes = NodeSets.all(nodes);
        this.capabilities = capabilities.isEmpty() ? Set.of() : EnumSet.copyOf(capabilities);
        this.leaders = leaders;
    }

    public static RecordingCluster able(int nodes) {
        return new RecordingCluster(nodes, EnumSet.allOf(Capability.class), List.of(2));
    }

    /** Whether nothing is broken. */
    public boolean isWhole() {
        return down.isEmpty()
                && paused.isEmpty()
                && cut.isEmpty()
                && degraded.isEmpty()
                && skewed.isEmpty()
                && full.isEmpty()
                && stalled.isEmpty()
                && slowed.isEmpty()
                && draining.isEmpty()
                && endingAtDecision.isEmpty()
                && nodes.size() == began;
    }

    private void needs(Capability capability) {
        if (!capabilities.contains(capability)) {
            throw new UnsupportedOperationException(capability.name());
        }
    }

    @Override
    public String driver() {
        return "memory";
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Set<Integer> nodes() {
        return new TreeSet<>(nodes);
    }

    @Override
    public Set<Integer> alive() {
        Set<Integer> alive = nodes();
        alive.removeAll(down);
        return alive;
    }

    @Override
    public void start() {
        launch(nodes());
    }

    @Override
    public void launch(Set<Integer> launched) {
        calls.add("launch " + launched);
        down.removeAll(launched);
        powerless.removeAll(launched);
    }

    @Override
    public void awaitServing(Duration timeout) {
        calls.add("await");
        if (neverServes) {
            throw new ClusterException("it does not serve");
        }
    }

    @Override
    public void kill(Set<Integer> killed) {
        calls.add("kill " + killed);
        down.addAll(killed);
        paused.removeAll(killed);
        endingAtDecision.removeAll(killed);
    }

    @Override
    public void killAtDecision(Set<Integer> ending) {
        needs(Capability.DECISION);
        calls.add("kill at decision " + ending);
        endingAtDecision.addAll(ending);
    }

    @Override
    public void stop(int node) {
        kill(Set.of(node));
    }

    @Override
    public void pause(Set<Integer> stopped) {
        needs(Capability.PAUSE);
        calls.add("pause " + stopped);
        paused.addAll(stopped);
    }

    @Override
    public void resume(Set<Integer> resumed) {
        needs(Capability.PAUSE);
        calls.add("resume " + resumed);
        paused.removeAll(resumed);
    }

    @Override
    public void cut(Set<Link> links) {
        needs(Capability.CUT);
        calls.add("cut " + links.size());
        cut.addAll(links);
    }

    @Override
    public void degrade(Set<Link> links, LinkQuality quality) {
        needs(quality.lossPercent() > 0 ? Capability.LOSSY_LINK : Capability.SLOW_LINK);
        calls.add("degrade " + links.size());
        links.forEach(link -> degraded.put(link, quality));
    }

    @Override
    public void healLinks() {
        calls.add("heal links");
        cut.clear();
        degraded.clear();
    }

    @Override
    public void skewClock(int node, Duration offset) {
        needs(Capability.CLOCK_SKEW);
        calls.add("skew " + node);
        if (offset.isZero()) {
            skewed.remove(node);
        } else {
            skewed.put(node, offset);
        }
    }

    @Override
    public void fillDisk(int node) {
        needs(Capability.DISK_FULL);
        calls.add("fill " + node);
        full.add(node);
    }

    @Override
    public void freeDisk(int node) {
        calls.add("free " + node);
        full.remove(node);
    }

    @Override
    public void stallDisk(int node) {
        needs(Capability.DISK_STALL);
        calls.add("stall " + node);
        stalled.add(node);
    }

    @Override
    public void slowDisk(int node) {
        needs(Capability.DISK_SLOW);
        calls.add("slow " + node);
        slowed.add(node);
    }

    @Override
    public void resumeDisk(int node) {
        calls.add("go on " + node);
        stalled.remove(node);
        slowed.remove(node);
    }

    @Override
    public void losePower(Set<Integer> lost) {
        needs(Capability.POWER_LOSS);
        calls.add("lose power " + lost);
        down.addAll(lost);
        powerless.addAll(lost);
    }

    @Override
    public void awaitSettled(Duration timeout) {
        if (!capabilities.contains(Capability.REPLACE)) {
            needs(Capability.MEMBERS);
        }
        calls.add("await settled");
    }

    @Override
    public void replace(int node) {
        needs(Capability.REPLACE);
        assertThat(down).as("only what is down is replaced").contains(node);
        calls.add("replace " + node);
        down.remove(node);
    }

    @Override
    public int add() {
        needs(Capability.MEMBERS);
        if (nodes.size() > began) {
            throw new ClusterException("there is one more already");
        }
        int added = 1;
        while (!nodes.add(added)) {
            added++;
        }
        calls.add("add " + added);
        return added;
    }

    @Override
    public void drain(int node) {
        needs(Capability.MEMBERS);
        calls.add("drain " + node);
        draining.add(node);
    }

    @Override
    public void remove(int node, Duration timeout) {
        needs(Capability.MEMBERS);
        calls.add("remove " + node);
        draining.remove(node);
        down.remove(node);
        nodes.remove(node);
    }

    @Override
    public List<Integer> leaders() {
        return leaders.stream().filter(nodes::contains).toList();
    }

    @Override
    public List<String> logTail(int node, int linesMax) {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
    }
}
