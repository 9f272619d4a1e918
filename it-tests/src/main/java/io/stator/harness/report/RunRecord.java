package io.stator.harness.report;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Operation;
import java.util.Collections;
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

    /** The fact from which all random choices of the run come. */
    public static final String SEED = "seed";

    /** The fact that is the whole command that does the run again, with its seed. */
    public static final String COMMAND = "command";

    public RunRecord {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        Map<String, List<Operation>> copies = new LinkedHashMap<>();
        histories.forEach((workload, operations) -> copies.put(workload, List.copyOf(operations)));
        histories = Collections.unmodifiableMap(copies);
        faults = List.copyOf(faults);
        judgements = List.copyOf(judgements);
    }

    /** The same run, of which one more thing is known. */
    public RunRecord withFact(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new RunRecord(title, more, histories, faults, judgements, durationNanos);
    }

    /** Invalid if one judgement is; valid if all are, and there is one; else undecided. */
    public Judgement.Result result() {
        boolean allValid = !judgements.isEmpty();
        for (Judgement judgement : judgements) {
            if (judgement.result() == Judgement.Result.INVALID) {
                return Judgement.Result.INVALID;
            }
            allValid &= judgement.result() == Judgement.Result.VALID;
        }
        return allValid ? Judgement.Result.VALID : Judgement.Result.UNDECIDED;
    }

    /** How many operations all workloads did. */
    public long operations() {
        return histories.values().stream().mapToLong(List::size).sum();
    }
}
