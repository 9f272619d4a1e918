package io.stator.harness.checker;

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

/** A register that is read and written. The state is its value, empty if there is none. */
public final class RegisterModel implements Model<Optional<String>> {
    private final Optional<String> initial;

    public RegisterModel(@Nullable String initial) {
        this.initial = Optional.ofNullable(initial);
    }

    @Override
    public Optional<String> initial() {
        return initial;
    }

    @Override
    public @Nullable Optional<String> apply(Optional<String> state, Operation operation) {
        if (operation.function() instanceof Write write) {
            return Optional.ofNullable(write.value());
        }
        if (operation.function() instanceof Read && operation.outcome() instanceof Outcome.Found found) {
            return Objects.equals(state.orElse(null), found.value()) ? state : null;
        }
        throw new IllegalArgumentException("not an operation of a register: " + operation);
    }

    @Override
    public boolean observesOnly(Operation operation) {
        return operation.function() instanceof Read;
    }

    @Override
    public boolean overwrites(Operation operation) {
        return operation.function() instanceof Write;
    }

    /** A write whose value no read found is overwritten before anything sees it. */
    @Override
    public List<Operation> relevant(List<Operation> free, List<Operation> bound) {
        Set<@Nullable String> found = new HashSet<>();
        for (Operation operation : bound) {
            if (operation.outcome() instanceof Outcome.Found read) {
                found.add(read.value());
            }
        }
        return free.stream()
                .filter(operation -> operation.function() instanceof Write write && found.contains(write.value()))
                .toList();
    }
}
