package io.stator.client;

import com.google.protobuf.ByteString;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.PlacementConversions;
import io.stator.client.routing.RoutingSettings;
import io.stator.client.routing.TableConversions;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cluster's data and placement, shared by nodes that only pretend to replicate. Thread-safe by its monitor. */
public final class FakeCluster implements AutoCloseable {
    private static final AtomicInteger CLUSTERS = new AtomicInteger();

    /** A partition that can be moved and split. */
    static final class FakePartition {
        final long id;
        long epoch = 1;
        Bounds bounds;
        int leader;
        long writeCount;
        long forgotten;

        /** Items of batches that are kept away by a transaction. */
        final Set<ByteString> keptAway = new HashSet<>();

        /** By request id: a WriteResponse or a StatorException. */
        final Map<ByteString, Object> answers = new HashMap<>();

        FakePartition(long id, Bounds bounds, int leader) {
            this.id = id;
            this.bounds = bounds;
            this.leader = leader;
        }
    }

    final String name = "fake-" + CLUSTERS.incrementAndGet();
    final List<FakeNode> nodes = new ArrayList<>();
    final List<FakePartition> partitions = new ArrayList<>();
    final TreeMap<Position, ByteString> items = new TreeMap<>();
    final Map<String, TableInfo> tables = new HashMap<>();

    /** Of items that are there. */
    final Map<Position, Long> versions = new HashMap<>();

    /** By token: what the transactions that were done have asked for. */
    final Map<String, ByteString> tokens = new HashMap<>();

    private long lastVersion;
    private final List<NodeInfo> strangers = new ArrayList<>();
    private String believedLeader = "";
    private long lastTableId;

    public FakeCluster(int nodeCount, List<Bounds> bounds) {
        this(nodeCount, bounds, false);
    }

    public FakeCluster(int nodeCount, List<Bounds> bounds, boolean overTcp) {
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new FakeNode(this, i, overTcp));
        }
        for (int i = 0; i < bounds.size(); i++) {
            partitions.add(new FakePartition(i + 1, bounds.get(i), i % nodeCount));
        }
    }

    public static FakeCluster of(int nodeCount, int partitionCount) {
        return new FakeCluster(nodeCount, Bounds.splitRing(partitionCount));
    }

    public FakeNode node(int index) {
        return nodes.get(index);
    }

    public List<String> addresses() {
        return nodes.stream().map(FakeNode::address).toList();
    }

    /** Seeded, so that what a test tries is always the same. */
    public RoutingSettings settings() {
        Random random = new Random(1);
        return RoutingSettings.of(addresses()).withRandomBelow(bound -> {
            synchronized (random) {
                return (long) (random.nextDouble() * bound);
            }
        });
    }

    /** To nodes that are in this process. */
    public ChannelFactory channels() {
        return address -> InProcessChannelBuilder.forName(name + "/" + address)
                .directExecutor()
                .build();
    }

    public synchronized TableInfo createTable(TableSchema schema) {
        if (tables.containsKey(schema.name())) {
            throw new StatorException(ErrorCode.RESOURCE_IN_USE, "Table already exists: " + schema.name());
        }
        TableInfo table = new TableInfo(++lastTableId, 1, schema, TableStatus.ACTIVE, 1);
        tables.put(schema.name(), table);
        return table;
    }

    public synchronized TableInfo dropTable(String table) {
        TableInfo dropped = table(table);
        tables.remove(table);
        items.keySet().removeIf(position -> position.tableId() == dropped.id());
        versions.keySet().removeIf(position -> position.tableId() == dropped.id());
        return dropped;
    }

    public synchronized TableInfo change(String name, UnaryOperator<TableProperties> change) {
        TableInfo table = table(name);
        TableInfo changed = table.with(change.apply(table.properties()));
        tables.put(name, changed);
        return changed;
    }

    public synchronized TableInfo table(String table) {
        TableInfo found = tables.get(table);
        if (found == null) {
            throw new StatorException(
                    ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + table + " not found");
        }
        return found;
    }

    public synchronized void put(String table, Item item) {
        store(KeyCodec.encodeKey(table(table), item).position(), ItemCodec.encode(item));
    }

    synchronized void store(Position position, ByteString item) {
        items.put(position, item);
        versions.put(position, ++lastVersion);
    }

    synchronized void remove(Position position) {
        items.remove(position);
        versions.remove(position);
    }

    public synchronized @Nullable Item item(String table, Item key) {
        ByteString item = items.get(KeyCodec.encodeKey(table(table), key).position());
        return item == null ? null : ItemCodec.decode(item);
    }

    public synchronized FakePartition partitionOf(String table, Item key) {
        Position position = KeyCodec.encodeKey(table(table), key).position();
        return partitions.stream()
                .filter(partition -> partition.bounds.contains(position))
                .findFirst()
                .orElseThrow();
    }

    public synchronized void moveLeader(FakePartition partition, int node) {
        partition.leader = node;
    }

    /** The upper part becomes a partition of its own, led by another node. */
    public synchronized void split(FakePartition partition, Position at, int newLeader) {
        FakePartition child =
                new FakePartition(partitions.size() + 1, new Bounds(at, partition.bounds.to()), newLeader);
        child.writeCount = partition.writeCount;
        child.forgotten = partition.forgotten;
        child.answers.putAll(partition.answers);
        partitions.add(child);
        partition.bounds = new Bounds(partition.bounds.from(), at);
        partition.epoch++;
        partitions.sort(Comparator.comparing(
                each -> each.bounds.from(), Comparator.nullsFirst(Comparator.<Position>naturalOrder())));
    }

    /** The map names a node that is none of these. */
    synchronized void addStranger(String id, String address) {
        strangers.add(NodeInfo.newBuilder().setId(id).setClientAddress(address).build());
    }

    /** The map says that this node leads, whoever does. */
    synchronized void believeLeader(String id) {
        believedLeader = id;
    }

    synchronized PartitionInfo info(FakePartition partition) {
        PartitionInfo.Builder info = PartitionInfo.newBuilder()
                .setId(partition.id)
                .setEpoch(partition.epoch)
                .setWriteCount(partition.writeCount)
                .setBounds(PlacementConversions.toProto(partition.bounds));
        nodes.forEach(node -> info.addReplicas(node.id()));
        return partition.leader < 0
                ? info.build()
                : info.setLeader(nodes.get(partition.leader).id()).build();
    }

    synchronized PartitionMap map() {
        PartitionMap.Builder map = PartitionMap.newBuilder().setClusterId(name);
        nodes.forEach(
                node -> map.addNodes(NodeInfo.newBuilder().setId(node.id()).setClientAddress(node.address())));
        strangers.forEach(map::addNodes);
        for (FakePartition partition : partitions) {
            PartitionInfo info = info(partition);
            map.addPartitions(
                    believedLeader.isEmpty()
                            ? info
                            : info.toBuilder().setLeader(believedLeader).build());
        }
        return map.build();
    }

    synchronized Table describe(String table) {
        return TableConversions.toProto(table(table));
    }

    @Override
    public void close() {
        nodes.forEach(FakeNode::stop);
    }
}
