package io.stator.server.config;

import io.stator.server.config.SettingForm.Unit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every setting of a node: its name, default, form and what it is for. */
public enum Setting {
    NODE_ID(
            "node.id",
            "n1",
            text(Patterns.NODE_ID, "1 to 32 letters, digits, '_' or '-'"),
            "Name of this node, unlike that of any other node of the cluster."),
    DATA_DIR(
            "data.dir",
            "stator-data",
            new SettingForm.Directory(),
            "Where this node keeps its data; belongs to this node alone."),
    LISTEN_HOST(
            "listen.host",
            "127.0.0.1",
            text(Patterns.HOST, "a host name or address"),
            "Address that this node's sockets are bound to; 0.0.0.0 for all interfaces."),
    ADVERTISE_HOST(
            "advertise.host",
            "",
            text(Patterns.HOST, "a host name or address"),
            "Address that clients and other nodes reach this node by; default: listen.host."),
    CLIENT_PORT(
            "client.port",
            "9010",
            number(1, 65_535, Unit.PORT),
            "Port of the gRPC services, for clients and between nodes."),
    RAFT_PORT("raft.port", "", number(1, 65_535, Unit.PORT), "Port of Raft, between nodes; default: client.port + 1."),
    METRICS_PORT(
            "metrics.port",
            "",
            number(1, 65_535, Unit.PORT),
            "HTTP port of /metrics, /healthz and /readyz; default: client.port + 2."),
    GATEWAY_PORT(
            "gateway.port", "0", number(0, 65_535, Unit.PORT), "HTTP port of the DynamoDB API; 0: this node has none."),
    GATEWAY_AUTH(
            "gateway.auth",
            "required",
            text(Patterns.AUTH, "open or required"),
            "Who may use the DynamoDB API. required: users of the cluster, who sign their requests; open: anybody, whatever "
                    + "the signature."),
    THROUGHPUT_LIMITS(
            "throughput.limits",
            "enforced",
            text(Patterns.LIMITS, "enforced or ignored"),
            "What becomes of the throughput that tables were given. enforced: requests beyond it are refused with "
                    + "ProvisionedThroughputExceededException; ignored: it is kept and told only, as DynamoDB Local does, and dev "
                    + "and embedded nodes unless they are told otherwise. The same on every node."),
    SECRETS_KEY_FILE(
            "secrets.key.file",
            "",
            new SettingForm.Directory(),
            "File with the key that users' secrets are sealed by in the catalog, 32 bytes in hexadecimal, the same on every "
                    + "node. Not set: users can neither be added here nor served."),
    CLUSTER_MEMBERS(
            "cluster.members",
            "",
            new SettingForm.Members(),
            "The nodes that found the cluster, the same on each: id=host:clientPort:raftPort, separated by commas; "
                    + "default: this node alone."),
    CLUSTER_JOIN(
            "cluster.join",
            "",
            text(Patterns.JOIN, "add or replace"),
            "How a node with an empty data directory becomes part of a cluster that stands, which it finds at the other "
                    + "cluster.members: add makes it one more; replace has it take the place of the node of its node.id, which is "
                    + "lost. Not set: it founds one with them. Ignored once the node is part of a cluster."),
    CLUSTER_PARTITIONS(
            "cluster.partitions",
            "0",
            number(0, 256, Unit.COUNT),
            "Partitions that the cluster is born with; 0: one for each member. Used when the cluster is founded."),
    CLUSTER_REPLICATION(
            "cluster.replication",
            "3",
            number(1, 7, Unit.COUNT),
            "Replicas of each partition, at most one on a node. Used when the cluster is founded."),
    RAFT_ELECTION_MIN_MILLIS(
            "raft.election.min.millis",
            "500",
            number(100, 60_000, Unit.MILLIS),
            "A follower that hears nothing from its leader starts an election after this long at the earliest."),
    RAFT_ELECTION_MAX_MILLIS(
            "raft.election.max.millis",
            "1000",
            number(150, 120_000, Unit.MILLIS),
            "It waits for a random time up to this before it looks whether it has heard nothing for as long: at the latest, "
                    + "it stands after twice as long. A leader that hears from no majority for this long gives up. More than "
                    + "raft.election.min.millis."),
    RAFT_LEASE_MILLIS(
            "raft.lease.millis",
            "400",
            number(0, 1000, Unit.MILLIS),
            "How long a leader may read locally after it proposed an entry; a new leader waits for it. "
                    + "Less than raft.election.min.millis; 0: each strong read takes a round of the log."),
    RAFT_PREFERRED_LEADER_MILLIS(
            "raft.preferred.leader.millis",
            "30000",
            number(0, 3_600_000, Unit.MILLIS),
            "A partition's preferred leader gets the lead back after it has been up and level with the others for this long: a "
                    + "node that has just started is slow at first."),
    RAFT_SEGMENT_BYTES(
            "raft.segment.bytes",
            "",
            number(1L << 20, 1L << 30, Unit.BYTES),
            "Size of one file of a Raft log; default: up to 16 MB, such that the newest three of each partition's and the "
                    + "catalog's log, which are in memory, take at most a third of the heap."),
    RAFT_BATCH_BYTES(
            "raft.batch.bytes",
            "512KB",
            number(16L << 10, 4L << 20, Unit.BYTES),
            "Writes that wait together share a log entry of up to this size."),
    RAFT_INFLIGHT(
            "raft.inflight",
            "2",
            number(1, 64, Unit.COUNT),
            "Log entries of one partition that may be under way at once: full ones, or such as carry a single write."),
    RAFT_QUEUE_BYTES(
            "raft.queue.bytes",
            "16MB",
            number(6L << 20, 1L << 30, Unit.BYTES),
            "Writes that may wait for a log entry of one partition; more are refused with ThrottlingException."),
    RAFT_QUEUE_MILLIS(
            "raft.queue.millis",
            "500",
            number(50, 60_000, Unit.MILLIS),
            "A partition refuses writes with ThrottlingException while one has waited longer for its log entry. Less than "
                    + "the time after which clients send a write again."),
    RAFT_QUEUE_TOTAL_BYTES(
            "raft.queue.total.bytes",
            "64MB",
            number(6L << 20, 1L << 40, Unit.BYTES),
            "Writes of all partitions of this node that are accepted and not yet answered; more are refused with "
                    + "ThrottlingException."),
    CHECKPOINT_BYTES(
            "checkpoint.bytes",
            "64MB",
            number(64L << 10, 1L << 40, Unit.BYTES),
            "Log bytes applied after which a replica makes a checkpoint, up to which its log can be purged."),
    CHECKPOINT_SEND_BYTES_PER_SECOND(
            "checkpoint.send.bytes.per.second",
            "16MB",
            number(1L << 20, 1L << 40, Unit.BYTES),
            "How fast this node sends checkpoints, of all its partitions together, to replicas whose place in the log is gone: "
                    + "it takes disk, network and processor from what both ends serve. The slower, the fewer of them at once: a "
                    + "replica that is sent one hears nothing else from its leader, and each has its turn four times in "
                    + "raft.election.min.millis. The others wait."),
    LOG_PRESERVE_ENTRIES(
            "log.preserve.entries",
            "10000",
            number(0, 10_000_000, Unit.COUNT),
            "Log entries before a checkpoint that are kept for followers that lag; of large ones, no more than four times checkpoint.bytes."),
    MEMORY_BYTES(
            "memory.bytes",
            "2GB",
            number(768L << 20, 1L << 42, Unit.BYTES),
            "What the process may take in all. The launcher gives the JVM its share: heap and direct buffers get what the block "
                    + "cache, the writes not yet flushed and the JVM itself leave."),
    STORAGE_CACHE_BYTES(
            "storage.cache.bytes",
            "",
            number(8L << 20, 1L << 40, Unit.BYTES),
            "Block cache that all replicas of this node share; default: a share of memory.bytes."),
    STORAGE_WRITEBUFFER_BYTES(
            "storage.writebuffer.bytes",
            "",
            number(4L << 20, 1L << 40, Unit.BYTES),
            "Memory for writes not yet flushed, shared by all replicas of this node; default: a share of memory.bytes."),
    DISK_RESERVE_BYTES(
            "disk.reserve.bytes",
            "256MB",
            number(0, 1L << 50, Unit.BYTES),
            "A node whose disk has less space than this refuses the writes of the partitions it leads with ThrottlingException until "
                    + "it has more: votes and leases still come to the disk. What other leaders send it does take."),
    EXPIRY_PASS_MILLIS(
            "expiry.pass.millis",
            "60000",
            number(10, 86_400_000, Unit.MILLIS),
            "How often each partition that this node leads is searched for items whose time to live is over, unless a search takes "
                    + "longer: then the next one begins at once."),
    EXPIRY_TIME_PERCENT(
            "expiry.time.percent",
            "5",
            number(0, 100, Unit.PERCENT),
            "Share of one thread's time that these searches take at most, the time until their deletes are applied included; 0: no "
                    + "item expires where this node leads."),
    SIZES_PASS_MILLIS(
            "sizes.pass.millis",
            "21600000",
            number(10, 604_800_000, Unit.MILLIS),
            "How often the items of each partition that this node leads are counted, for what DescribeTable tells of tables' sizes, "
                    + "unless a count takes longer: then the next one begins at once. dev and embedded nodes count every second."),
    SIZES_TIME_PERCENT(
            "sizes.time.percent",
            "5",
            number(0, 100, Unit.PERCENT),
            "Share of one thread's time that these counts take at most; 0: nothing is counted where this node leads."),
    TRANSACTION_TIMEOUT_MILLIS(
            "transaction.timeout.millis",
            "3000",
            number(100, 10_000, Unit.MILLIS),
            "How long a transaction over several partitions may stay undecided. Then whoever meets what it has left may abort it."),
    READ_THREADS(
            "read.threads",
            "0",
            number(0, 256, Unit.COUNT),
            "Threads that queries, scans and digests run on; 0: one for each processor, at least two."),
    REQUEST_BYTES_MAX(
            "request.bytes.max",
            "20MB",
            number(1L << 20, 256L << 20, Unit.BYTES),
            "Largest gRPC message that this node accepts; at most half of the direct buffers that are not for logs, which all that are "
                    + "arriving share: of too much the largest is refused with ThrottlingException."),
    CONNECTIONS_MAX(
            "connections.max",
            "1000",
            number(1, 100_000, Unit.COUNT),
            "Connections of clients that are served; calls on more are refused with ThrottlingException. What nodes ask each other about the "
                    + "cluster never is; requests that a node sends on for its clients count."),
    CALLS_PER_CONNECTION_MAX(
            "calls.per.connection.max",
            "4096",
            number(1, 1_000_000, Unit.COUNT),
            "Calls that one client connection may have under way; more wait in the client."),
    FORWARD_MILLIS(
            "forward.millis",
            "10000",
            number(100, 600_000, Unit.MILLIS),
            "How long this node tries to have another node do what it cannot do itself, such as to create a table."),
    SHUTDOWN_MILLIS(
            "shutdown.millis",
            "10000",
            number(0, 600_000, Unit.MILLIS),
            "How long a node that stops waits for calls under way.");

    static final Pattern NODE_ID_FORM = Pattern.compile(Patterns.NODE_ID);
    static final Pattern HOST_FORM = Pattern.compile(Patterns.HOST);

    private final String settingName;
    private final String defaultText;
    private final SettingForm form;
    private final String description;

    Setting(String settingName, String defaultText, SettingForm form, String description) {
        this.settingName = settingName;
        this.defaultText = defaultText;
        this.form = form;
        this.description = description;
    }

    /** As it stands in a file, such as {@code client.port}. */
    public String settingName() {
        return settingName;
    }

    /** Empty: it follows from others, as the description says. */
    public String defaultText() {
        return defaultText;
    }

    /** A sentence or two. */
    public String description() {
        return description;
    }

    SettingForm form() {
        return form;
    }

    static Optional<Setting> named(String name) {
        for (Setting setting : values()) {
            if (setting.settingName.equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    private static SettingForm number(long min, long max, Unit unit) {
        return new SettingForm.Number(min, max, unit);
    }

    private static SettingForm text(String pattern, String description) {
        return new SettingForm.Text(Pattern.compile(pattern), description);
    }

    /** Apart, since an enum's constants are made before its static fields. */
    private static final class Patterns {
        static final String NODE_ID = "[A-Za-z0-9_-]{1,32}";
        static final String JOIN = "add|replace";
        static final String AUTH = "open|required";
        static final String LIMITS = "enforced|ignored";
        static final String HOST = "[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]";
    }
}
