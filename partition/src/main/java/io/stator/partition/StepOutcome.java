package io.stator.partition;

import io.stator.txn.TransactionAnswer;
import java.util.List;

/** What became of a {@link TransactionStep}. */
public sealed interface StepOutcome {

    /** @param sizes of what a Prepare or an Execute has accepted just now, in the order of its changes; else empty */
    record Answered(TransactionAnswer answer, List<WrittenSizes> sizes) implements StepOutcome {
        public Answered {
            sizes = List.copyOf(sizes);
        }

        /** Without sizes. */
        public Answered(TransactionAnswer answer) {
            this(answer, List.of());
        }
    }

    /** Nothing was done: the key that the message goes to is not in this partition's bounds, or the epoch is another. */
    record WrongRoute() implements StepOutcome {}
}
