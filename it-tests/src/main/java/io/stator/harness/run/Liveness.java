package io.stator.harness.run;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.List;

/**
 * What a workload got done. Where nothing was, nothing is proven: a history of failures only is as good as none.
 *
 * @param answered operations whose outcome tells something
 * @param failed surely without effect
 * @param unknown that may have had an effect
 * @param answeredAfterHealing of the answered, those that began when all was healed
 */
public record Liveness(String workload, int answered, int failed, int unknown, int answeredAfterHealing) {

    /** @param healedNanos when all was healed; {@link Long#MAX_VALUE} if it never was */
    static Liveness of(String workload, List<Operation> operations, long healedNanos) {
        int answered = 0;
        int failed = 0;
        int unknown = 0;
        int answeredAfterHealing = 0;
        for (Operation operation : operations) {
            if (operation.outcome() instanceof Outcome.Failed) {
                failed++;
            } else if (operation.outcome() instanceof Outcome.Unknown) {
                unknown++;
            } else {
                answered++;
                if (operation.invokedNanos() >= healedNanos) {
                    answeredAfterHealing++;
                }
            }
        }
        return new Liveness(workload, answered, failed, unknown, answeredAfterHealing);
    }

    Judgement judgement() {
        String counts = answered + " answered, " + failed + " failed, " + unknown + " unknown";
        String subject = workload + ": something got done";
        if (answered == 0) {
            return new Judgement(subject, Result.UNDECIDED, "no operation succeeded: " + counts, List.of());
        }
        if (answeredAfterHealing == 0) {
            String summary = "nothing succeeded after all was healed: " + counts;
            return new Judgement(subject, Result.UNDECIDED, summary, List.of());
        }
        String summary = counts + "; " + answeredAfterHealing + " answered after healing";
        return new Judgement(subject, Result.VALID, summary, List.of());
    }
}
