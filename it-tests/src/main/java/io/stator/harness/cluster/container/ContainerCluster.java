package io.stator.harness.cluster.container;

import com.github.dockerjava.api.exception.DockerException;
import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.cluster.linux.BridgeRules;
import io.stator.harness.cluster.linux.Command;
import io.stator.harness.stator.cluster.ClockOffset;
import io.stator.harness.stator.cluster.StatorCluster;
import io.stator.server.launch.ClusterCalls;
import io.stator.server.launch.ClusterView;
import io.stator.server.launch.DigestComparison;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.NodeState;
import io.stator.server.launch.PartitionDigest;
import io.stator.server.launch.ProcessState;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;

/**
 * Nodes as containers of an engine on this machine. This program reaches them by their addresses, past all
 * faults of links, and so must run in the engine's network namespace. Links can be cut, and can lose frames, where it
 * may put rules on the engine's bridge: as root, with nftables.
 */
public final class ContainerCluster implements StatorCluster {
    public static final String DRIVER = "containers";

    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.PAUSE, Capability.CUT, Capability.LOSSY_LINK, Capability.CLOCK_SKEW);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int TAIL_LINES = 20;

    private final ContainerNetwork network;
    private final BridgeRules rules;
    private final Set<Capability> capabilities;
    private final List<NodeContainer> containers;
    private final List<ClockOffset> clocks;
    private final ChannelFactory channels = new NettyChannelFactory();
    private final ClusterCalls calls = new ClusterCalls(CALL_TIMEOUT, channels);
    private boolean closed;

    private ContainerCluster(ContainerNetwork network, LocalClusterSpec spec) {
        this.network = network;
        ContainerFactory factory = new ContainerFactory(spec, network);
        this.containers = factory.places().stream().map(factory::create).toList();
        this.rules = new BridgeRules(
                Command.of("nft"),
                network.table(),
                factory.places().stream().map(place -> place.host().address()).toList());
        this.clocks = factory.places().stream().map(factory::clock).toList();
        EnumSet<Capability> able = EnumSet.copyOf(CAPABILITIES);
        if (!network.takesRules()) {
            able.removeAll(Set.of(Capability.CUT, Capability.LOSSY_LINK));
        }
        this.capabilities = able;
    }

    /** Of clusters in whose network this program may put rules. */
    public static Set<Capability> abilities() {
        return CAPABILITIES;
    }

    /** Why it cannot run here, for people; empty: it can. */
    public static Optional<String> obstacle() {
        if (!Files.isExecutable(NodeImage.jlink())) {
            return Optional.of("this Java has no jlink: " + NodeImage.jlink());
        }
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("no container engine answers (DOCKER_HOST); .ci/engine starts one");
    }

    /**
     * Collects an image and makes a network; the image is built, and containers are made, when nodes start.
     *
     * @param spec its hosts and ports are replaced; its main class is {@link
     *     io.stator.harness.stator.cluster.HarnessNodeMain}, or calls its run method
     * @throws ClusterException if the engine refuses
     */
    public static ContainerCluster create(LocalClusterSpec spec) {
        ContainerNetwork network = ContainerNetwork.create();
        try {
            return new ContainerCluster(network, spec);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public String driver() {
        return DRIVER;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(capabilities);
    }

    @Override
    public Set<Integer> nodes() {
        return NodeSets.all(containers.size());
    }

    @Override
    public Set<Integer> alive() {
        Set<Integer> alive = new ConcurrentSkipListSet<>();
        each(nodes(), container -> {
            if (container.state() != ProcessState.DOWN) {
                alive.add(container.place().number());
            }
        });
        return alive;
    }

    @Override
    public String address(int node) {
        return container(node).place().clientAddress();
    }

    @Override
    public List<URI> gateways() {
        return containers.stream()
                .map(container -> StatorCluster.gateway(container.place()))
                .toList();
    }

    @Override
    public ChannelFactory channels() {
        return channels;
    }

    @Override
    public List<PartitionDigest> digests(Duration timeLimit) {
        return new DigestComparison(calls, () -> view().partitionMap(), timeLimit).run();
    }

    private ClusterView view() {
        return new ClusterView(containers.parallelStream()
                .map(container -> calls.stateOf(container.place(), container.state(), OptionalLong.empty()))
                .toList());
    }

    @Override
    public void start() {
        launch(nodes());
        awaitServing(LocalCluster.READY_TIMEOUT);
    }

    @Override
    public void launch(Set<Integer> nodes) {
        each(nodes, NodeContainer::start);
    }

    @Override
    public void awaitServing(Duration timeout) {
        Set<Integer> expected = new TreeSet<>(nodes());
        expected.removeIf(node -> container(node).state() != ProcessState.RUNNING);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            ClusterView view = view();
            for (NodeState node : view.nodes()) {
                int number = node.place().number();
                if (node.process() == ProcessState.DOWN && expected.contains(number)) {
                    throw new ClusterException("node " + number + " ended while it started" + tailOf(number));
                }
            }
            Optional<String> missing = view.missing();
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterException(
                        "the cluster is not ready after " + timeout.toSeconds() + " s: " + missing.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private String tailOf(int node) {
        return ":\n  " + String.join("\n  ", logTail(node, TAIL_LINES));
    }

    @Override
    public void kill(Set<Integer> nodes) {
        each(nodes, NodeContainer::kill);
    }

    @Override
    public void stop(int node) {
        each(Set.of(node), NodeContainer::stop);
    }

    @Override
    public void pause(Set<Integer> nodes) {
        each(nodes, NodeContainer::pause);
    }

    @Override
    public void resume(Set<Integer> nodes) {
        each(nodes, NodeContainer::resume);
    }

    /** All together: one by one, an engine takes its time. */
    private void each(Set<Integer> nodes, Consumer<NodeContainer> action) {
        try {
            nodes.parallelStream().map(this::container).forEach(action);
        } catch (DockerException | ContainerLaunchException e) {
            throw new ClusterException("the engine refuses: " + e.getMessage(), e);
        }
    }

    private NodeContainer container(int node) {
        return containers.get(node - 1);
    }

    @Override
    public void cut(Set<Link> links) {
        require(Capability.CUT);
        rules.cut(links);
    }

    /** Loses frames; cannot delay them or limit their number. */
    @Override
    public void degrade(Set<Link> links, LinkQuality quality) {
        require(quality.isOnlyLossy() ? Capability.LOSSY_LINK : Capability.SLOW_LINK);
        rules.lose(links, quality.lossPercent());
    }

    @Override
    public void healLinks() {
        if (capabilities.contains(Capability.CUT)) {
            rules.heal();
        }
    }

    private void require(Capability capability) {
        if (!capabilities.contains(capability)) {
            throw new UnsupportedOperationException(capability + " by the driver " + DRIVER);
        }
    }

    @Override
    public void skewClock(int node, Duration offset) {
        clocks.get(node - 1).set(offset);
    }

    @Override
    public void fillDisk(int node) {
        require(Capability.DISK_FULL);
    }

    @Override
    public void freeDisk(int node) {
        require(Capability.DISK_FULL);
    }

    @Override
    public void stallDisk(int node) {
        require(Capability.DISK_STALL);
    }

    @Override
    public void slowDisk(int node) {
        require(Capability.DISK_SLOW);
    }

    @Override
    public void resumeDisk(int node) {
        require(Capability.DISK_STALL);
    }

    @Override
    public void losePower(Set<Integer> nodes) {
        require(Capability.POWER_LOSS);
    }

    @Override
    public List<Integer> leaders() {
        return view().leadersByCount();
    }

    @Override
    public List<String> logTail(int node, int linesMax) {
        return container(node).logTail(linesMax);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            calls.close();
            each(nodes(), NodeContainer::close);
            rules.remove();
            network.close();
        }
    }
}
