package io.stator.harness.cluster.namespace;

import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import io.stator.harness.cluster.linux.BridgeRules;
import io.stator.harness.cluster.linux.Command;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Nodes on hosts that are network namespaces of this machine, each with a disk of its own. This program reaches
 * them by their addresses, past all faults of links.
 *
 * <pre>{@code
 * try (NamespaceCluster cluster = NamespaceCluster.create(LocalClusterSpec.of(directory, 3, 9000))) {
 *     cluster.start();
 *     cluster.losePower(Set.of(1, 2, 3));
 *     cluster.start();
 * }
 * }</pre>
 */
public final class NamespaceCluster implements StatorCluster {
    public static final String DRIVER = "namespaces";

    /** Of each node's disk. Only what is written takes space. */
    private static final long DISK_BYTES = 2L << 30;

    private static final List<String> PROGRAMS =
            List.of("ip", "nft", "nsenter", "perl", "mkfs.ext4", "mount", "umount", "fsfreeze", "fallocate");

    private static final Set<Capability> CAPABILITIES = Set.copyOf(
            SlowDisks.arePossible()
                    ? EnumSet.allOf(Capability.class)
                    : EnumSet.complementOf(EnumSet.of(Capability.DISK_SLOW)));

    private static final HostClaim.Cleaning CLEANING = NamespaceCluster::takeDown;

    private final HostClaim claim;
    private final Set<Capability> capabilities;
    private final HostNetwork network;
    private final BridgeRules rules;
    private final SlowLinks slowLinks;
    private final List<NodeDisk> disks;
    private final SlowDisks slowDisks;
    private final LocalCluster cluster;
    private final List<ClockOffset> clocks;
    private final List<DecisionTrap> traps;
    private final ChannelFactory channels = new NettyChannelFactory();
    private boolean closed;

    private NamespaceCluster(HostClaim claim, LocalClusterSpec spec) {
        this.claim = claim;
        // One host more than nodes, for one that may come.
        int numbers = Math.min(spec.nodes() + 1, LocalClusterSpec.NODES_MAX);
        this.capabilities = StatorCluster.capabilities(CAPABILITIES, spec.nodes());
        this.network = new HostNetwork(claim, numbers);
        network.create();
        String ofNode = spec.directory().resolve("node" + LocalClusterSpec.NODE).toString();
        LocalClusterSpec onHosts = spec.withHosts(network.hosts().subList(0, spec.nodes()))
                .withJvmOptions(List.of(
                        "-D" + HarnessNodeMain.CLOCK + "=" + ofNode + "/clock",
                        "-D" + HarnessNodeMain.DECISIONS + "=" + ofNode + "/decisions"));
        List<NodePlace> places = onHosts.withHosts(network.hosts()).places();
        this.disks = places.stream()
                .map(place -> new NodeDisk(place.dataDirectory(), DISK_BYTES))
                .toList();
        disks.forEach(NodeDisk::create);
        this.slowDisks = new SlowDisks(claim);
        this.slowLinks = new SlowLinks(network);
        this.rules = new BridgeRules(network.onBridge("nft"), "faults", network.addresses());
        this.cluster = LocalCluster.create(onHosts);
        this.clocks = places.stream()
                .map(place -> ClockOffset.rightClock(place.directory().resolve("clock")))
                .toList();
        this.traps = places.stream()
                .map(place -> DecisionTrap.open(place.directory().resolve("decisions")))
                .toList();
    }

    /** Of every cluster of three nodes or more that can still grow: all that there are, where the kernel has what they need. */
    public static Set<Capability> abilities() {
        return CAPABILITIES;
    }

    /** Why it cannot run here, for people; empty: it can. */
    public static Optional<String> obstacle() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("network namespaces need Linux");
        }
        for (String program : PROGRAMS) {
            if (!Command.exists(program)) {
                return Optional.of("there is no program " + program + " (packages iproute2, nftables, e2fsprogs)");
            }
        }
        try {
            if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                return Optional.of("network namespaces need root");
            }
        } catch (IOException e) {
            return Optional.of("cannot tell who runs this: " + e);
        }
        // A container's root is not the machine's.
        return Command.of("unshare", "--net", "--mount", "true").succeeds()
                ? Optional.empty()
                : Optional.of("this root may not make network namespaces");
    }

    /**
     * Makes hosts and disks, and starts nothing.
     *
     * @param spec its hosts are replaced; its main class is {@link HarnessNodeMain}, or calls its run method; a cluster that its directory holds is begun anew
     * @throws ClusterException if the machine does not give what is needed
     */
    public static NamespaceCluster create(LocalClusterSpec spec) {
        HostClaim claim = HostClaim.take(spec.directory(), CLEANING);
        if (LocalCluster.exists(spec.directory())) {
            Command.of("rm", "-r", spec.directory().toString()).run();
        }
        // Also when this program is told to end; when it is killed, the next one does it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> claim.release(CLEANING), "give-back-hosts"));
        try {
            return new NamespaceCluster(claim, spec);
        } catch (RuntimeException e) {
            takeDownHosts(claim);
            throw e;
        }
    }

    private static void takeDown(HostClaim claim) {
        takeDownHosts(claim);
        HostNetwork.forgetAddresses(claim);
    }

    private static void takeDownHosts(HostClaim claim) {
        SlowDisks.restoreAll(claim);
        NodeDisk.thawBelow(claim.directory());
        HostNetwork.endProcesses(claim);
        HostNetwork.remove(claim);
        NodeDisk.removeBelow(claim.directory());
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
        return cluster.place(node).clientAddress();
    }

    @Override
    public List<URI> gateways() {
        return cluster.places().stream().map(StatorCluster::gateway).toList();
    }

    @Override
    public ChannelFactory channels() {
        return channels;
    }

    @Override
    public List<PartitionDigest> digests(Duration timeLimit) {
        return cluster.digests(timeLimit);
    }

    @Override
    public void start() {
        attempt(cluster::start);
    }

    @Override
    public void launch(Set<Integer> nodes) {
        attempt(() -> nodes.forEach(cluster::launch));
    }

    @Override
    public void awaitServing(Duration timeout) {
        attempt(() -> cluster.awaitReady(timeout));
    }

    @Override
    public void kill(Set<Integer> nodes) {
        signal("KILL", nodes);
        nodes.forEach(slowDisks::restore);
        // A node does not end before its last write does: where the disk stands still, it goes on for a moment.
        List<NodeDisk> frozen =
                disksOf(nodes).stream().filter(NodeDisk::isFrozen).toList();
        frozen.forEach(NodeDisk::thaw);
        awaitEnd(nodes);
        frozen.forEach(NodeDisk::freeze);
    }

    private void awaitEnd(Set<Integer> killed) {
        attempt(() -> killed.forEach(cluster::kill));
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
        signal("STOP", nodes);
    }

    @Override
    public void resume(Set<Integer> nodes) {
        signal("CONT", nodes);
    }

    private void signal(String name, Set<Integer> nodes) {
        List<String> processes =
                processesOf(nodes).stream().map(process -> process.toString()).toList();
        Command.of("perl", "-e", "kill @ARGV", name)
                .with(processes.toArray(String[]::new))
                .run();
    }

    private List<Long> processesOf(Set<Integer> nodes) {
        List<Long> processes = new ArrayList<>();
        nodes.forEach(node -> cluster.pid(node).ifPresent(processes::add));
        return processes;
    }

    private List<NodeDisk> disksOf(Set<Integer> nodes) {
        return nodes.stream().map(this::disk).toList();
    }

    private NodeDisk disk(int node) {
        return disks.get(node - 1);
    }

    @Override
    public void cut(Set<Link> links) {
        rules.cut(links);
    }

    @Override
    public void degrade(Set<Link> links, LinkQuality quality) {
        rules.lose(links, quality.lossPercent());
        slowLinks.slow(links, quality);
    }

    @Override
    public void healLinks() {
        rules.heal();
        slowLinks.heal();
    }

    @Override
    public void skewClock(int node, Duration offset) {
        clocks.get(node - 1).set(offset);
    }

    @Override
    public void fillDisk(int node) {
        disk(node).fill();
    }

    @Override
    public void freeDisk(int node) {
        disk(node).free();
    }

    @Override
    public void stallDisk(int node) {
        disk(node).freeze();
    }

    @Override
    public void slowDisk(int node) {
        if (!capabilities.contains(Capability.DISK_SLOW)) {
            throw new UnsupportedOperationException("this machine has no " + Capability.DISK_SLOW);
        }
        slowDisks.slow(node, disk(node).mountPoint(), processesOf(Set.of(node)));
    }

    @Override
    public void resumeDisk(int node) {
        disk(node).thaw();
        slowDisks.restore(node);
    }

    @Override
    public void losePower(Set<Integer> nodes) {
        List<NodeDisk> without = disksOf(nodes);
        NodeDisk.cutPower(without, processesOf(nodes));
        // What waits for a slow disk does not end before its write does.
        nodes.forEach(slowDisks::restore);
        awaitEnd(nodes);
        without.forEach(NodeDisk::mountAgain);
    }

    /** Whatever the node writes to its disk, or reads of it, fails from now on. */
    public void failDisk(int node) {
        NodeDisk.cutPower(disksOf(Set.of(node)), List.of());
    }

    /** The disk of a node that is down is whole again, with what had come to it. */
    public void mendDisk(int node) {
        disk(node).mountAgain();
    }

    @Override
    public void awaitSettled(Duration timeout) {
        attempt(() -> cluster.awaitSettled(timeout));
    }

    @Override
    public void replace(int node) {
        if (cluster.processState(node) != ProcessState.DOWN) {
            throw new ClusterException("node " + node + " runs: its disk is in use");
        }
        disk(node).empty();
        attempt(() -> cluster.launchInPlaceOf(node));
    }

    @Override
    public int add() {
        int node = cluster.spec().freeNumber();
        StatorCluster.requireHost(node, disks.size());
        disk(node).empty();
        NodeHost host = network.hosts().get(node - 1);
        attempt(() -> cluster.launchOneMore(host));
        return node;
    }

    @Override
    public void drain(int node) {
        attempt(() -> cluster.drain(node, DECISION_TIMEOUT));
    }

    @Override
    public void remove(int node, Duration timeout) {
        attempt(() -> cluster.remove(node, timeout));
    }

    @Override
    public List<Integer> leaders() {
        return cluster.view().leadersByCount();
    }

    @Override
    public List<String> logTail(int node, int linesMax) {
        return cluster.logTail(node, linesMax);
    }

    /** Where the node keeps its data: the root of its disk. */
    public Path dataDirectory(int node) {
        return disk(node).mountPoint();
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (LaunchException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            takeDownHosts(claim);
            cluster.close();
        }
    }
}
