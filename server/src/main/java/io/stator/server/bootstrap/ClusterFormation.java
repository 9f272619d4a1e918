package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import io.stator.server.config.MemberAddress;
import io.stator.server.config.StartupException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which cluster a new node belongs to, worked out from what all initial members say of themselves in one round: no
 * state, no I/O. Every member comes to the same cluster id, since it is derived from the sorted list of (node id,
 * incarnation) alone.
 */
public final class ClusterFormation {
    private ClusterFormation() {}

    /** What a round of questions came to. */
    public sealed interface Step {}

    /** Some have not answered; ask all again. @param missing node ids, ascending */
    public record Waiting(List<String> missing) implements Step {}

    /** All agree. @param members by ascending node id */
    public record Formed(String clusterId, List<NodeRecord> members) implements Step {}

    /**
     * @param self this node, not part of a cluster yet
     * @param initial the initial members, this one among them
     * @param answers of the others, by node id as configured; those that did not answer are missing
     * @throws StartupException if this node must not join: another node answers at an address, the cluster exists and
     *     knows another incarnation of this node, or the members disagree about who they are
     */
    public static Step next(NodeRecord self, List<MemberAddress> initial, Map<String, PeerIdentity> answers) {
        Map<String, NodeRecord> known = new TreeMap<>();
        known.put(self.id(), self);
        List<String> missing = new ArrayList<>();
        for (MemberAddress member : initial) {
            if (member.nodeId().equals(self.id())) {
                continue;
            }
            PeerIdentity answer = answers.get(member.nodeId());
            if (answer == null) {
                missing.add(member.nodeId());
                continue;
            }
            check(self, member, answer);
            known.put(member.nodeId(), answer.node());
        }
        if (!missing.isEmpty()) {
            missing.sort(Comparator.naturalOrder());
            return new Waiting(List.copyOf(missing));
        }
        List<NodeRecord> members = List.copyOf(known.values());
        String clusterId = clusterId(members);
        for (PeerIdentity answer : answers.values()) {
            if (!answer.clusterId().isEmpty() && !answer.clusterId().equals(clusterId)) {
                throw new StartupException("node '" + answer.node().id() + "' is part of cluster "
                        + answer.clusterId() + ", but cluster.members here makes cluster " + clusterId
                        + ": cluster.members differs between nodes, or a data directory was emptied or exchanged");
            }
        }
        return new Formed(clusterId, members);
    }

    private static void check(NodeRecord self, MemberAddress member, PeerIdentity answer) {
        NodeRecord node = answer.node();
        if (!node.id().equals(member.nodeId())) {
            throw new StartupException("cluster.members: at " + member.clientAddress() + " is node '" + node.id()
                    + "', not '" + member.nodeId() + "'");
        }
        if (!node.raftAddress().equals(member.raftAddress())
                || !node.clientAddress().equals(member.clientAddress())) {
            throw new StartupException("cluster.members: node '" + node.id() + "' says it is at "
                    + node.clientAddress() + " and " + node.raftAddress() + ", not at " + member.clientAddress()
                    + " and " + member.raftAddress());
        }
        if (answer.clusterId().isEmpty()) {
            return;
        }
        Optional<NodeRecord> ours = answer.members().stream()
                .filter(known -> known.id().equals(self.id()))
                .findFirst();
        if (ours.isEmpty()) {
            throw new StartupException("node '" + node.id() + "' is part of cluster " + answer.clusterId()
                    + ", which has no node '" + self.id() + "'");
        }
        if (!ours.get().incarnation().equals(self.incarnation())) {
            throw new StartupException("node '" + node.id() + "' is part of cluster " + answer.clusterId()
                    + ", which knows node '" + self.id()
                    + "' with another data directory: this one is empty or belongs elsewhere (data.dir)");
        }
    }

    /** Whether the members that a node knows from when it came into its cluster are those that founded it. */
    public static boolean isByFounders(Identity identity) {
        return identity.clusterId().equals(clusterId(identity.members()));
    }

    /** Derived from who the members are, so that all of them come to the same one. */
    static String clusterId(List<NodeRecord> members) {
        StringBuilder text = new StringBuilder("stator cluster 1");
        members.stream()
                .sorted(Comparator.comparing(NodeRecord::id))
                .forEach(node -> text.append('\n').append(node.id()).append(' ').append(node.incarnation()));
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
