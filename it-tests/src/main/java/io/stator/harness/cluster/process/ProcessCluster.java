package io.stator.harness.cluster.process;

import io.stator.client.routing.ChannelFactory;
import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.network.ProxyNetwork;
import io.stator.harness.stator.cluster.ClockOffset;
import io.stator.harness.stator.cluster.DecisionTrap;
import io.stator.harness.stator.cluster.HarnessNodeMain;
import io.stator.harness.stator.cluster.StatorCluster;
import io.stator.server.launch.LaunchException;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.NodeHost;
import io.stator.server.launch.NodePlace;
import io.stator.server.launch.PartitionDigest;
import io.stator.server.launch.ProcessState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Processes on this machine that reach each other through a {@link ProxyNetwork}, with nothing changed in what they
 * run: names lead them to the proxies. This program reaches them directly. The processes end with the
 * cluster, or with this JVM if that ends earlier.
 */
public final class ProcessCluster implements StatorCluster {
    public static final String DRIVER = "processes";

    /** Quick to start, and light on a machine of two cores. */
    private static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            // Not that of a test, which is on its class path too.
            "-Dlogback.configurationFile=logback.xml");

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.PAUSE,
            Capability.CUT,
            Capability.SLOW_LINK,
            Capability.LOSSY_LINK,
            Capability.CLOCK_SKEW,
            Capability.DECISION,
            Capability.REPLACE,
            Capability.MEMBERS);

    private final Set<Capability> capabilities;
    private final LocalCluster cluster;
    private final ProxyNetwork network;
    private final List<ClockOffset> clocks;
    private final List<DecisionTrap> traps;
    private final Thread endProcesses;
    private final Object starts = new Object();
    private boolean ended;
    private boolean closed;

    private ProcessCluster(
            LocalCluster cluster, ProxyNetwork network, List<ClockOffset> clocks, List<DecisionTrap> traps) {
        this.capabilities =
                StatorCluster.capabilities(CAPABILITIES, cluster.places().size());
        this.cluster = cluster;
        this.network = network;
        this.clocks = clocks;
        this.traps = traps;
        this.endProcesses = new Thread(this::endProcesses, "kill-cluster");
        Runtime.getRuntime().addShutdownHook(endProcesses);
    }

    /**
     * Small nodes on free ports, open to everybody, with small checkpoints and logs, so that snapshots and purges happen in
     * short runs.
     * Their main class is {@link HarnessNodeMain}; another one that is put in its place calls its run method.
     *
     * @param directory of this cluster alone
     */
    public static LocalClusterSpec spec(Path directory, int nodes) {
        return LocalClusterSpec.onFreePorts(directory, nodes)
                .withMainClass(HarnessNodeMain.class)
                .withJvmOptions(SMALL_JVM)
                .withSetting("gateway.auth", "open")
                .withSetting("checkpoint.bytes", "8MB")
                .withSetting("raft.segment.bytes", "8MB")
                .withSetting("log.preserve.entries", "100")
                .withSetting("storage.cache.bytes", "16MB")
                .withSetting("storage.writebuffer.bytes", "16MB");
    }

    /**
     * Starts no node yet.
     *
     * @param spec see {@link #spec}
     * @param seed of what links do at random
     */
    public static ProcessCluster create(LocalClusterSpec spec, long seed) {
        String ofNode = spec.directory().resolve("node" + LocalClusterSpec.NODE).toString();
        LocalClusterSpec named = spec.withHostNames(NodeNames.PATTERN)
                .withJvmOptions(List.of(
                        NodeNames.jvmOption(ofNode + "/hosts"),
                        "-D" + HarnessNodeMain.CLOCK + "=" + ofNode + "/clock",
                        "-D" + HarnessNodeMain.DECISIONS + "=" + ofNode + "/decisions"));
        LocalCluster cluster = attempt(() -> LocalCluster.create(named));
        // Those that there are, and one that may come.
        List<NodePlace> places = spec.nodes() < LocalClusterSpec.NODES_MAX
                ? spec.withNodeMore(NodeHost.LOOPBACK).places()
                : spec.places();
        Set<Integer> numbers = NodeSets.all(places.size());
        List<ClockOffset> clocks = new ArrayList<>();
        List<DecisionTrap> traps = new ArrayList<>();
        for (NodePlace place : places) {
            NodeNames.writeHostsFile(place.directory().resolve("hosts"), place.number(), numbers);
            clocks.add(ClockOffset.rightClock(place.directory().resolve("clock")));
            traps.add(DecisionTrap.open(place.directory().resolve("decisions")));
        }
        ProxyNetwork network = ProxyNetwork.start(seed);
        try {
            for (Link link : NodeSets.between(numbers, numbers)) {
                NodePlace to = places.get(link.to() - 1);
                for (int port : new int[] {to.clientPort(), to.raftPort()}) {
                    network.listen(link, NodeNames.proxy(link, port), NodeNames.listening(port));
                }
            }
        } catch (ClusterException e) {
            network.close();
            cluster.close();
            throw e;
        }
        return new ProcessCluster(cluster, network, clocks, traps);
    }

    /** The processes, for what only this driver can do. */
    public LocalCluster processes() {
        return cluster;
    }

    /** Of every cluster of three nodes or more that can still grow. */
    public static Set<Capability> abilities() {
        return CAPABILITIES;
    }

    @Override
    public String driver() {
        return DRIVER;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Set<Integer> nodes() {
        return cluster.places().stream().map(NodePlace::number).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<Integer> alive() {
        return nodes().stream()
                .filter(node -> cluster.processState(node) != ProcessState.DOWN)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String address(int node) {
        return cluster.spec().advertisedAddress(cluster.place(node));
    }

    @Override
    public List<URI> gateways() {
        return cluster.places().stream().map(StatorCluster::gateway).toList();
    }

    @Override
    public ChannelFactory channels() {
        return cluster.channels();
    }

    @Override
    public void start() {
        starting(cluster::launch);
        awaitServing(LocalCluster.READY_TIMEOUT);
    }

    @Override
    public void launch(Set<Integer> nodes) {
        nodes.forEach(node -> starting(() -> cluster.launch(node)));
    }

    @Override
    public void awaitServing(Duration timeout) {
        attempt(() -> cluster.awaitReady(timeout));
    }

    @Override
    public void kill(Set<Integer> nodes) {
        attempt(() -> cluster.kill(nodes));
    }

    @Override
    public void killAtDecision(Set<Integer> nodes) {
        nodes.forEach(node -> traps.get(node - 1).set(true));
    }

    @Override
    public void stop(int node) {
        attempt(() -> cluster.stop(node));
    }

    @Override
    public void pause(Set<Integer> nodes) {
        attempt(() -> running(nodes).forEach(cluster::pause));
    }

    @Override
    public void resume(Set<Integer> nodes) {
        attempt(() -> running(nodes).forEach(cluster::resume));
    }

    private List<Integer> running(Set<Integer> nodes) {
        return nodes.stream()
                .filter(node -> cluster.processState(node) != ProcessState.DOWN)
                .toList();
    }

    @Override
    public void cut(Set<Link> links) {
        network.cut(links);
    }

    @Override
    public void degrade(Set<Link> links, LinkQuality quality) {
        network.degrade(links, quality);
    }

    @Override
    public void healLinks() {
        network.heal();
    }

    @Override
    public void skewClock(int node, Duration offset) {
        clocks.get(node - 1).set(offset);
    }

    @Override
    public void fillDisk(int node) {
        throw cannot(Capability.DISK_FULL);
    }

    @Override
    public void freeDisk(int node) {
        throw cannot(Capability.DISK_FULL);
    }

    @Override
    public void stallDisk(int node) {
        throw cannot(Capability.DISK_STALL);
    }

    @Override
    public void slowDisk(int node) {
        throw cannot(Capability.DISK_SLOW);
    }

    @Override
    public void resumeDisk(int node) {
        throw cannot(Capability.DISK_STALL);
    }

    @Override
    public void losePower(Set<Integer> nodes) {
        throw cannot(Capability.POWER_LOSS);
    }

    @Override
    public void awaitSettled(Duration timeout) {
        attempt(() -> cluster.awaitSettled(timeout));
    }

    @Override
    public void replace(int node) {
        starting(() -> cluster.launchInPlaceOf(node));
    }

    @Override
    public int add() {
        StatorCluster.requireHost(cluster.spec().freeNumber(), clocks.size());
        AtomicInteger number = new AtomicInteger();
        starting(() -> number.set(cluster.launchOneMore(NodeHost.LOOPBACK)));
        return number.get();
    }

    @Override
    public void drain(int node) {
        attempt(() -> cluster.drain(node, DECISION_TIMEOUT));
    }

    @Override
    public void remove(int node, Duration timeout) {
        attempt(() -> cluster.remove(node, timeout));
    }

    private UnsupportedOperationException cannot(Capability capability) {
        return new UnsupportedOperationException("the driver " + driver() + " has no " + capability);
    }

    @Override
    public List<Integer> leaders() {
        return cluster.view().leadersByCount();
    }

    @Override
    public List<PartitionDigest> digests(Duration timeLimit) {
        return attempt(() -> cluster.digests(timeLimit));
    }

    @Override
    public List<String> logTail(int node, int linesMax) {
        return attempt(() -> cluster.logTail(node, linesMax));
    }

    /** Processes outlive this program: once they are ended for good, as by Ctrl-C beside a run, none may be started. */
    private void starting(Runnable start) {
        synchronized (starts) {
            if (ended) {
                throw new ClusterException("the cluster's processes are ended");
            }
            attempt(start);
        }
    }

    private void endProcesses() {
        synchronized (starts) {
            ended = true;
        }
        attempt(cluster::killAll);
    }

    private static void attempt(Runnable action) {
        attempt(() -> {
            action.run();
            return true;
        });
    }

    private static <T> T attempt(Supplier<T> action) {
        try {
            return action.get();
        } catch (LaunchException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        endProcesses();
        network.close();
        cluster.close();
        try {
            Runtime.getRuntime().removeShutdownHook(endProcesses);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs, or has run: it kills what is dead already.
        }
    }
}
