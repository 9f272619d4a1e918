package io.stator.harness.run;

import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.report.RunRecord;
import java.util.List;

/**
 * What a run came to.
 *
 * @param workloads what each of them got done
 */
public record RunResult(RunRecord record, List<Liveness> workloads) {
    public RunResult {
        workloads = List.copyOf(workloads);
    }

    public Result verdict() {
        return record.result();
    }
}
