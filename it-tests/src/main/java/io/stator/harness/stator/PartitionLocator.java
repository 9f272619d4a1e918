package io.stator.harness.stator;

import io.stator.model.Bounds;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;

/** Says which partition an item belongs to, by one partition map. Immutable. */
public final class PartitionLocator {
    private final PartitionMap map;
    private final TableInfo table;

    public PartitionLocator(PartitionMap map, TableInfo table) {
        this.map = map;
        this.table = table;
    }

    /** @param key its key attributes, or all */
    public long partitionOf(Item key) {
        Position position = KeyCodec.encodeKey(table, key).position();
        return map.getPartitionsList().stream()
                .filter(partition -> boundsOf(partition).contains(position))
                .mapToLong(PartitionInfo::getId)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a hole in the partition map: " + map));
    }

    private static Bounds boundsOf(PartitionInfo partition) {
        io.stator.proto.v1.Bounds bounds = partition.getBounds();
        return new Bounds(
                bounds.hasFrom() ? positionOf(bounds.getFrom()) : null,
                bounds.hasTo() ? positionOf(bounds.getTo()) : null);
    }

    private static Position positionOf(io.stator.proto.v1.Position position) {
        return new Position(
                position.getToken(), position.getTableId(), position.getPartitionKey(), position.getSortKey());
    }
}
