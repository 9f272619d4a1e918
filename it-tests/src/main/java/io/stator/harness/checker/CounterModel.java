package io.stator.harness.checker;

import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A counter, zero at first, that is added to and read; an increment may be answered by the value after it.
 * A read of no value is a read of zero. A read of what is no number is never possible.
 *
 * <p>Which increments made up a value is a sum of subsets, hard in general: the amounts decide. Equal
 * increments stand for each other, and the one that must end first goes first, so with one amount the
 * search has no choice to make, however many increments are unknown. With few amounts it has few. As long
 * as no amount is negative, the counter must not pass a value that a later operation saw, which bounds
 * what can be tried between two reads.
 */
public final class CounterModel implements GrowingModel<Long> {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}");

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public @Nullable Long apply(Long state, Operation operation) {
        if (operation.outcome() instanceof Outcome.Found) {
            OptionalLong seen = sizeSeen(operation);
            if (seen.isEmpty() || seen.getAsLong() != state || state == Long.MIN_VALUE) {
                return null;
            }
        }
        if (operation.function() instanceof Increment increment) {
            return Math.addExact(state, increment.amount());
        }
        if (operation.function() instanceof Read && operation.outcome() instanceof Outcome.Found) {
            return state;
        }
        throw new IllegalArgumentException("not an operation of a counter: " + operation);
    }

    @Override
    public boolean observesOnly(Operation operation) {
        return operation.function() instanceof Read;
    }

    @Override
    public boolean overwrites(Operation operation) {
        return false;
    }

    @Override
    public boolean grows(List<Operation> operations) {
        return operations.stream()
                .noneMatch(operation -> operation.function() instanceof Increment increment && increment.amount() < 0);
    }

    /** The value before the operation, as it must have been; {@link Long#MIN_VALUE} if none explains it. */
    @Override
    public OptionalLong sizeSeen(Operation operation) {
        if (!(operation.outcome() instanceof Outcome.Found found)) {
            return OptionalLong.empty();
        }
        String text = found.value() == null ? "0" : found.value();
        if (!NUMBER.matcher(text).matches()) {
            return OptionalLong.of(Long.MIN_VALUE);
        }
        long amount = operation.function() instanceof Increment increment ? increment.amount() : 0;
        BigInteger before = new BigInteger(text).subtract(BigInteger.valueOf(amount));
        return OptionalLong.of(before.bitLength() < Long.SIZE ? before.longValue() : Long.MIN_VALUE);
    }

    @Override
    public boolean mayBecome(Long state, Operation operation) {
        return state <= sizeSeen(operation).orElse(Long.MAX_VALUE);
    }

    @Override
    public boolean anyOrderWillDo() {
        return false;
    }
}
