package io.stator.harness.workload;

import io.stator.harness.checker.Model;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of {@link Tables}: its state is its value, empty if there is no such table. */
final class TableModel implements Model<Optional<String>> {
    @Override
    public Optional<String> initial() {
        return Optional.empty();
    }

    @Override
    public @Nullable Optional<String> apply(Optional<String> state, Operation operation) {
        boolean there = state.isPresent();
        boolean refused = operation.outcome() instanceof Outcome.Mismatched;
        if (operation.function() instanceof CompareAndSet) {
            if (refused) {
                return there ? state : null;
            }
            return there ? null : Optional.of(Tables.EMPTY);
        }
        if (operation.function() instanceof Write write) {
            if (refused) {
                return there ? null : state;
            }
            return there ? Optional.ofNullable(write.value()) : null;
        }
        if (operation.outcome() instanceof Outcome.Found found) {
            return Objects.equals(state.orElse(null), found.value()) ? state : null;
        }
        throw new IllegalArgumentException("not an operation on a table: " + operation);
    }

    @Override
    public boolean observesOnly(Operation operation) {
        return operation.function() instanceof Read || operation.outcome() instanceof Outcome.Mismatched;
    }

    @Override
    public boolean overwrites(Operation operation) {
        return false;
    }

    /** A value that no read of the bound ones has found makes no difference to any of them. */
    @Override
    public List<Operation> relevant(List<Operation> free, List<Operation> bound) {
        Set<String> found = new HashSet<>();
        for (Operation operation : bound) {
            if (operation.outcome() instanceof Outcome.Found read && read.value() != null) {
                found.add(read.value());
            }
        }
        return free.stream()
                .filter(operation -> !(operation.function() instanceof Write write)
                        || write.value() == null
                        || found.contains(write.value()))
                .toList();
    }
}
