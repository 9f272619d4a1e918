package io.stator.server.launch;

import io.stator.server.config.MemoryPlan;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a {@link LocalCluster} is made of. Immutable.
 *
 * @param directory holds everything: one directory for each node, node1, node2, …
 * @param hosts one for each number that a node ever had, 1 to 9
 * @param basePort node i, from 1, has basePort + 10·i and the three ports after it
 * @param settings of every node, by name, with {@value #NODE} for its number; ports, data.dir and members are set by the
 *     cluster
 * @param mainClass run in each process with the arguments {@code server --config FILE}
 * @param classpath of each process, each element a jar, a directory or {@code dir/*}
 * @param jvmOptions of each process, with {@value #NODE} for its number
 * @param removed numbers of the nodes that are no part of it any more
 */
public record LocalClusterSpec(
        Path directory,
        List<NodeHost> hosts,
        int basePort,
        Map<String, String> settings,
        String mainClass,
        List<String> classpath,
        List<String> jvmOptions,
        Set<Integer> removed) {
    public static final int NODES_MAX = 9;

    /** Stands for a node's number in what differs from node to node. */
    public static final String NODE = "{node}";

    private static final String ADVERTISE_HOST = "advertise.host";

    /** Path of the JVM's archive of classes that this program runs with, if it does. */
    private static final String CLASS_ARCHIVE_PROPERTY = "stator.class.archive";

    private static final int PORT_MAX = 65_535;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final String DEFAULT_MAIN_CLASS = "io.stator.server.cli.Main";

    /** @throws LaunchException if nodes or ports are out of range */
    public LocalClusterSpec {
        directory = directory.toAbsolutePath().normalize();
        hosts = List.copyOf(hosts);
        settings = Map.copyOf(settings);
        classpath = List.copyOf(classpath);
        jvmOptions = List.copyOf(jvmOptions);
        removed = Set.copyOf(removed);
        if (hosts.isEmpty() || hosts.size() > NODES_MAX) {
            throw LaunchException.badRequest("a local cluster has 1 to " + NODES_MAX + " nodes, not " + hosts.size());
        }
        int highest = basePort + NodePlace.PORT_STRIDE * hosts.size() + NodePlace.PORTS_USED - 1;
        if (basePort < 1 || highest > PORT_MAX) {
            throw LaunchException.badRequest("base port " + basePort + ": the ports of " + hosts.size()
                    + " nodes must lie between 1 and " + PORT_MAX);
        }
    }

    /** On loopback, with this program's own class path and class archive, main class and defaults. */
    public static LocalClusterSpec of(Path directory, int nodes, int basePort) {
        List<NodeHost> hosts = Collections.nCopies(nodes, NodeHost.LOOPBACK);
        List<String> classpath =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        List<String> jvmOptions = new ArrayList<>();
        String archive = System.getProperty(CLASS_ARCHIVE_PROPERTY);
        if (archive != null) {
            // An archive is made from jars, and counts where they come first on the class path.
            classpath.sort(Comparator.comparing(element -> !element.endsWith(".jar")));
            jvmOptions.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds*=off"));
        }
        return new LocalClusterSpec(
                directory, hosts, basePort, Map.of(), DEFAULT_MAIN_CLASS, classpath, jvmOptions, Set.of());
    }

    /** At a base port whose ports are all free at the moment, and those of one node more. */
    public static LocalClusterSpec onFreePorts(Path directory, int nodes) {
        List<Integer> offsets = new ArrayList<>();
        for (int number = 1; number <= nodes + 1; number++) {
            for (int port = 0; port < NodePlace.PORTS_USED; port++) {
                offsets.add(NodePlace.PORT_STRIDE * number + port);
            }
        }
        return of(directory, nodes, FreePorts.base(offsets));
    }

    /** Born with this many partitions. */
    public LocalClusterSpec withPartitions(int partitions) {
        return withSetting("cluster.partitions", Integer.toString(partitions));
    }

    public LocalClusterSpec withSetting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new LocalClusterSpec(directory, hosts, basePort, more, mainClass, classpath, jvmOptions, removed);
    }

    public LocalClusterSpec withMainClass(Class<?> newMainClass) {
        return withMainClass(newMainClass.getName());
    }

    public LocalClusterSpec withMainClass(String newMainClass) {
        return new LocalClusterSpec(directory, hosts, basePort, settings, newMainClass, classpath, jvmOptions, removed);
    }

    /** Adds an element in front of the others. */
    public LocalClusterSpec withClasspathElement(String element) {
        List<String> more = new ArrayList<>(classpath);
        more.add(0, element);
        return new LocalClusterSpec(directory, hosts, basePort, settings, mainClass, more, jvmOptions, removed);
    }

    /** Adds options after the others, so that they win. */
    public LocalClusterSpec withJvmOptions(List<String> options) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.addAll(options);
        return new LocalClusterSpec(directory, hosts, basePort, settings, mainClass, classpath, more, removed);
    }

    /** One node on each of these. */
    public LocalClusterSpec withHosts(List<NodeHost> newHosts) {
        return new LocalClusterSpec(directory, newHosts, basePort, settings, mainClass, classpath, jvmOptions, removed);
    }

    /**
     * Nodes call each other by such names, each with {@value #NODE} in it, and not by the address that they
     * listen at: their JVM options must say how the names are resolved. {@link LocalCluster} needs no names.
     */
    public LocalClusterSpec withHostNames(String pattern) {
        if (!pattern.contains(NODE)) {
            throw LaunchException.badRequest("host names must differ: " + pattern);
        }
        return withSetting(ADVERTISE_HOST, pattern);
    }

    /** host:port of a node, as it and the others call it. */
    public String advertisedAddress(NodePlace place) {
        return advertisedHost(place) + ":" + place.clientPort();
    }

    String advertisedHost(NodePlace place) {
        return forNode(settings.getOrDefault(ADVERTISE_HOST, place.host().address()), place);
    }

    /** A setting or JVM option as this node gets it. */
    public static String forNode(String text, NodePlace place) {
        return text.replace(NODE, Integer.toString(place.number()));
    }

    /** All that its JVM is given: those by its memory first, so that the others win. */
    public List<String> jvmOptions(NodePlace place) {
        // Where the node listens may be known only where it runs.
        Map<String, String> memory = new TreeMap<>(settings);
        memory.keySet().retainAll(MemoryPlan.SETTINGS);
        List<String> options = new ArrayList<>(
                MemoryPlan.of(NodeSettings.of(memory), replicas()).jvmOptions());
        jvmOptions.forEach(option -> options.add(forNode(option, place)));
        return options;
    }

    /** Of partitions, on each node that the cluster was founded with. */
    private int replicas() {
        int nodes = hosts.size();
        int replication = number(Setting.CLUSTER_REPLICATION);
        int partitions = number(Setting.CLUSTER_PARTITIONS);
        return NodeSettings.replicas(partitions == 0 ? nodes : partitions, replication, nodes);
    }

    /** What is no number is refused by the nodes, in better words. */
    private int number(Setting setting) {
        String text = settings.getOrDefault(setting.settingName(), setting.defaultText());
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    LocalClusterSpec inDirectory(Path newDirectory) {
        return new LocalClusterSpec(newDirectory, hosts, basePort, settings, mainClass, classpath, jvmOptions, removed);
    }

    /** The lowest number that no node has: a removed one's, or the next. */
    public int freeNumber() {
        int number = 1;
        while (number <= hosts.size() && !removed.contains(number)) {
            number++;
        }
        return number;
    }

    /** With one more node, on this host; it has the {@linkplain #freeNumber free number}. */
    public LocalClusterSpec withNodeMore(NodeHost host) {
        int number = freeNumber();
        List<NodeHost> more = new ArrayList<>(hosts);
        Set<Integer> fewer = new TreeSet<>(removed);
        if (fewer.remove(number)) {
            more.set(number - 1, host);
        } else {
            more.add(host);
        }
        return new LocalClusterSpec(directory, more, basePort, settings, mainClass, classpath, jvmOptions, fewer);
    }

    /** Without this node; its number is free again. */
    public LocalClusterSpec without(int number) {
        Set<Integer> more = new TreeSet<>(removed);
        more.add(number);
        return new LocalClusterSpec(directory, hosts, basePort, settings, mainClass, classpath, jvmOptions, more);
    }

    /** As many nodes as that one ever had, and the same of them removed. */
    public LocalClusterSpec shapedAs(LocalClusterSpec other) {
        return new LocalClusterSpec(
                directory, other.hosts, basePort, settings, mainClass, classpath, jvmOptions, other.removed);
    }

    public int nodes() {
        return hosts.size() - removed.size();
    }

    /** The highest number of a node, removed ones counted. */
    int highestNumber() {
        return hosts.size();
    }

    /** One for each node, ascending. */
    public List<NodePlace> places() {
        List<NodePlace> places = new ArrayList<>(hosts.size());
        for (int number = 1; number <= hosts.size(); number++) {
            if (removed.contains(number)) {
                continue;
            }
            places.add(new NodePlace(
                    number,
                    hosts.get(number - 1),
                    directory.resolve("node" + number),
                    basePort + NodePlace.PORT_STRIDE * number));
        }
        return List.copyOf(places);
    }
}
