package io.stator.catalog;

import io.stator.model.TableInfo;
import io.stator.model.TableStatus;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.CatalogSnapshot;
import io.stator.proto.v1.ClusterFoundedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole catalog, without the log index it stands at. Immutable: {@link #replay} is the only way to another state,
 * and the two share what is the same.
 *
 * @param clusterId empty: not founded yet
 * @param nodes by id, ascending
 * @param draining ids of the nodes whose replicas are to go elsewhere
 * @param partitions ascending by bounds
 * @param tables by name, in every status
 * @param tablesById the same tables
 * @param unsettled by id, those of the tables that have a {@link TableTask}: somebody must finish them
 * @param users by name
 * @param nextTableId larger than every id that was ever given
 */
record CatalogState(
        String clusterId,
        Map<String, NodeRecord> nodes,
        Set<String> draining,
        List<PartitionRecord> partitions,
        ChunkedMap<String, TableInfo> tables,
        ChunkedMap<Long, TableInfo> tablesById,
        ChunkedMap<Long, TableInfo> unsettled,
        SortedMap<String, UserRecord> users,
        long nextTableId) {

    static final CatalogState EMPTY = new CatalogState(
            "",
            Map.of(),
            Set.of(),
            List.of(),
            ChunkedMap.empty(),
            ChunkedMap.empty(),
            ChunkedMap.empty(),
            Collections.emptySortedMap(),
            1);

    /** The newest format of snapshots and of commands: 2 has changes of nodes, 3 properties of tables and users. */
    static final int FORMAT = 5;

    /** Has maxima of tables on demand. */
    static final int FORMAT_OF_MAXIMA = 5;

    /** Has tables that are UPDATING. */
    static final int FORMAT_OF_UPDATING = 4;

    /** What is written where nothing of a later one is said, so that the versions before can read it. */
    static final int FORMAT_USUAL = 3;

    static boolean reads(int format) {
        return format >= 1 && format <= FORMAT;
    }

    private static final Comparator<PartitionRecord> BY_BOUNDS = Comparator.comparing(
            partition -> partition.bounds().from(), Comparator.nullsFirst(Comparator.naturalOrder()));

    /** A record that contradicts the state is an IllegalStateException or IllegalArgumentException. */
    CatalogState replay(CatalogRecord record) {
        return switch (record.getRecordCase()) {
            case CLUSTER_FOUNDED -> founded(record.getClusterFounded());
            case PARTITION_PLACED -> placed(CatalogCodec.fromProto(record.getPartitionPlaced()));
            case TABLE -> changed(TableDefaults.filledIn(CatalogCodec.fromProto(record.getTable()), clusterId));
            case TABLE_FORGOTTEN -> forgotten(record.getTableForgotten());
            case NODE -> withNode(CatalogCodec.fromProto(record.getNode()));
            case NODE_DRAINING -> draining(record.getNodeDraining());
            case NODE_REMOVED -> removed(record.getNodeRemoved());
            case USER -> withUser(UserCodec.fromProto(record.getUser()));
            case USER_REMOVED -> withoutUser(record.getUserRemoved());
            case RECORD_NOT_SET -> throw new IllegalArgumentException("a catalog record of an unknown kind");
        };
    }

    private CatalogState founded(ClusterFoundedRecord record) {
        if (!clusterId.isEmpty()) {
            throw new IllegalStateException("founded twice: " + clusterId + ", " + record.getClusterId());
        }
        Map<String, NodeRecord> byId = new TreeMap<>();
        record.getNodesList().forEach(node -> byId.put(node.getId(), CatalogCodec.fromProto(node)));
        return new CatalogState(
                record.getClusterId(),
                Collections.unmodifiableMap(byId),
                draining,
                partitions,
                tables,
                tablesById,
                unsettled,
                users,
                nextTableId);
    }

    private CatalogState placed(PartitionRecord partition) {
        List<PartitionRecord> others = new ArrayList<>(partitions);
        others.removeIf(other -> other.id() == partition.id());
        others.add(partition);
        others.sort(BY_BOUNDS);
        return withCluster(nodes, draining, List.copyOf(others));
    }

    private CatalogState withNode(NodeRecord node) {
        Map<String, NodeRecord> byId = new TreeMap<>(nodes);
        byId.put(node.id(), node);
        return withCluster(Collections.unmodifiableMap(byId), draining, partitions);
    }

    private CatalogState draining(String nodeId) {
        requireNode(nodeId);
        Set<String> more = new TreeSet<>(draining);
        more.add(nodeId);
        return withCluster(nodes, Collections.unmodifiableSet(more), partitions);
    }

    private CatalogState removed(String nodeId) {
        requireNode(nodeId);
        Map<String, NodeRecord> byId = new TreeMap<>(nodes);
        byId.remove(nodeId);
        Set<String> fewer = new TreeSet<>(draining);
        fewer.remove(nodeId);
        return withCluster(Collections.unmodifiableMap(byId), Collections.unmodifiableSet(fewer), partitions);
    }

    private void requireNode(String nodeId) {
        if (!nodes.containsKey(nodeId)) {
            throw new IllegalStateException("no such node: " + nodeId);
        }
    }

    private CatalogState withCluster(
            Map<String, NodeRecord> newNodes, Set<String> newDraining, List<PartitionRecord> newPartitions) {
        return new CatalogState(
                clusterId, newNodes, newDraining, newPartitions, tables, tablesById, unsettled, users, nextTableId);
    }

    private CatalogState withUser(UserRecord user) {
        SortedMap<String, UserRecord> more = new TreeMap<>(users);
        if (more.put(user.name(), user) != null) {
            throw new IllegalStateException("added twice: " + user);
        }
        return withUsers(more);
    }

    private CatalogState withoutUser(String name) {
        SortedMap<String, UserRecord> fewer = new TreeMap<>(users);
        if (fewer.remove(name) == null) {
            throw new IllegalStateException("no such user: " + name);
        }
        return withUsers(fewer);
    }

    private CatalogState withUsers(SortedMap<String, UserRecord> newUsers) {
        return new CatalogState(
                clusterId,
                nodes,
                draining,
                partitions,
                tables,
                tablesById,
                unsettled,
                Collections.unmodifiableSortedMap(newUsers),
                nextTableId);
    }

    private CatalogState changed(TableInfo table) {
        TableInfo sameName = tables.get(table.name());
        TableInfo sameId = tablesById.get(table.id());
        if ((sameName != null && sameName.id() != table.id())
                || (sameId != null && !sameId.name().equals(table.name()))) {
            throw new IllegalStateException("two tables of one name or id: " + table);
        }
        return new CatalogState(
                clusterId,
                nodes,
                draining,
                partitions,
                tables.with(table.name(), table),
                tablesById.with(table.id(), table),
                TableTask.of(table) == TableTask.NONE
                        ? unsettled.without(table.id())
                        : unsettled.with(table.id(), table),
                users,
                Math.max(nextTableId, table.id() + 1));
    }

    private CatalogState forgotten(long tableId) {
        TableInfo table = tablesById.get(tableId);
        if (table == null) {
            throw new IllegalStateException("forgotten, but never known: table " + tableId);
        }
        return new CatalogState(
                clusterId,
                nodes,
                draining,
                partitions,
                tables.without(table.name()),
                tablesById.without(tableId),
                unsettled.without(tableId),
                users,
                nextTableId);
    }

    /** Null if there is none. */
    @Nullable
    PartitionRecord partition(long id) {
        return partitions.stream()
                .filter(partition -> partition.id() == id)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    TableInfo table(long id) {
        return tablesById.get(id);
    }

    CatalogView view(long appliedIndex) {
        return new CatalogView(appliedIndex, clusterId, nodes, draining, partitions, tables, users);
    }

    /** The same state gives the same bytes on every node. */
    CatalogSnapshot snapshot(long appliedIndex) {
        CatalogSnapshot.Builder snapshot = CatalogSnapshot.newBuilder()
                .setFormat(format())
                .setAppliedIndex(appliedIndex)
                .setNextTableId(nextTableId);
        if (!clusterId.isEmpty()) {
            ClusterFoundedRecord.Builder founded =
                    ClusterFoundedRecord.newBuilder().setClusterId(clusterId);
            nodes.values().forEach(node -> founded.addNodes(CatalogCodec.toProto(node)));
            snapshot.addRecords(CatalogRecord.newBuilder().setClusterFounded(founded));
        }
        draining.forEach(
                nodeId -> snapshot.addRecords(CatalogRecord.newBuilder().setNodeDraining(nodeId)));
        partitions.forEach(partition -> snapshot.addRecords(
                CatalogRecord.newBuilder().setPartitionPlaced(CatalogCodec.toProto(partition, ""))));
        tablesById
                .values()
                .forEach(
                        table -> snapshot.addRecords(CatalogRecord.newBuilder().setTable(CatalogCodec.toProto(table))));
        users.values()
                .forEach(user -> snapshot.addRecords(CatalogRecord.newBuilder().setUser(UserCodec.toProto(user))));
        return snapshot.build();
    }

    /** The lowest that can say it. */
    private int format() {
        if (tablesById.values().stream()
                .anyMatch(table -> !table.properties().billing().maxima().isNone())) {
            return FORMAT_OF_MAXIMA;
        }
        return unsettled.values().stream().anyMatch(table -> table.status() == TableStatus.UPDATING)
                ? FORMAT_OF_UPDATING
                : FORMAT_USUAL;
    }

    /** Replays a snapshot's records. */
    static CatalogState of(CatalogSnapshot snapshot) {
        CatalogState state = EMPTY;
        for (CatalogRecord record : snapshot.getRecordsList()) {
            state = state.replay(record);
        }
        if (snapshot.getNextTableId() < state.nextTableId) {
            throw new IllegalStateException("the next table id is taken: " + snapshot.getNextTableId());
        }
        return new CatalogState(
                state.clusterId,
                state.nodes,
                state.draining,
                state.partitions,
                state.tables,
                state.tablesById,
                state.unsettled,
                state.users,
                snapshot.getNextTableId());
    }
}
