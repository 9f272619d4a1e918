package io.stator.harness.run;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.report.RunRecord;
import java.util.List;

/**
 * What a run came to.
 *
 * @param verdict of the whole: invalid if anything is; else undecided if anything is
 * @param workloads what each of them got done
 */
public record RunResult(RunRecord record, Result verdict, List<Liveness> workloads) {
    public RunResult {
        workloads = List.copyOf(workloads);
    }

    static Result verdict(List<Judgement> judgements) {
        if (judgements.stream().anyMatch(judgement -> judgement.result() == Result.INVALID)) {
            return Result.INVALID;
        }
        boolean decided = judgements.stream().noneMatch(judgement -> judgement.result() == Result.UNDECIDED);
        return decided ? Result.VALID : Result.UNDECIDED;
    }
}
