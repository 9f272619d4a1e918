package io.stator.server.config;

import io.stator.server.config.SettingForm.Unit;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** One checked set of values of a node's settings. Immutable. */
public final class NodeSettings {
    private static final Set<String> ALL_INTERFACES = Set.of("0.0.0.0", "[::]");
    private static final int PORT_MAX = 65_535;

    private final Map<Setting, String> values;

    private NodeSettings(Map<Setting, String> values) {
        this.values = values;
    }

    /** Every default. */
    public static NodeSettings defaults() {
        return of(Map.of());
    }

    /**
     * @param given values by setting name; what is not given has its default
     * @throws StartupException with a line for each fault: unknown names, values out of range, contradictions
     */
    public static NodeSettings of(Map<String, String> given) {
        List<String> faults = new ArrayList<>();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        new TreeMap<>(given).forEach((name, value) -> {
            Optional<Setting> setting = Setting.named(name);
            if (setting.isEmpty()) {
                faults.add("unknown setting '" + name + "'"
                        + SettingParser.nearest(name)
                                .map(known -> ": did you mean '" + known + "'?")
                                .orElse(""));
                return;
            }
            String text = value.strip();
            if (text.isEmpty() && setting.get().defaultText().isEmpty()) {
                return;
            }
            try {
                SettingParser.check(setting.get(), text);
                values.put(setting.get(), text);
            } catch (IllegalArgumentException e) {
                faults.add(name + ": " + e.getMessage());
            }
        });
        if (faults.isEmpty()) {
            fillIn(values);
            contradictions(values, faults);
        }
        if (!faults.isEmpty()) {
            throw new StartupException(faults);
        }
        return new NodeSettings(values);
    }

    /**
     * Reads a properties file (UTF-8).
     *
     * @param overrides win over the file
     * @throws StartupException also if the file cannot be read
     */
    public static NodeSettings load(Path file, Map<String, String> overrides) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException("cannot read the settings file " + file + ": " + e, e);
        }
        Map<String, String> given = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name)));
        given.putAll(overrides);
        return of(given);
    }

    /** These with some others in their place, checked again. */
    public NodeSettings with(Map<String, String> overrides) {
        Map<String, String> given = new TreeMap<>();
        values.forEach((setting, value) -> given.put(setting.settingName(), value));
        given.putAll(overrides);
        return of(given);
    }

    private static void fillIn(Map<Setting, String> values) {
        for (Setting setting : Setting.values()) {
            values.putIfAbsent(setting, setting.defaultText());
        }
        long clientPort = Long.parseLong(valueOf(values, Setting.CLIENT_PORT));
        fillIn(values, Setting.ADVERTISE_HOST, valueOf(values, Setting.LISTEN_HOST));
        fillIn(values, Setting.RAFT_PORT, Long.toString(clientPort + 1));
        fillIn(values, Setting.METRICS_PORT, Long.toString(clientPort + 2));
        fillIn(
                values,
                Setting.CLUSTER_MEMBERS,
                valueOf(values, Setting.NODE_ID) + "=" + valueOf(values, Setting.ADVERTISE_HOST) + ":" + clientPort
                        + ":" + valueOf(values, Setting.RAFT_PORT));
        long memory = new NodeSettings(values).number(Setting.MEMORY_BYTES);
        fillIn(values, Setting.STORAGE_CACHE_BYTES, Long.toString(MemoryPlan.cacheBytes(memory)));
        fillIn(values, Setting.STORAGE_WRITEBUFFER_BYTES, Long.toString(MemoryPlan.writeBufferBytes(memory)));
        NodeSettings known = new NodeSettings(values);
        fillIn(
                values,
                Setting.RAFT_SEGMENT_BYTES,
                Long.toString(MemoryPlan.segmentBytes(MemoryPlan.of(known).heapBytes(), partitions(known))));
    }

    /** As {@link #partitions}, before it is known whether the members are well-formed. */
    private static int partitions(NodeSettings known) {
        int given = known.count(Setting.CLUSTER_PARTITIONS);
        return given == 0 ? memberCount(known) : given;
    }

    private static int memberCount(NodeSettings known) {
        return known.text(Setting.CLUSTER_MEMBERS).split(",", -1).length;
    }

    private static void fillIn(Map<Setting, String> values, Setting setting, String value) {
        if (valueOf(values, setting).isEmpty()) {
            values.put(setting, value);
        }
    }

    private static String valueOf(Map<Setting, String> values, Setting setting) {
        return values.getOrDefault(setting, "");
    }

    private static void contradictions(Map<Setting, String> values, List<String> faults) {
        NodeSettings settings = new NodeSettings(values);
        if (settings.number(Setting.RAFT_ELECTION_MIN_MILLIS) >= settings.number(Setting.RAFT_ELECTION_MAX_MILLIS)) {
            faults.add("raft.election.max.millis: must be more than raft.election.min.millis");
        }
        if (settings.number(Setting.RAFT_LEASE_MILLIS) >= settings.number(Setting.RAFT_ELECTION_MIN_MILLIS)) {
            faults.add("raft.lease.millis: must be less than raft.election.min.millis");
        }
        MemoryPlan memory = MemoryPlan.of(settings);
        if (!memory.isEnough()) {
            faults.add("memory.bytes: storage.cache.bytes, storage.writebuffer.bytes, and the buffers of the logs of "
                    + settings.replicasAtFounding() + " partitions and the catalog leave the heap "
                    + SettingParser.show(Math.max(0, memory.heapBytes() >> 20 << 20), Unit.BYTES) + " of it; it needs "
                    + SettingParser.show(MemoryPlan.HEAP_BYTES_MIN, Unit.BYTES));
        }
        if (settings.number(Setting.REQUEST_BYTES_MAX) > memory.receivedBytes()) {
            faults.add("request.bytes.max: must be at most "
                    + SettingParser.show(memory.receivedBytes() >> 20 << 20, Unit.BYTES)
                    + ", what all that is being received may hold; set more memory.bytes");
        }
        if (ALL_INTERFACES.contains(settings.text(Setting.ADVERTISE_HOST))) {
            faults.add("advertise.host: must be set to an address others can reach, since listen.host is "
                    + settings.text(Setting.LISTEN_HOST));
        }
        if (portsAreRight(settings, faults)) {
            membership(settings, faults);
            logs(settings, memory, faults);
        }
    }

    private static void logs(NodeSettings settings, MemoryPlan memory, List<String> faults) {
        int replicas = settings.replicasAtFounding();
        long logBytes = MemoryPlan.logBytes(settings.number(Setting.RAFT_SEGMENT_BYTES), replicas);
        if (memory.isEnough() && !memory.hasRoomForLogs(logBytes)) {
            faults.add(
                    "memory.bytes: the newest segments of the logs of " + replicas + " partitions and the catalog take "
                            + SettingParser.show(logBytes, Unit.BYTES) + " of the heap's "
                            + SettingParser.show(memory.heapBytes() >> 20 << 20, Unit.BYTES)
                            + ", more than half of it; set more memory.bytes, or less cluster.partitions or raft.segment.bytes");
        }
    }

    private static boolean portsAreRight(NodeSettings settings, List<String> faults) {
        int before = faults.size();
        Set<Long> different = new HashSet<>();
        for (Setting port : List.of(Setting.CLIENT_PORT, Setting.RAFT_PORT, Setting.METRICS_PORT)) {
            different.add(settings.number(port));
            if (settings.number(port) > PORT_MAX) {
                faults.add(port.settingName() + ": " + settings.number(port) + " is no port; set it, or client.port");
            }
        }
        if (different.size() < 3) {
            faults.add("client.port, raft.port and metrics.port must differ");
        }
        if (different.contains(settings.number(Setting.GATEWAY_PORT))) {
            faults.add("gateway.port must differ from client.port, raft.port and metrics.port");
        }
        return faults.size() == before;
    }

    private static void membership(NodeSettings settings, List<String> faults) {
        Optional<MemberAddress> listed = settings.members().stream()
                .filter(member -> member.nodeId().equals(settings.nodeId()))
                .findFirst();
        MemberAddress self = settings.self();
        if (listed.isEmpty()) {
            faults.add("cluster.members: does not name this node, '" + settings.nodeId() + "'");
        } else if (!listed.get().equals(self)) {
            faults.add("cluster.members: has this node at '" + listed.get() + "', but its own settings say '" + self
                    + "' (advertise.host, client.port, raft.port)");
        }
    }

    public String nodeId() {
        return text(Setting.NODE_ID);
    }

    public Path dataDirectory() {
        return SettingParser.directory(text(Setting.DATA_DIR));
    }

    /** Empty: this node has no key of secrets. */
    public Optional<Path> secretsKeyFile() {
        String text = text(Setting.SECRETS_KEY_FILE);
        return text.isEmpty() ? Optional.empty() : Optional.of(SettingParser.directory(text));
    }

    /** Empty: this node does not serve the DynamoDB API. */
    public OptionalInt gatewayPort() {
        int port = count(Setting.GATEWAY_PORT);
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** host:port by which others reach the DynamoDB API; empty: as {@link #gatewayPort}. */
    public Optional<String> gatewayAddress() {
        OptionalInt port = gatewayPort();
        return port.isEmpty() ? Optional.empty() : Optional.of(text(Setting.ADVERTISE_HOST) + ":" + port.getAsInt());
    }

    /** Whether the DynamoDB API serves anybody, without users. */
    public boolean gatewayIsOpen() {
        return text(Setting.GATEWAY_AUTH).equals("open");
    }

    /** Whether tables may consume no more than they were given. */
    public boolean throughputIsLimited() {
        return text(Setting.THROUGHPUT_LIMITS).equals("enforced");
    }

    /** This node, by the addresses that others reach it at. */
    public MemberAddress self() {
        return new MemberAddress(
                nodeId(), text(Setting.ADVERTISE_HOST), count(Setting.CLIENT_PORT), count(Setting.RAFT_PORT));
    }

    /** The nodes that found the cluster, this one among them. */
    public List<MemberAddress> members() {
        return SettingParser.members(text(Setting.CLUSTER_MEMBERS));
    }

    /** How a node that is part of no cluster comes into one. */
    public JoinMode joinMode() {
        return switch (text(Setting.CLUSTER_JOIN)) {
            case "add" -> JoinMode.ADD;
            case "replace" -> JoinMode.REPLACE;
            default -> JoinMode.FOUND;
        };
    }

    /** What the cluster is born with: at least one. */
    public int partitions() {
        int given = count(Setting.CLUSTER_PARTITIONS);
        return given == 0 ? members().size() : given;
    }

    /** What the cluster is born with: at most one replica on each member. */
    public int replication() {
        return Math.min(count(Setting.CLUSTER_REPLICATION), members().size());
    }

    /** Of partitions, on each of the members that found the cluster, when they are spread evenly: at most. */
    int replicasAtFounding() {
        return replicas(partitions(this), count(Setting.CLUSTER_REPLICATION), memberCount(this));
    }

    /** On each node, when they are spread evenly: at most. A node has no two replicas of a partition. */
    public static int replicas(int partitions, int replication, int nodes) {
        return (int) (((long) partitions * Math.min(replication, nodes) + nodes - 1) / nodes);
    }

    /** Threads for reads that may take long. */
    public int readThreads() {
        int given = count(Setting.READ_THREADS);
        return given == 0 ? Math.max(2, Runtime.getRuntime().availableProcessors()) : given;
    }

    /** The text of any setting, defaults filled in. */
    public String text(Setting setting) {
        return valueOf(values, setting);
    }

    /**
     * The value of a setting that is a number, in the unit that the table says.
     *
     * @throws IllegalArgumentException if it is none
     */
    public long number(Setting setting) {
        if (setting.form() instanceof SettingForm.Number form) {
            String text = text(setting);
            return form.unit() == SettingForm.Unit.PORT ? Long.parseLong(text) : SettingParser.number(form, text);
        }
        throw new IllegalArgumentException(setting.settingName() + " is no number");
    }

    /** As {@link #number}, for those that fit. */
    public int count(Setting setting) {
        return Math.toIntExact(number(setting));
    }

    /** The table of all settings, in Markdown: docs/settings.md is this text. */
    public static String describe() {
        StringBuilder table = new StringBuilder("# Settings of a node\n\n"
                + "Generated from `Setting`; a test keeps them equal. In a properties file (`stator server --config FILE`).\n"
                + "Byte counts may end in KB, MB or GB (powers of 1024).\n\n"
                + "| setting | default | unit | range | what it is for |\n|---|---|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            String defaultText = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
            table.append("| `").append(setting.settingName()).append("` | ").append(defaultText);
            if (setting.form() instanceof SettingForm.Number form) {
                table.append(" | ").append(form.unit().label());
                table.append(" | ").append(SettingParser.show(form.min(), form.unit()));
                table.append(" to ").append(SettingParser.show(form.max(), form.unit()));
            } else {
                table.append(" |  | ");
            }
            table.append(" | ").append(setting.description()).append(" |\n");
        }
        return table.toString();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
