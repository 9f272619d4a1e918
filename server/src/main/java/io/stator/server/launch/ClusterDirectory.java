package io.stator.server.launch;

import io.stator.server.users.SecretKeyFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of a local cluster that say what it is made of: {@code cluster.properties}, by which later
 * commands find it, and each node's {@code stator.properties}. The first has the format of all that a cluster of
 * processes is kept by, pid files too; the second needs none, because a setting that is not known is refused.
 */
final class ClusterDirectory {
    private static final String FILE = "cluster.properties";

    /** Counts up when an older version would read any file of the directory wrongly. A file that says none has 1. */
    private static final int FORMAT = 2;

    /** What is written as long as all numbers are taken: an older version would take a removed node for one that is down. */
    private static final int FORMAT_WITHOUT_REMOVED = 1;

    private static final String FORMAT_NAME = "format";
    private static final String REMOVED = "removed";
    private static final String SETTING_PREFIX = "setting.";

    private ClusterDirectory() {}

    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** @throws LaunchException if there is none */
    static LocalClusterSpec read(Path directory) {
        Properties properties = new Properties();
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw LaunchException.badRequest("there is no cluster in " + directory + "; './stator cluster start --dir "
                    + directory + "' starts one");
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + file + ": " + e, e);
        }
        checkFormat(properties, file);
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(SETTING_PREFIX))
                .forEach(name -> settings.put(name.substring(SETTING_PREFIX.length()), properties.getProperty(name)));
        return new LocalClusterSpec(
                directory,
                hosts(properties, file),
                number(properties, "base.port", file),
                settings,
                required(properties, "main.class", file),
                list(properties, "classpath."),
                list(properties, "jvm.option."),
                removed(properties, file));
    }

    /** Writes it anew, and the settings files of all nodes. */
    static void write(LocalClusterSpec spec) {
        Map<String, String> cluster = new TreeMap<>();
        cluster.put(FORMAT_NAME, Integer.toString(spec.removed().isEmpty() ? FORMAT_WITHOUT_REMOVED : FORMAT));
        cluster.put("nodes", Integer.toString(spec.highestNumber()));
        spec.removed().forEach(number -> cluster.put(hostPrefix(number) + REMOVED, "true"));
        for (int number = 1; number <= spec.highestNumber(); number++) {
            NodeHost host = spec.hosts().get(number - 1);
            cluster.put(hostPrefix(number) + "address", host.address());
            numbered(hostPrefix(number) + "launcher.", host.launcher(), cluster);
        }
        cluster.put("base.port", Integer.toString(spec.basePort()));
        cluster.put("main.class", spec.mainClass());
        numbered("classpath.", spec.classpath(), cluster);
        numbered("jvm.option.", spec.jvmOptions(), cluster);
        spec.settings().forEach((name, value) -> cluster.put(SETTING_PREFIX + name, value));
        try {
            for (NodePlace place : spec.places()) {
                writeSettings(spec, place, Map.of());
            }
            store(spec.directory().resolve(FILE), "A Stator cluster on one machine", cluster);
        } catch (IOException e) {
            throw LaunchException.failed("cannot write to " + spec.directory() + ": " + e, e);
        }
    }

    /** @param more settings of this node alone */
    static void writeSettings(LocalClusterSpec spec, NodePlace place, Map<String, String> more) {
        Map<String, String> settings = nodeSettings(spec, place);
        settings.putAll(more);
        try {
            Files.createDirectories(place.directory());
            SecretKeyFile.createIfAbsent(secretsKey(spec));
            store(place.settingsFile(), "Settings of node " + place.number(), settings);
        } catch (IOException e) {
            throw LaunchException.failed("cannot write to " + place.directory() + ": " + e, e);
        }
    }

    static Map<String, String> nodeSettings(LocalClusterSpec spec, NodePlace place) {
        Map<String, String> settings = new TreeMap<>();
        spec.settings().forEach((name, value) -> settings.put(name, LocalClusterSpec.forNode(value, place)));
        settings.put("node.id", place.nodeId());
        settings.put("data.dir", place.dataDirectory().toString());
        settings.put("listen.host", place.host().address());
        settings.put("client.port", Integer.toString(place.clientPort()));
        settings.put("raft.port", Integer.toString(place.raftPort()));
        settings.put("metrics.port", Integer.toString(place.metricsPort()));
        settings.put("gateway.port", Integer.toString(place.gatewayPort()));
        settings.putIfAbsent("secrets.key.file", secretsKey(spec).toString());
        settings.put(
                "cluster.members",
                spec.places().stream()
                        .map(member -> member.member(spec.advertisedHost(member)))
                        .collect(Collectors.joining(",")));
        return settings;
    }

    /** One for all nodes. */
    private static Path secretsKey(LocalClusterSpec spec) {
        return spec.directory().resolve("secrets.key");
    }

    private static void store(Path file, String title, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        values.forEach((name, value) -> text.append(escaped(name, true))
                .append('=')
                .append(escaped(value, false))
                .append('\n'));
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** As {@link Properties} reads it back. */
    private static String escaped(String text, boolean name) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(i == 0 || name ? "\\ " : " ");
                case '=', ':', '#', '!' ->
                    escaped.append(name || i == 0 ? "\\" : "").append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static void numbered(String prefix, List<String> values, Map<String, String> into) {
        for (int i = 0; i < values.size(); i++) {
            into.put(prefix + i, values.get(i));
        }
    }

    private static List<String> list(Properties properties, String prefix) {
        List<String> values = new ArrayList<>();
        for (int i = 0; ; i++) {
            Optional<String> value = Optional.ofNullable(properties.getProperty(prefix + i));
            if (value.isEmpty()) {
                return values;
            }
            values.add(value.get());
        }
    }

    private static List<NodeHost> hosts(Properties properties, Path file) {
        List<NodeHost> hosts = new ArrayList<>();
        for (int number = 1; number <= number(properties, "nodes", file); number++) {
            String address = properties.getProperty(hostPrefix(number) + "address", NodeHost.LOOPBACK.address());
            hosts.add(new NodeHost(address, list(properties, hostPrefix(number) + "launcher.")));
        }
        return hosts;
    }

    private static Set<Integer> removed(Properties properties, Path file) {
        Set<Integer> removed = new TreeSet<>();
        for (int number = 1; number <= number(properties, "nodes", file); number++) {
            if (properties.containsKey(hostPrefix(number) + REMOVED)) {
                removed.add(number);
            }
        }
        return removed;
    }

    private static String hostPrefix(int number) {
        return "host." + number + ".";
    }

    private static void checkFormat(Properties properties, Path file) {
        if (properties.containsKey(FORMAT_NAME)) {
            int format = number(properties, FORMAT_NAME, file);
            if (format > FORMAT) {
                throw LaunchException.failed(file + " has format " + format
                        + ", written by a newer version of Stator; this one reads up to " + FORMAT);
            }
        }
    }

    private static int number(Properties properties, String name, Path file) {
        String text = required(properties, name, file);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw LaunchException.failed(file + ": " + name + " is no number: " + text, e);
        }
    }

    private static String required(Properties properties, String name, Path file) {
        String text = properties.getProperty(name);
        if (text == null) {
            throw LaunchException.failed(file + " has no " + name);
        }
        return text;
    }
}
