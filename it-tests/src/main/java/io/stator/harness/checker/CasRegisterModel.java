package io.stator.harness.checker;

import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link RegisterModel} with compare-and-set. One that mismatched has surely seen another value. */
public final class CasRegisterModel implements Model<Optional<String>> {
    private final RegisterModel register;

    public CasRegisterModel(@Nullable String initial) {
        this.register = new RegisterModel(initial);
    }

    @Override
    public Optional<String> initial() {
        return register.initial();
    }

    @Override
    public @Nullable Optional<String> apply(Optional<String> state, Operation operation) {
        if (!(operation.function() instanceof CompareAndSet set)) {
            return register.apply(state, operation);
        }
        boolean matches = state.equals(Optional.ofNullable(set.expected()));
        if (operation.outcome() instanceof Outcome.Mismatched) {
            return matches ? null : state;
        }
        return matches ? Optional.ofNullable(set.replacement()) : null;
    }

    @Override
    public boolean observesOnly(Operation operation) {
        if (operation.function() instanceof CompareAndSet set) {
            return operation.outcome() instanceof Outcome.Mismatched
                    || Objects.equals(set.expected(), set.replacement());
        }
        return register.observesOnly(operation);
    }

    @Override
    public boolean overwrites(Operation operation) {
        return register.overwrites(operation);
    }

    @Override
    public List<Operation> relevant(List<Operation> free, List<Operation> bound) {
        return new FreeRegisterOperations(free, bound).relevant();
    }
}
