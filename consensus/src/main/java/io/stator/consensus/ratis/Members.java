package io.stator.consensus.ratis;

import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/**
 * The port's names in Ratis' terms. All members have the same priority: a member of a higher one takes the lead as soon as it
 * is level, which with a JVM that has just started is too early, and until then nobody else is elected.
 */
final class Members {

    private Members() {}

    static RaftGroupId toRatis(GroupId group) {
        return RaftGroupId.valueOf(group.uuid());
    }

    static GroupId fromRatis(RaftGroupId group) {
        return new GroupId(group.getUuid());
    }

    static RaftGroup toGroup(GroupId group, List<Member> members) {
        return RaftGroup.valueOf(toRatis(group), toPeers(members));
    }

    static List<RaftPeer> toPeers(List<Member> members) {
        return members.stream().map(Members::toPeer).toList();
    }

    /** Sorted by id. */
    static List<Member> fromPeers(Collection<RaftPeer> peers) {
        return sorted(peers.stream()
                .map(peer -> new Member(peer.getId().toString(), peer.getAddress()))
                .toList());
    }

    /** By id. */
    static List<Member> sorted(List<Member> members) {
        return members.stream().sorted(Comparator.comparing(Member::id)).toList();
    }

    private static RaftPeer toPeer(Member member) {
        return RaftPeer.newBuilder()
                .setId(member.id())
                .setAddress(member.address())
                .build();
    }
}
