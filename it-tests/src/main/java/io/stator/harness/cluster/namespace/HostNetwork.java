package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.linux.Command;
import io.stator.server.launch.NodeHost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Hosts that are network namespaces, each with one network card, on a bridge in a namespace of its own; this
 * program reaches them through a port of the bridge, too. They reach each other and this machine's end of
 * that port, and nothing else: they have no route to anywhere. Immutable.
 */
final class HostNetwork {
    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    private static final int THIS_MACHINE = 1;
    private static final int FIRST_NODE = 11;
    static final String BRIDGE = "bridge";

    private final HostClaim claim;
    private final int nodes;

    HostNetwork(HostClaim claim, int nodes) {
        this.claim = claim;
        this.nodes = nodes;
    }

    /** Makes namespaces, bridge and cards. */
    void create() {
        String bridge = namespace(claim, BRIDGE);
        ip("netns", "add", bridge);
        ip("-n", bridge, "link", "add", "name", BRIDGE, "type", "bridge");
        ip("-n", bridge, "link", "set", "dev", BRIDGE, "up");
        for (int node = 1; node <= nodes; node++) {
            createHost(bridge, node);
        }
        // Once the way below is gone, what is still sent to these addresses ends here, and leaves for nowhere.
        ip("route", "replace", "unreachable", claim.subnet(), "metric", "4096");
        String card = cardOfThisMachine(claim);
        ip("link", "add", "name", card, "type", "veth", "peer", "name", "outside", "netns", bridge);
        ip("-n", bridge, "link", "set", "dev", "outside", "master", BRIDGE, "up");
        ip("link", "set", "dev", card, "addrgenmode", "none");
        ip("address", "add", claim.address(THIS_MACHINE) + "/24", "dev", card);
        ip("link", "set", "dev", card, "up");
    }

    private void createHost(String bridge, int node) {
        String host = namespace(claim, "n" + node);
        ip("netns", "add", host);
        ip("link", "add", "name", port(node), "netns", bridge, "type", "veth", "peer", "name", "eth0", "netns", host);
        ip("-n", bridge, "link", "set", "dev", port(node), "master", BRIDGE, "up");
        ip("-n", host, "address", "add", address(node) + "/24", "dev", "eth0");
        ip("-n", host, "link", "set", "dev", "eth0", "up");
        ip("-n", host, "link", "set", "dev", "lo", "up");
    }

    private static void ip(String... words) {
        Command.of("ip").with(words).run();
    }

    /** A program, run where the bridge is. */
    Command onBridge(String program) {
        return Command.of("nsenter", "--net=" + pathOf(namespace(claim, BRIDGE)), "--", program);
    }

    int nodes() {
        return nodes;
    }

    /** Of the bridge, where a node's card is plugged in. */
    String port(int node) {
        return "n" + node;
    }

    /** Where nodes run, ascending by number. */
    List<NodeHost> hosts() {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> new NodeHost(
                        address(node), List.of("nsenter", "--net=" + pathOf(namespace(claim, "n" + node)), "--")))
                .toList();
    }

    List<String> addresses() {
        return hosts().stream().map(NodeHost::address).toList();
    }

    String address(int node) {
        return claim.address(FIRST_NODE + node - 1);
    }

    private static String pathOf(String namespace) {
        return "/run/netns/" + namespace;
    }

    private static String cardOfThisMachine(HostClaim claim) {
        return "stator" + claim.id();
    }

    private static String prefix(HostClaim claim) {
        return "stator-" + claim.id() + "-";
    }

    private static String namespace(HostClaim claim, String name) {
        return prefix(claim) + name;
    }

    /** Names of all namespaces of a claim that there are. */
    static List<String> namespaces(HostClaim claim) {
        return Command.of("ip", "netns", "list")
                .run()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.startsWith(prefix(claim)))
                .toList();
    }

    /** Kills what runs on the hosts of a claim, and returns when it has ended. */
    static void endProcesses(HostClaim claim) {
        namespaces(claim).stream()
                .flatMap(name -> Command.of("ip", "netns", "pids", name).run().lines())
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList()
                .forEach(HostNetwork::end);
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new ClusterException("process " + process.pid() + " does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }

    /** Takes down what is there, whole or not. Stays: that what is sent to these addresses ends on this machine. */
    static void remove(HostClaim claim) {
        Command.of("ip", "link", "delete", cardOfThisMachine(claim)).succeeds();
        for (String name : namespaces(claim)) {
            Command.of("ip", "netns", "delete", name).succeeds();
        }
    }

    /** To be called when nobody sends to them any more. */
    static void forgetAddresses(HostClaim claim) {
        Command.of("ip", "route", "delete", "unreachable", claim.subnet(), "metric", "4096")
                .succeeds();
    }
}
