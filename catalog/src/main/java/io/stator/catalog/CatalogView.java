package io.stator.catalog;

import io.stator.consensus.Member;
import io.stator.model.TableInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The catalog's state at one log index. Immutable, cheap to take.
 *
 * @param clusterId empty: not founded yet
 * @param nodes by id
 * @param draining ids of the nodes whose replicas are to go elsewhere
 * @param partitions ascending by bounds
 * @param tables by name, in every status
 * @param users of the gateway, by name
 */
public record CatalogView(
        long appliedIndex,
        String clusterId,
        Map<String, NodeRecord> nodes,
        Set<String> draining,
        List<PartitionRecord> partitions,
        SortedMap<String, TableInfo> tables,
        SortedMap<String, UserRecord> users) {

    /** Empty if there is none of this id. */
    public Optional<PartitionRecord> partition(long id) {
        return partitions.stream().filter(partition -> partition.id() == id).findFirst();
    }

    /** Those of a partition's group. */
    public List<Member> members(PartitionRecord partition) {
        return members(partition.replicas());
    }

    /** Those of the catalog's own group: every node, since each follows it by a replica of its own. */
    public List<Member> catalogMembers() {
        return members(nodes.keySet());
    }

    private List<Member> members(Collection<String> nodeIds) {
        List<Member> members = new ArrayList<>();
        for (String nodeId : nodeIds) {
            NodeRecord node = Objects.requireNonNull(nodes.get(nodeId), "a replica on a node that is not there");
            members.add(new Member(node.memberId(), node.raftAddress()));
        }
        return members;
    }
}
