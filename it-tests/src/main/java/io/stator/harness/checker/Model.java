package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one key may do when nothing is concurrent. Stateless.
 *
 * @param <S> its state: immutable, with equals and hashCode
 */
public interface Model<S> {

    S initial();

    /**
     * The state after the operation took effect with its outcome; null if it cannot have, in that
     * state. Depends on nothing but the state, the function and the outcome; an unknown operation that
     * takes effect does as if it had been answered with Done. Never asked of a failed operation, nor of
     * an unknown one that {@link #observesOnly}.
     */
    @Nullable
    S apply(S state, Operation operation);

    /** True if it leaves every state that it can happen in as it was. */
    boolean observesOnly(Operation operation);

    /** True if it can happen in every state, and the state after it is always the same. */
    boolean overwrites(Operation operation);

    /**
     * Of operations that are free to take effect at any time, once, or never, those that may help the
     * bound ones to have a legal order. An operation is left out only if for each legal order in which
     * it took effect there is one in which it did not, made of what is left.
     */
    default List<Operation> relevant(List<Operation> free, List<Operation> bound) {
        return free;
    }
}
