package io.stator.harness.checker;

import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set that elements are added to and that is read as a whole; nothing is removed.
 *
 * <p>One might judge each element as a register of its own, but that is too weak: of two concurrent reads
 * that found {a} and {b} each element alone makes sense, and both together do not. What is true of each
 * element is enough for the search, though. It may add any element that the smallest read to come has
 * found: later reads have found it too, or there is no order at all, so the addition spoils nothing; and
 * no other element may be added before that read. So the search never has a choice to make, however many
 * additions are concurrent or unknown.
 */
public final class SetModel implements GrowingModel<SetModel.Elements> {

    /** A set's elements, sharing all but the last added with the set before it. Immutable. */
    public static final class Elements {
        private static final Elements NONE = new Elements(null, "", 0, 0);

        private final @Nullable Elements before;
        private final String last;
        private final int size;
        private final int hash;

        private Elements(@Nullable Elements before, String last, int size, int hash) {
            this.before = before;
            this.last = last;
            this.size = size;
            this.hash = hash;
        }

        private Elements with(String element) {
            return contains(element) ? this : new Elements(this, element, size + 1, hash + element.hashCode());
        }

        private boolean contains(String element) {
            for (Elements rest = this; rest.before != null; rest = rest.before) {
                if (rest.last.equals(element)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isWithin(Set<String> elements) {
            if (size > elements.size()) {
                return false;
            }
            for (Elements rest = this; rest.before != null; rest = rest.before) {
                if (!elements.contains(rest.last)) {
                    return false;
                }
            }
            return true;
        }

        private Set<String> toSet() {
            Set<String> elements = new TreeSet<>();
            for (Elements rest = this; rest.before != null; rest = rest.before) {
                elements.add(rest.last);
            }
            return elements;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this
                    || (other instanceof Elements that
                            && that.size == size
                            && that.hash == hash
                            && that.isWithin(toSet()));
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return toSet().toString();
        }
    }

    @Override
    public Elements initial() {
        return Elements.NONE;
    }

    @Override
    public @Nullable Elements apply(Elements state, Operation operation) {
        if (operation.function() instanceof AddElement add) {
            return state.with(add.element());
        }
        Set<String> found = found(operation);
        return state.size == found.size() && state.isWithin(found) ? state : null;
    }

    @Override
    public boolean observesOnly(Operation operation) {
        return operation.function() instanceof Read;
    }

    @Override
    public boolean overwrites(Operation operation) {
        return false;
    }

    /** An addition matters to a read that found it; to others it can only be in the way. */
    @Override
    public List<Operation> relevant(List<Operation> free, List<Operation> bound) {
        List<Set<String>> reads =
                bound.stream().filter(this::observesOnly).map(SetModel::found).toList();
        return free.stream()
                .filter(operation -> operation.function() instanceof AddElement add
                        && reads.stream().anyMatch(found -> found.contains(add.element())))
                .toList();
    }

    @Override
    public boolean grows(List<Operation> operations) {
        return true;
    }

    @Override
    public OptionalLong sizeSeen(Operation operation) {
        return observesOnly(operation) ? OptionalLong.of(found(operation).size()) : OptionalLong.empty();
    }

    @Override
    public boolean mayBecome(Elements state, Operation operation) {
        return state.isWithin(found(operation));
    }

    @Override
    public boolean anyOrderWillDo() {
        return true;
    }

    private static Set<String> found(Operation operation) {
        if (operation.function() instanceof Read && operation.outcome() instanceof Outcome.FoundSet found) {
            return found.elements();
        }
        throw new IllegalArgumentException("not an operation of a set: " + operation);
    }
}
