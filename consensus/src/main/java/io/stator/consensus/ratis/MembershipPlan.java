package io.stator.consensus.ratis;

import io.stator.consensus.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps from one set of members to another: one member joins or leaves at a time, so that any majority before a step and
 * any after it have a member in common. Ratis 3.3.0 needs that: it changes members by joint consensus, but a new leader that
 * finds the joint configuration in its log goes on with the new one alone, even if the joint one was never committed
 * (LeaderStateImpl.StartupLogEntry), while those who never saw it may still elect a leader by the old one. It also refuses
 * what adds as many members as stay. No I/O.
 */
final class MembershipPlan {

    private MembershipPlan() {}

    /**
     * The members after the next step. New ones come first: if one cannot be filled, nothing is lost.
     *
     * @param current not as wanted yet
     * @param leader leaves last
     */
    static List<Member> next(List<Member> current, List<Member> wanted, String leader) {
        List<Member> joining = without(wanted, ids(current));
        List<Member> leaving = without(current, ids(wanted));
        if (joining.size() + leaving.size() <= 1) {
            return wanted;
        }
        List<Member> next = new ArrayList<>(current);
        if (!joining.isEmpty()) {
            next.add(joining.get(0));
        } else {
            leaving.stream()
                    .filter(member -> !member.id().equals(leader))
                    .findFirst()
                    .ifPresent(next::remove);
        }
        return Members.sorted(next);
    }

    /** @throws IllegalArgumentException if no group can have these members, or not after the current ones */
    static void check(List<Member> current, List<Member> wanted) {
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a group has one member at least");
        }
        if (ids(wanted).size() != wanted.size()) {
            throw new IllegalArgumentException("a member is named twice: " + wanted);
        }
        for (Member member : wanted) {
            for (Member known : current) {
                // Ratis' connections stay with the address that they know.
                if (known.id().equals(member.id()) && !known.address().equals(member.address())) {
                    throw new IllegalArgumentException("a member's address never changes: " + known + ", " + member);
                }
            }
        }
    }

    private static List<Member> without(List<Member> members, Set<String> ids) {
        return members.stream().filter(member -> !ids.contains(member.id())).toList();
    }

    private static Set<String> ids(List<Member> members) {
        Set<String> ids = new HashSet<>();
        members.forEach(member -> ids.add(member.id()));
        return ids;
    }
}
