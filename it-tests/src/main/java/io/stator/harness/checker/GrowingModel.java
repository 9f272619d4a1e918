package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import java.util.List;
import java.util.OptionalLong;

/**
 * A model whose state only grows, and of which an operation that saw the state saw its size. That lets a
 * search look ahead: of the operations that are not ordered yet, the one that saw the smallest state must
 * come before the others, so a state that can no longer become that one is a dead end at once.
 *
 * <p>An operation that saw nothing must be possible in every state.
 *
 * @param <S> its state
 */
public interface GrowingModel<S> extends Model<S> {

    /** Whether the state only grows under these operations; if not, there is no looking ahead. */
    boolean grows(List<Operation> operations);

    /** The size of the state that the operation saw, before its own effect; empty if it saw none. */
    OptionalLong sizeSeen(Operation operation);

    /** Whether the state is the one that the operation saw, or may grow into it. */
    boolean mayBecome(S state, Operation operation);

    /**
     * Whether of the operations after which the state may still become the one seen next, any may come
     * first: it spoils nothing, and no other is needed instead of it.
     */
    boolean anyOrderWillDo();
}
