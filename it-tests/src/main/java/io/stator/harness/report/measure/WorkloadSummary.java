package io.stator.harness.report.measure;

import io.stator.harness.history.Operation;
import io.stator.harness.history.file.OperationFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A workload's operations counted.
 *
 * @param all of them together
 * @param functions each of them alone, by name
 */
public record WorkloadSummary(Row all, List<Row> functions) {

    /** Operations that are counted together. */
    public record Row(String name, EndingCounts counts, Latencies latencies) {
        private static Row of(String name, List<Operation> operations) {
            return new Row(name, EndingCounts.of(operations), Latencies.of(operations));
        }
    }

    public WorkloadSummary {
        functions = List.copyOf(functions);
    }

    public static WorkloadSummary of(List<Operation> operations) {
        Map<String, List<Operation>> byFunction = new TreeMap<>();
        for (Operation operation : operations) {
            byFunction
                    .computeIfAbsent(OperationFormat.nameOf(operation.function()), name -> new ArrayList<>())
                    .add(operation);
        }
        List<Row> functions = new ArrayList<>();
        byFunction.forEach((name, its) -> functions.add(Row.of(name, its)));
        return new WorkloadSummary(Row.of("all", operations), functions);
    }
}
