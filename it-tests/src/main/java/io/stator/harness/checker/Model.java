package io.stator.harness.checker;

import io.stator.harness.history.Operation;
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
     * state. Never asked of a failed operation, nor of an unknown one that {@link #observesOnly}.
     */
    @Nullable
    S apply(S state, Operation operation);

    /** True if it leaves every state that it can happen in as it was. */
    boolean observesOnly(Operation operation);

    /** True if it can happen in every state, and the state after it is always the same. */
    boolean overwrites(Operation operation);
}
