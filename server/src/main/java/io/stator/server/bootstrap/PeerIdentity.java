package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import java.util.List;

/**
 * What a node says of itself.
 *
 * @param clusterId empty: not part of one yet
 * @param members of its cluster, as it knows them
 */
public record PeerIdentity(NodeRecord node, String clusterId, List<NodeRecord> members) {
    public PeerIdentity {
        members = List.copyOf(members);
    }
}
