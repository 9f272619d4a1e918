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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole catalog, without the log index it stands at. Immutable: {@link #replay} is the only way to another state,
 * and the two share what is the same.
 *
 * @param clusterId empty: not founded yet
 * @param nodes by id, ascending
 * @param partitions ascending by bounds
 * @param tables by name, in every status
 * @param tablesById the same tables
 * @param unsettled by id, those of the tables that are CREATING or DELETING: somebody must finish them
 * @param nextTableId larger than every id that was ever given
 */
record CatalogState(
        String clusterId,
        Map<String, NodeRecord> nodes,
        List<PartitionRecord> partitions,
        ChunkedMap<String, TableInfo> tables,
        ChunkedMap<Long, TableInfo> tablesById,
        ChunkedMap<Long, TableInfo> unsettled,
        long nextTableId) {

    static final CatalogState EMPTY =
            new CatalogState("", Map.of(), List.of(), ChunkedMap.empty(), ChunkedMap.empty(), ChunkedMap.empty(), 1);

    /** The format of snapshots and of commands that this version writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final Comparator<PartitionRecord> BY_BOUNDS = Comparator.comparing(
            partition -> partition.bounds().from(), Comparator.nullsFirst(Comparator.naturalOrder()));

    /** A record that contradicts the state is an IllegalStateException or IllegalArgumentException. */
    CatalogState replay(CatalogRecord record) {
        return switch (record.getRecordCase()) {
            case CLUSTER_FOUNDED -> founded(record.getClusterFounded());
            case PARTITION_PLACED -> placed(CatalogCodec.fromProto(record.getPartitionPlaced()));
            case TABLE -> changed(CatalogCodec.fromProto(record.getTable()));
            case TABLE_FORGOTTEN -> forgotten(record.getTableForgotten());
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
                partitions,
                tables,
                tablesById,
                unsettled,
                nextTableId);
    }

    private CatalogState placed(PartitionRecord partition) {
        List<PartitionRecord> others = new ArrayList<>(partitions);
        others.removeIf(other -> other.id() == partition.id());
        others.add(partition);
        others.sort(BY_BOUNDS);
        return new CatalogState(clusterId, nodes, List.copyOf(others), tables, tablesById, unsettled, nextTableId);
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
                partitions,
                tables.with(table.name(), table),
                tablesById.with(table.id(), table),
                table.status() == TableStatus.ACTIVE
                        ? unsettled.without(table.id())
                        : unsettled.with(table.id(), table),
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
                partitions,
                tables.without(table.name()),
                tablesById.without(tableId),
                unsettled.without(tableId),
                nextTableId);
    }

    @Nullable
    TableInfo table(long id) {
        return tablesById.get(id);
    }

    CatalogView view(long appliedIndex) {
        return new CatalogView(appliedIndex, clusterId, nodes, partitions, tables);
    }

    /** The same state gives the same bytes on every node. */
    CatalogSnapshot snapshot(long appliedIndex) {
        CatalogSnapshot.Builder snapshot = CatalogSnapshot.newBuilder()
                .setFormat(FORMAT)
                .setAppliedIndex(appliedIndex)
                .setNextTableId(nextTableId);
        if (!clusterId.isEmpty()) {
            ClusterFoundedRecord.Builder founded =
                    ClusterFoundedRecord.newBuilder().setClusterId(clusterId);
            nodes.values().forEach(node -> founded.addNodes(CatalogCodec.toProto(node)));
            snapshot.addRecords(CatalogRecord.newBuilder().setClusterFounded(founded));
        }
        partitions.forEach(partition -> snapshot.addRecords(
                CatalogRecord.newBuilder().setPartitionPlaced(CatalogCodec.toProto(partition, ""))));
        tablesById
                .values()
                .forEach(
                        table -> snapshot.addRecords(CatalogRecord.newBuilder().setTable(CatalogCodec.toProto(table))));
        return snapshot.build();
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
                state.partitions,
                state.tables,
                state.tablesById,
                state.unsettled,
                snapshot.getNextTableId());
    }
}
