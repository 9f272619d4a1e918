package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import java.util.List;

/**
 * Who the owner of a data directory is.
 *
 * @param incarnation of the data directory: random, made once, never changed
 * @param clusterId empty: not part of one yet
 * @param members of the cluster when the node came into it: its founders, or those that stood already and this node; by ascending
 *     node id; empty as long as clusterId is
 */
public record Identity(String nodeId, String incarnation, String clusterId, List<NodeRecord> members) {
    public Identity {
        members = List.copyOf(members);
    }

    /** Whether it belongs to a cluster. */
    public boolean inCluster() {
        return !clusterId.isEmpty();
    }

    Identity joined(String newClusterId, List<NodeRecord> newMembers) {
        return new Identity(nodeId, incarnation, newClusterId, newMembers);
    }
}
