package io.stator.harness.anomaly;

import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.history.Operation;
import java.util.Arrays;
import java.util.List;

/**
 * Histories as text, a line for each transaction: process, outcome, beginning, end, steps. {@code 0 ok 1 4 |
 * append x 1 | read y 1 2}: the last found the elements 1 and 2. An outcome is ok, fail or info.
 */
final class SmallHistory {
    private SmallHistory() {}

    static List<Transaction> of(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .map(line -> transaction(lines.indexOf(line) + 1, line.strip().split("\\s*\\|\\s*")))
                .toList();
    }

    private static Transaction transaction(int number, String[] parts) {
        String[] head = parts[0].split("\\s+");
        Status status = switch (head[1]) {
            case "ok" -> Status.COMMITTED;
            case "fail" -> Status.ABORTED;
            case "info" -> Status.UNKNOWN;
            default -> throw new IllegalArgumentException(head[1]);
        };
        List<MicroOperation> steps = Arrays.stream(parts)
                .skip(1)
                .map(step -> step(step.split("\\s+"), status == Status.COMMITTED))
                .toList();
        long end = status == Status.UNKNOWN ? Operation.NEVER : Long.parseLong(head[3]);
        return new Transaction(number, Integer.parseInt(head[0]), steps, status, Long.parseLong(head[2]), end);
    }

    private static MicroOperation step(String[] words, boolean isAnswered) {
        return words[0].equals("append")
                ? new Append(words[1], words[2])
                : new Read(words[1], isAnswered ? List.of(words).subList(2, words.length) : null);
    }
}
