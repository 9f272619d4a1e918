package io.stator.catalog;

import io.stator.model.TableInfo;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The catalog's state at one log index. Immutable, cheap to take.
 *
 * @param clusterId empty: not founded yet
 * @param nodes by id
 * @param partitions ascending by bounds
 * @param tables by name, in every status
 */
public record CatalogView(
        long appliedIndex,
        String clusterId,
        Map<String, NodeRecord> nodes,
        List<PartitionRecord> partitions,
        SortedMap<String, TableInfo> tables) {}
