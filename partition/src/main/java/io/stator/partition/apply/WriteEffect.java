package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import io.stator.partition.WriteOutcome;

/** What a write answers and does. */
record WriteEffect(WriteOutcome outcome, Change change) {

    /** To the item. */
    sealed interface Change {}

    record Nothing() implements Change {}

    record Store(ByteString item, int sizeBytes) implements Change {}

    record Erase() implements Change {}

    static WriteEffect none(WriteOutcome outcome) {
        return new WriteEffect(outcome, new Nothing());
    }
}
