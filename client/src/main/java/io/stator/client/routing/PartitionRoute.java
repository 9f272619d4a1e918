package io.stator.client.routing;

import io.stator.model.Bounds;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.Route;
import java.util.List;

/**
 * Where a partition is.
 *
 * @param replicas node ids, the preferred leader first
 * @param leader node id, empty if unknown
 */
record PartitionRoute(long id, long epoch, Bounds bounds, List<String> replicas, String leader) {
    PartitionRoute {
        replicas = List.copyOf(replicas);
    }

    static PartitionRoute of(PartitionInfo info) {
        return new PartitionRoute(
                info.getId(),
                info.getEpoch(),
                PlacementConversions.fromProto(info.getBounds()),
                info.getReplicasList(),
                info.getLeader());
    }

    Route toProto() {
        return Route.newBuilder().setPartitionId(id).setEpoch(epoch).build();
    }

    PartitionRoute withLeader(String newLeader) {
        return new PartitionRoute(id, epoch, bounds, replicas, newLeader);
    }
}
