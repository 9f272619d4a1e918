package io.stator.server.sizes;

import io.stator.model.TableSize;
import io.stator.proto.v1.PartitionSizes;
import io.stator.proto.v1.TableSizeInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted in one partition. Immutable. Of ten thousand tables it takes a quarter of a megabyte: each node keeps one of
 * every partition.
 */
final class PartitionCount {
    private final long partitionId;
    private final long logIndex;

    /** Of the tables that have items, ascending; the others are parallel to it. */
    private final long[] tableIds;

    private final long[] items;
    private final long[] bytes;

    /**
     * @param logIndex up to which the partition's leader had applied the log when it began to count: the higher, the newer
     * @param tables by id
     */
    PartitionCount(long partitionId, long logIndex, Map<Long, TableSize> tables) {
        this.partitionId = partitionId;
        this.logIndex = logIndex;
        TreeMap<Long, TableSize> ascending = new TreeMap<>(tables);
        tableIds = ascending.keySet().stream().mapToLong(Long::longValue).toArray();
        items = ascending.values().stream().mapToLong(TableSize::items).toArray();
        bytes = ascending.values().stream().mapToLong(TableSize::bytes).toArray();
    }

    static PartitionCount fromProto(PartitionSizes message) {
        Map<Long, TableSize> tables = new TreeMap<>();
        message.getTablesList()
                .forEach(table -> tables.put(table.getTableId(), new TableSize(table.getItems(), table.getBytes())));
        return new PartitionCount(message.getPartitionId(), message.getLogIndex(), tables);
    }

    PartitionSizes toProto() {
        PartitionSizes.Builder message =
                PartitionSizes.newBuilder().setPartitionId(partitionId).setLogIndex(logIndex);
        for (int i = 0; i < tableIds.length; i++) {
            message.addTables(TableSizeInfo.newBuilder()
                    .setTableId(tableIds[i])
                    .setItems(items[i])
                    .setBytes(bytes[i]));
        }
        return message.build();
    }

    long partitionId() {
        return partitionId;
    }

    long logIndex() {
        return logIndex;
    }

    /** Tables that have items here. */
    int tables() {
        return tableIds.length;
    }

    /** What is here of a table. */
    TableSize size(long tableId) {
        int at = Arrays.binarySearch(tableIds, tableId);
        return at < 0 ? TableSize.NONE : new TableSize(items[at], bytes[at]);
    }
}
