package io.stator.server.launch;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.proto.v1.PartitionMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A cluster of processes on this machine, all of whose state is in one directory: whoever opens the
 * directory holds the cluster. The processes outlive the program; {@link #close} closes connections only,
 * {@link #down} ends the processes.
 *
 * <pre>{@code
 * try (LocalCluster cluster = LocalCluster.create(LocalClusterSpec.onFreePorts(directory, 3).withPartitions(4))) {
 *     try {
 *         cluster.start();
 *         StatorClient client = StatorClient.connect(cluster.addresses());
 *         cluster.kill(cluster.leaderOf(1));
 *     } finally {
 *         cluster.down();
 *     }
 * }
 * }</pre>
 *
 * <p>Nodes are named by their numbers, from 1. Every method blocks, and throws a {@link LaunchException} if
 * it cannot do what it says. Not thread-safe, apart from {@link #channels}, {@link #statuses},
 * {@link #leaders} and {@link #digests}.
 */
public final class LocalCluster implements AutoCloseable {
    /** How long {@link #start} and {@link #restart} wait for a cluster that serves. */
    public static final Duration READY_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 200;
    private static final int TAIL_LINES = 20;

    private final Map<String, String> listening = new ConcurrentHashMap<>();
    private final ChannelFactory channels;
    private final ClusterCalls calls;
    private volatile LocalClusterSpec spec;
    private volatile List<NodeProcess> nodes;

    private LocalCluster(LocalClusterSpec spec) {
        this.spec = spec;
        this.nodes = List.of();
        consistsOf(spec);
        ChannelFactory plain = new NettyChannelFactory();
        this.channels = address -> plain.open(listening.getOrDefault(address, address));
        this.calls = new ClusterCalls(CALL_TIMEOUT, channels);
    }

    private void consistsOf(LocalClusterSpec newSpec) {
        spec = newSpec;
        nodes = newSpec.places().stream().map(NodeProcess::new).toList();
        newSpec.places().forEach(place -> listening.put(newSpec.advertisedAddress(place), place.clientAddress()));
    }

    /**
     * Makes the files of a cluster and starts nothing. Where the directory holds one already, that one is
     * taken, with the new settings, main class, class path and JVM options: they count for processes
     * started from now on.
     *
     * @throws LaunchException if the directory holds a cluster of other size or at other ports
     */
    public static LocalCluster create(LocalClusterSpec spec) {
        if (ClusterDirectory.exists(spec.directory())) {
            LocalClusterSpec there = ClusterDirectory.read(spec.directory());
            if (there.highestNumber() != spec.highestNumber()
                    || !there.removed().equals(spec.removed())
                    || there.basePort() != spec.basePort()) {
                throw LaunchException.badRequest(spec.directory() + " holds a cluster of " + there.nodes()
                        + " nodes at base port " + there.basePort() + ", not of " + spec.nodes() + " at "
                        + spec.basePort());
            }
        }
        ClusterDirectory.write(spec);
        return new LocalCluster(spec);
    }

    /** @throws LaunchException if the directory holds no cluster */
    public static LocalCluster open(Path directory) {
        return new LocalCluster(ClusterDirectory.read(directory.toAbsolutePath().normalize()));
    }

    /** Whether {@link #open} would find one. */
    public static boolean exists(Path directory) {
        return ClusterDirectory.exists(directory.toAbsolutePath().normalize());
    }

    public LocalClusterSpec spec() {
        return spec;
    }

    /** One for each node, ascending. */
    public List<NodePlace> places() {
        return spec.places();
    }

    /** @throws LaunchException if there is no such node */
    public NodePlace place(int number) {
        return node(number).place();
    }

    /** host:port of every node, for clients. */
    public String[] addresses() {
        return places().stream().map(NodePlace::clientAddress).toArray(String[]::new);
    }

    /** For clients in this program: reaches each node where it listens, by whatever name nodes call it. */
    public ChannelFactory channels() {
        return channels;
    }

    /** Starts every node that is down, and returns when the cluster serves. */
    public void start() {
        launch();
        awaitReady(READY_TIMEOUT);
    }

    /** Starts every node that is down, and waits for nothing. */
    public void launch() {
        nodes.stream().filter(node -> node.state() == ProcessState.DOWN).forEach(node -> node.start(spec));
    }

    /** Starts one node if it is down, and waits for nothing. */
    public void launch(int number) {
        NodeProcess node = node(number);
        if (node.state() == ProcessState.DOWN) {
            node.start(spec);
        }
    }

    /**
     * Returns when every partition and the catalog have a leader and all nodes that run have joined; nodes
     * that are down or paused are left out.
     */
    public void awaitReady(Duration timeout) {
        List<NodeProcess> expected = nodes.stream()
                .filter(node -> node.state() == ProcessState.RUNNING)
                .toList();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            for (NodeProcess node : expected) {
                if (node.state() == ProcessState.DOWN) {
                    throw LaunchException.failed(
                            "node " + node.place().number() + " ended while it started" + tailOf(node));
                }
            }
            ClusterView view = view();
            Optional<String> missing = view.missing();
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw LaunchException.failed("the cluster is not ready after " + timeout.toSeconds() + " s: "
                        + missing.get() + tailOfSilent(view));
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    /** Of the first node that does not answer, if there is one. */
    private String tailOfSilent(ClusterView view) {
        return view.nodes().stream()
                .filter(state -> state.process() == ProcessState.RUNNING
                        && state.status().isEmpty())
                .findFirst()
                .map(state -> tailOf(node(state.place().number())))
                .orElse("");
    }

    private static String tailOf(NodeProcess node) {
        List<String> tail = node.logTail(TAIL_LINES);
        return "; the end of " + node.place().logFile() + ":\n  " + String.join("\n  ", tail);
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill(int number) {
        node(number).kill();
    }

    /** SIGKILL to all of these by one system command; returns when all are gone. */
    public void kill(Collection<Integer> numbers) {
        List<NodeProcess> killed = numbers.stream().map(this::node).toList();
        NodeProcess.signal("KILL", killed);
        killed.forEach(NodeProcess::kill);
    }

    /** {@link #kill} of every node. */
    public void killAll() {
        kill(places().stream().map(NodePlace::number).toList());
    }

    /** SIGTERM; returns when the process has ended cleanly. */
    public void stop(int number) {
        node(number).stop(STOP_TIMEOUT);
    }

    /** SIGSTOP: returns when the process stands still, with its sockets open. */
    public void pause(int number) {
        NodeProcess node = running(number);
        NodeProcess.signal("STOP", List.of(node));
        node.awaitLeaving(ProcessState.RUNNING);
    }

    /** SIGCONT; returns when the process goes on. */
    public void resume(int number) {
        NodeProcess node = running(number);
        NodeProcess.signal("CONT", List.of(node));
        node.awaitLeaving(ProcessState.PAUSED);
    }

    private NodeProcess running(int number) {
        NodeProcess node = node(number);
        if (node.state() == ProcessState.DOWN) {
            throw LaunchException.badRequest("node " + number + " is down");
        }
        return node;
    }

    /** Stops the node if it runs, starts it, and returns when the cluster serves and the node has joined. */
    public void restart(int number) {
        stop(number);
        launch(number);
        awaitReady(READY_TIMEOUT);
    }

    /**
     * Puts a new, empty node in the place of one that is down, and returns when its replicas are filled and count. What the
     * lost one had on disk is kept beside, as data.lost-1, data.lost-2 and so on.
     *
     * @throws LaunchException if the node runs, or it takes longer than that
     */
    public void replace(int number, Duration timeout) {
        launchInPlaceOf(number);
        awaitEntered(node(number), timeout);
    }

    /**
     * As {@link #replace}, and waits for nothing. A data directory that holds no node's data stays where it is: one that cannot
     * be moved, such as the root of a disk, is to be emptied before.
     */
    public void launchInPlaceOf(int number) {
        NodeProcess node = node(number);
        if (node.state() != ProcessState.DOWN) {
            throw LaunchException.badRequest("node " + number
                    + " runs: only one that is down is replaced ('./stator cluster kill " + number + "')");
        }
        launchToEnter(node, "replace");
    }

    /** Returns when all nodes that run take part, replicas are spread over them evenly, and no change is under way. */
    public void awaitSettled(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        new Reconfigured(this::view, deadline).awaitSettled();
        nodes.stream().filter(node -> node.state() == ProcessState.RUNNING).forEach(node -> hasEntered(node.place()));
        awaitReady(remaining(deadline));
    }

    /**
     * Starts one node more, and returns when replicas are spread over it, too. It has the lowest number that no node has;
     * what a removed one of that number had on disk is kept beside, as data.lost-1, data.lost-2 and so on.
     *
     * @return its number
     */
    public int add(Duration timeout) {
        int number = launchOneMore(NodeHost.LOOPBACK);
        awaitEntered(node(number), timeout);
        return number;
    }

    /** As {@link #add}, on this host, and waits for nothing. */
    public int launchOneMore(NodeHost host) {
        LocalClusterSpec larger = spec.withNodeMore(host);
        int number = spec.freeNumber();
        // Before the files speak of it: else a start would bring up what a removed node has left.
        SetAside.dataOf(place(larger, number));
        ClusterDirectory.write(larger);
        consistsOf(larger);
        launchToEnter(node(number), "add");
        return number;
    }

    private static NodePlace place(LocalClusterSpec spec, int number) {
        return spec.places().stream()
                .filter(place -> place.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private void launchToEnter(NodeProcess node, String how) {
        NodePlace place = node.place();
        SetAside.dataOf(place);
        ClusterDirectory.writeSettings(spec, place, Map.of("cluster.join", how));
        node.start(spec);
    }

    private void awaitEntered(NodeProcess node, Duration timeout) {
        NodePlace place = node.place();
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            new Reconfigured(this::view, deadline).awaitEntered(place);
        } finally {
            hasEntered(place);
        }
        awaitReady(remaining(deadline));
    }

    /** Once it is part of the cluster, an emptied data directory must not come in again by itself. */
    private void hasEntered(NodePlace place) {
        ClusterDirectory.writeSettings(spec, place, Map.of());
    }

    private static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /**
     * Has a node's replicas go elsewhere, ends it, and returns when it is no part of the cluster any more. It may be down. Its
     * directory stays.
     *
     * @throws LaunchException if the cluster cannot do without it, or it takes longer than that
     */
    public void remove(int number, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        NodeProcess node = node(number);
        drain(number, timeout);
        new Reconfigured(this::view, deadline).awaitGone(node.place());
        node.stop(STOP_TIMEOUT);
        // One that had not come in yet may have done so until it was stopped.
        drain(number, remaining(deadline));
        new Reconfigured(this::view, deadline).awaitGone(node.place());
        LocalClusterSpec smaller = spec.without(number);
        ClusterDirectory.write(smaller);
        consistsOf(smaller);
    }

    /**
     * Has a node's replicas go elsewhere, and waits for nothing but that decision; {@link #remove} goes on from there.
     *
     * @throws LaunchException if the cluster cannot do without it, or nobody decides it in time
     */
    public void drain(int number, Duration timeout) {
        String nodeId = node(number).place().nodeId();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Optional<String> other = addressOfOther(number);
            if (other.isEmpty() && System.nanoTime() > deadline) {
                throw LaunchException.failed("node " + number + " cannot be removed: no other node answers");
            }
            try {
                if (other.isPresent()) {
                    calls.removeNode(other.get(), nodeId);
                    return;
                }
            } catch (StatusRuntimeException e) {
                Status.Code code = e.getStatus().getCode();
                if (code == Status.Code.NOT_FOUND) {
                    // Gone already: whoever asked before had no time to wait, or no answer.
                    return;
                }
                boolean undecided = code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
                if (!undecided || System.nanoTime() > deadline) {
                    throw LaunchException.failed(
                            "node " + number + " cannot be removed: " + DigestComparison.reason(e), e);
                }
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private Optional<String> addressOfOther(int number) {
        return view().nodes().stream()
                .filter(state -> state.status().isPresent() && state.place().number() != number)
                .findFirst()
                .map(state -> state.place().clientAddress());
    }

    /** Ends every process: SIGTERM to all, and SIGKILL to what is left after a minute. Paused ones are resumed. */
    public void down() {
        NodeProcess.signal("CONT", nodes);
        NodeProcess.signal("TERM", nodes);
        for (NodeProcess node : nodes) {
            try {
                node.stop(STOP_TIMEOUT);
            } catch (LaunchException stillThere) {
                node.kill();
            }
        }
    }

    public ProcessState processState(int number) {
        return node(number).state();
    }

    /** Empty: it is down. */
    public OptionalLong pid(int number) {
        return node(number).pid();
    }

    /** The last lines that the node wrote. */
    public List<String> logTail(int number, int linesMax) {
        return node(number).logTail(linesMax);
    }

    /** What every node says at the moment, asked at the same time; ascending by number. */
    public List<NodeState> statuses() {
        return nodes.parallelStream().map(this::stateOf).toList();
    }

    /** {@link #statuses}, put together. */
    public ClusterView view() {
        return new ClusterView(statuses());
    }

    private NodeState stateOf(NodeProcess node) {
        return calls.stateOf(node.place(), node.state(), node.pid());
    }

    /**
     * The partition map with the leaders that name themselves: where two do, the one of the later term. A
     * partition that none leads has an empty leader.
     */
    public PartitionMap partitionMap() {
        return view().partitionMap();
    }

    /** Node ids by partition (0: the catalog), of those that some node leads by its own word. */
    public Map<Long, String> leaders() {
        return view().leaders();
    }

    /**
     * The number of the node that leads a partition (0: the catalog), by its own word.
     *
     * @throws LaunchException if none does at the moment
     */
    public int leaderOf(long partitionId) {
        String leader = leaders().get(partitionId);
        return places().stream()
                .filter(place -> place.nodeId().equals(leader))
                .mapToInt(NodePlace::number)
                .findFirst()
                .orElseThrow(() -> LaunchException.failed("no node leads partition " + partitionId));
    }

    /**
     * Has every partition compute a digest at one log index in each of its replicas, and collects them. One
     * that is not there in time is reported as missing.
     *
     * @throws LaunchException if a partition has no leader that starts it in time
     */
    public List<PartitionDigest> digests(Duration timeLimit) {
        return new DigestComparison(calls, this::partitionMap, timeLimit).run();
    }

    private NodeProcess node(int number) {
        return nodes.stream()
                .filter(node -> node.place().number() == number)
                .findFirst()
                .orElseThrow(() -> LaunchException.badRequest("there is no node " + number + "; there are "
                        + nodes.stream()
                                .map(node -> Integer.toString(node.place().number()))
                                .collect(Collectors.joining(", "))));
    }

    /** Closes connections; the processes go on. */
    @Override
    public void close() {
        calls.close();
    }

    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (NodeProcess node : nodes) {
            texts.add(node.place().nodeId() + " " + node.state());
        }
        return spec.directory() + ": " + texts.stream().collect(Collectors.joining(", "));
    }
}
