package io.stator.harness.recorded;

import io.stator.harness.checker.Model;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import org.jspecify.annotations.Nullable;

/** A text, empty at first, that is read, replaced and appended to. */
final class TextModel implements Model<String> {

    @Override
    public String initial() {
        return "";
    }

    @Override
    public @Nullable String apply(String state, Operation operation) {
        if (operation.function() instanceof Write write) {
            return write.value();
        }
        if (operation.function() instanceof Append append) {
            return state + append.element();
        }
        return operation.outcome() instanceof Outcome.Found found && state.equals(found.value()) ? state : null;
    }

    @Override
    public boolean observesOnly(Operation operation) {
        return operation.function() instanceof Read;
    }

    @Override
    public boolean overwrites(Operation operation) {
        return operation.function() instanceof Write;
    }
}
