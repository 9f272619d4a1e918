package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.checker.LinearizabilityChecker;
import io.stator.harness.checker.LinearizabilityJudgement;
import io.stator.harness.checker.Model;
import io.stator.harness.checker.Verdict;
import io.stator.harness.history.Operation;
import java.util.List;
import java.util.Locale;

/** What workloads say of their histories, in one form. */
final class Judgements {
    /** Of the violations found, this many are told in full. */
    private static final int FINDINGS_MAX = 10;

    /** Some hundred megabytes for a key: with keys of a few hundred operations, none should need it. */
    private static final int CONFIGURATIONS_MAX = 3_000_000;

    private Judgements() {}

    static Judgement linearizable(String workload, Model<?> model, List<Operation> operations) {
        Verdict verdict = new LinearizabilityChecker<>(model, CONFIGURATIONS_MAX).check(operations);
        return LinearizabilityJudgement.of(workload + ": linearizable", verdict);
    }

    /**
     * @param judged how many operations were
     * @param findings all of them; none means that it is valid, if anything was judged
     */
    static Judgement of(String subject, long judged, String summary, List<Finding> findings) {
        if (judged == 0) {
            return new Judgement(subject, Result.UNDECIDED, "there was nothing to judge", List.of());
        }
        if (findings.isEmpty()) {
            return new Judgement(subject, Result.VALID, summary, List.of());
        }
        String counted = findings.size() + (findings.size() == 1 ? " violation" : " violations") + " in " + summary;
        return new Judgement(
                subject, Result.INVALID, counted, findings.subList(0, Math.min(FINDINGS_MAX, findings.size())));
    }

    /** One line for people. */
    static String text(Operation operation) {
        String end = operation.completedNanos() == Operation.NEVER ? "never" : millis(operation.completedNanos());
        return String.format(
                Locale.ROOT,
                "process %d, %s: %s, %s [%s to %s ms]",
                operation.process(),
                operation.key(),
                operation.function(),
                operation.outcome(),
                millis(operation.invokedNanos()),
                end);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }
}
