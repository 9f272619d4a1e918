package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stator.consensus.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipPlanTest {

    private static List<Member> members(String ids) {
        return ids.chars()
                .mapToObj(Character::toString)
                .map(id -> new Member(id, "host-" + id + ":1"))
                .toList();
    }

    /** The sets of members on the way, as words. */
    private static List<String> steps(List<Member> from, List<Member> to, String leader) {
        List<String> steps = new ArrayList<>();
        List<Member> current = from;
        while (!current.equals(to)) {
            current = MembershipPlan.next(current, to, leader);
            steps.add(String.join("", current.stream().map(Member::id).toList()));
            assertThat(steps).hasSizeLessThan(20);
        }
        return steps;
    }

    @Test
    void newOnesComeFirstAndTheLeaderGoesLast() {
        assertThat(steps(members("abc"), members("abd"), "a")).containsExactly("abcd", "abd");
        assertThat(steps(members("abc"), members("def"), "a"))
                .containsExactly("abcd", "abcde", "abcdef", "acdef", "adef", "def");
        assertThat(steps(members("a"), members("abc"), "a")).containsExactly("ab", "abc");
        assertThat(steps(members("a"), members("b"), "a")).containsExactly("ab", "b");
        assertThat(steps(members("abc"), members("b"), "c")).containsExactly("bc", "b");
    }

    /** Then any two majorities, one of before and one of after, have a member in common. */
    @Test
    void oneMemberComesOrGoesAtATime() {
        for (String from : List.of("a", "ab", "abc", "abcde")) {
            for (String to : List.of("a", "b", "abc", "bcd", "def", "cdefg")) {
                Set<Member> before = new HashSet<>(members(from));
                for (String step : steps(members(from), members(to), "a")) {
                    Set<Member> after = new HashSet<>(members(step));
                    Set<Member> either = new HashSet<>(before);
                    either.addAll(after);
                    int majorities = before.size() / 2 + 1 + after.size() / 2 + 1;
                    assertThat(majorities).as("%s to %s by %s", from, to, step).isGreaterThan(either.size());
                    before = after;
                }
            }
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MembershipPlan.check(members("abc"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> MembershipPlan.check(members("abc"), members("abb")));
        List<Member> elsewhere = List.of(new Member("a", "elsewhere:1"));
        assertThatIllegalArgumentException().isThrownBy(() -> MembershipPlan.check(members("abc"), elsewhere));
        MembershipPlan.check(members("abc"), members("def"));
    }
}
