package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.txn.Change;
import io.stator.txn.Refusal;
import io.stator.txn.participant.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request does to an item, which is a list of elements.
 *
 * @param expected the list that must be there; null: any
 * @param element to be appended; null: none
 */
record ItemOperation(
        @Nullable List<String> expected, @Nullable String element) {

    static ItemOperation append(String element) {
        return new ItemOperation(null, element);
    }

    Evaluation evaluate(@Nullable ByteString item) {
        if (expected != null && !expected.equals(elements(item))) {
            return new Evaluation.Rejected(new Refusal.ConditionFailed(item));
        }
        return new Evaluation.Accepted(
                element == null ? new Change.Nothing() : new Change.Put(appended(item, element), 1));
    }

    static ByteString appended(@Nullable ByteString item, String element) {
        return item == null ? ByteString.copyFromUtf8(element) : item.concat(ByteString.copyFromUtf8("," + element));
    }

    static List<String> elements(@Nullable ByteString item) {
        return item == null ? List.of() : List.of(item.toStringUtf8().split(",", -1));
    }
}
