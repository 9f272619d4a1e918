package io.stator.harness.checker;

import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import java.util.List;
import java.util.Optional;

/** Tells people a {@link Verdict}: in a sentence, in lines, and as a picture of each violation. */
public final class LinearizabilityJudgement {
    /** Beyond these, more of the same tells nothing new. */
    private static final int FINDINGS_MAX = 20;

    private LinearizabilityJudgement() {}

    /** @param subject what was judged, such as {@code register: linearizable} */
    public static Judgement of(String subject, Verdict verdict) {
        List<Finding> findings = verdict.violations().stream()
                .limit(FINDINGS_MAX)
                .map(LinearizabilityJudgement::finding)
                .toList();
        return new Judgement(subject, result(verdict), summary(verdict), findings);
    }

    private static Result result(Verdict verdict) {
        if (!verdict.violations().isEmpty()) {
            return Result.INVALID;
        }
        return verdict.undecided().isEmpty() && verdict.operations() > 0 ? Result.VALID : Result.UNDECIDED;
    }

    private static String summary(Verdict verdict) {
        if (verdict.operations() == 0) {
            return "there was nothing to judge";
        }
        String summary = verdict.operations() + " operations";
        if (!verdict.violations().isEmpty()) {
            summary += ", " + keys(verdict.violations().size()) + " not linearizable";
        }
        if (!verdict.undecided().isEmpty()) {
            summary += ", " + keys(verdict.undecided().size()) + " undecided because the search grew too large";
        }
        return verdict.linearizable() ? summary + ", all linearizable" : summary;
    }

    private static String keys(int count) {
        return count == 1 ? "1 key" : count + " keys";
    }

    private static Finding finding(Violation violation) {
        return new Finding(
                "key " + violation.key() + ": no order of its operations explains process "
                        + violation.blocked().process() + "'s "
                        + violation.blocked().function() + ", "
                        + violation.blocked().outcome(),
                violation.explanation(),
                Optional.of(Timeline.svg(violation.window(), violation.blocked())));
    }
}
