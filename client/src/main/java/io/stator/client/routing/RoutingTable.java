package io.stator.client.routing;

import io.stator.model.ErrorCode;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partition map, checked: its partitions cover the ring without gap or overlap. Immutable.
 *
 * @param nodes addresses by node id
 * @param partitions ascending by bounds
 */
record RoutingTable(String clusterId, Map<String, String> nodes, List<PartitionRoute> partitions) {
    /** Channels are kept to all of them. */
    static final int NODES_MAX = 1_000;

    RoutingTable {
        nodes = Map.copyOf(nodes);
        partitions = List.copyOf(partitions);
    }

    /** @throws StatorException SERVICE_UNAVAILABLE if the map is not complete: the cluster is being born */
    static RoutingTable of(PartitionMap map) {
        if (map.getNodesCount() > NODES_MAX) {
            throw incomplete("too many nodes");
        }
        Map<String, String> nodes = new HashMap<>();
        for (NodeInfo node : map.getNodesList()) {
            nodes.put(node.getId(), node.getClientAddress());
        }
        List<PartitionRoute> partitions = new ArrayList<>(map.getPartitionsCount());
        Position end = null;
        for (PartitionInfo info : map.getPartitionsList()) {
            PartitionRoute next = PartitionRoute.of(info);
            boolean follows = partitions.isEmpty()
                    ? next.bounds().from() == null
                    : end != null && end.equals(next.bounds().from());
            if (!follows) {
                throw incomplete("a gap or an overlap before partition " + next.id());
            }
            partitions.add(next);
            end = next.bounds().to();
        }
        if (partitions.isEmpty() || end != null) {
            throw incomplete("the ring's end is missing");
        }
        return new RoutingTable(map.getClusterId(), nodes, partitions);
    }

    /** The partition of this position; null means the ring's start. */
    PartitionRoute find(@Nullable Position position) {
        int low = 0;
        int high = partitions.size() - 1;
        while (position != null && low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Objects.requireNonNull(partitions.get(middle).bounds().from()).compareTo(position) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return partitions.get(low);
    }

    /** The partition of what comes right before this position; null means the ring's end. */
    PartitionRoute findBefore(@Nullable Position position) {
        if (position == null) {
            return partitions.get(partitions.size() - 1);
        }
        PartitionRoute found = find(position);
        int index = partitions.indexOf(found);
        return index > 0 && position.equals(found.bounds().from()) ? partitions.get(index - 1) : found;
    }

    @Nullable
    String address(String node) {
        return nodes.get(node);
    }

    /**
     * This map, brought up to date by another node's answer. What this map knows by a later epoch
     * stays; if that cannot be fitted into the answer, the answer is older and goes.
     */
    RoutingTable mergedWith(RoutingTable answer) {
        if (!clusterId.equals(answer.clusterId)) {
            throw new StatorException(
                    ErrorCode.INTERNAL_SERVER_ERROR,
                    "A node belongs to another cluster: " + answer.clusterId + " instead of " + clusterId);
        }
        Map<Long, PartitionRoute> known = new HashMap<>();
        partitions.forEach(partition -> known.put(partition.id(), partition));
        List<PartitionRoute> merged = new ArrayList<>(answer.partitions.size());
        for (PartitionRoute theirs : answer.partitions) {
            Optional<PartitionRoute> newer = newer(known.get(theirs.id()), theirs);
            if (newer.isEmpty()) {
                return this;
            }
            merged.add(newer.get());
        }
        return new RoutingTable(clusterId, answer.nodes, merged);
    }

    /** Empty: theirs is older and its bounds are others. */
    private static Optional<PartitionRoute> newer(@Nullable PartitionRoute mine, PartitionRoute theirs) {
        if (mine == null || Long.compareUnsigned(theirs.epoch(), mine.epoch()) > 0) {
            return Optional.of(theirs);
        }
        if (theirs.epoch() == mine.epoch()) {
            return Optional.of(theirs.leader().isEmpty() ? theirs.withLeader(mine.leader()) : theirs);
        }
        return theirs.bounds().equals(mine.bounds()) ? Optional.of(mine) : Optional.empty();
    }

    /** With what a node said about one partition; empty if that says more than one partition's place. */
    Optional<RoutingTable> withHint(PartitionRoute hint) {
        for (int i = 0; i < partitions.size(); i++) {
            PartitionRoute mine = partitions.get(i);
            if (mine.id() == hint.id() && mine.bounds().equals(hint.bounds())) {
                if (Long.compareUnsigned(hint.epoch(), mine.epoch()) < 0) {
                    return Optional.of(this);
                }
                List<PartitionRoute> changed = new ArrayList<>(partitions);
                changed.set(i, hint);
                return Optional.of(new RoutingTable(clusterId, nodes, changed));
            }
        }
        return Optional.empty();
    }

    private static StatorException incomplete(String why) {
        return new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The partition map is not complete: " + why);
    }
}
