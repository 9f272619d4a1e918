package io.stator.harness.anomaly;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import java.util.List;
import java.util.Optional;

/** Tells people a {@link TransactionVerdict}: in a sentence, in lines, and as a picture of each cycle. */
public final class TransactionJudgement {
    private TransactionJudgement() {}

    /** @param workload what was judged, such as {@code list-append} */
    public static Judgement of(String workload, TransactionVerdict verdict) {
        String subject = workload + ": " + verdict.level().title();
        String counted = verdict.transactions() + " transactions, " + verdict.reads() + " reads";
        if (!verdict.isValid()) {
            List<Finding> findings =
                    verdict.cases().stream().map(TransactionJudgement::finding).toList();
            return new Judgement(subject, Result.INVALID, counted + ": " + verdict.anomalyTitles(), findings);
        }
        if (verdict.reads() == 0) {
            return new Judgement(subject, Result.UNDECIDED, counted + ": nothing follows", List.of());
        }
        return new Judgement(subject, Result.VALID, counted + ": no anomaly", List.of());
    }

    private static Finding finding(AnomalyCase anomalyCase) {
        boolean isCycle = !anomalyCase.relations().isEmpty();
        return new Finding(
                anomalyCase.anomaly().title() + ": " + anomalyCase.anomaly().meaning(),
                anomalyCase.explanation(),
                isCycle ? Optional.of(CyclePicture.svg(anomalyCase)) : Optional.empty());
    }
}
