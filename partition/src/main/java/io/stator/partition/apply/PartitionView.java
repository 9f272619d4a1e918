package io.stator.partition.apply;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a partition owns and which tables it serves. Immutable.
 *
 * @param epoch 0: not established
 * @param bounds null: not established
 * @param tables installed ones by id, ascending; not to be modified
 */
public record PartitionView(
        long partitionId, long epoch, @Nullable Bounds bounds, SortedMap<Long, TableInfo> tables) {

    public static final PartitionView NONE = new PartitionView(0, 0, null, Collections.emptySortedMap());

    public boolean established() {
        return bounds != null;
    }

    /** Whether the position is in the bounds. */
    public boolean owns(Position position) {
        return bounds != null && bounds.contains(position);
    }

    /** Whether what was routed by this epoch to this key belongs here, be its table served or not. */
    public boolean owns(long requestEpoch, EncodedKey key) {
        return requestEpoch == epoch && owns(key.position());
    }

    /** Whether all that was routed together by this epoch belongs here. */
    boolean ownsAll(long requestEpoch, List<EncodedKey> keys) {
        return keys.stream().allMatch(key -> owns(requestEpoch, key));
    }

    /** Whether the table is installed by this version of its schema. */
    boolean serves(long tableId, int schemaVersion) {
        return table(tableId, schemaVersion) == Route.SERVED;
    }

    /** Whether the table's items expire here by this version of its time to live. */
    boolean expires(long tableId, int timeToLiveVersion, long requestEpoch) {
        TableInfo table = tables.get(tableId);
        return requestEpoch == epoch
                && table != null
                && table.properties().timeToLive().isOn()
                && table.properties().timeToLive().version() == timeToLiveVersion;
    }

    /** Whether a request for one item belongs here. */
    public Route route(long tableId, int schemaVersion, long requestEpoch, Position position) {
        if (requestEpoch != epoch || !owns(position)) {
            return Route.WRONG_ROUTE;
        }
        return table(tableId, schemaVersion);
    }

    /** Whether a request for a range of a table belongs here. */
    public Route route(long tableId, int schemaVersion, long requestEpoch) {
        if (bounds == null || requestEpoch != epoch) {
            return Route.WRONG_ROUTE;
        }
        return table(tableId, schemaVersion);
    }

    private Route table(long tableId, int schemaVersion) {
        TableInfo table = tables.get(tableId);
        return table != null && table.schemaVersion() == schemaVersion ? Route.SERVED : Route.TABLE_UNKNOWN;
    }

    PartitionView establish(long newPartitionId, long newEpoch, Bounds newBounds) {
        return new PartitionView(newPartitionId, newEpoch, newBounds, tables);
    }

    PartitionView with(TableInfo table) {
        TreeMap<Long, TableInfo> more = new TreeMap<>(tables);
        more.put(table.id(), table);
        return new PartitionView(partitionId, epoch, bounds, Collections.unmodifiableSortedMap(more));
    }

    PartitionView without(long tableId) {
        TreeMap<Long, TableInfo> fewer = new TreeMap<>(tables);
        fewer.remove(tableId);
        return new PartitionView(partitionId, epoch, bounds, Collections.unmodifiableSortedMap(fewer));
    }
}
