package io.stator.harness.report;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that there is to tell of one run. Immutable.
 *
 * @param title for people, such as {@code register under partition and kill, on processes}
 * @param facts name and value, in the order to be shown: seed, versions, command, start, nodes, settings
 * @param histories the operations of each workload by its name, all on one clock
 * @param faults on the same clock
 * @param judgements one or more for each workload
 * @param durationNanos from the clock's zero to the end of the run
 */
public record RunRecord(
        String title,
        Map<String, String> facts,
        Map<String, List<Operation>> histories,
        List<FaultWindow> faults,
        List<Judgement> judgements,
        long durationNanos) {
    public RunRecord {
        facts = new LinkedHashMap<>(facts);
        histories = new LinkedHashMap<>(histories);
        faults = List.copyOf(faults);
        judgements = List.copyOf(judgements);
    }
}
