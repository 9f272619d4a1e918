package io.stator.harness.checker;

import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that elements are appended to and that is read as a whole. The shortest read to come says which
 * element is next, so the search has a choice only where equal elements were appended.
 */
public final class ListModel implements GrowingModel<ListModel.Elements> {

    /** A list's elements, sharing all but the last with the list before it. Immutable. */
    public static final class Elements {
        private static final Elements NONE = new Elements(null, "", 0, 1);

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
            return new Elements(this, element, size + 1, 31 * hash + element.hashCode());
        }

        private boolean isPrefixOf(List<String> elements) {
            if (size > elements.size()) {
                return false;
            }
            for (Elements rest = this; rest.before != null; rest = rest.before) {
                if (!rest.last.equals(elements.get(rest.size - 1))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof Elements that) || that.size != size || that.hash != hash) {
                return false;
            }
            Elements mine = this;
            while (mine != that && mine.before != null && that.before != null) {
                if (!mine.last.equals(that.last)) {
                    return false;
                }
                mine = mine.before;
                that = that.before;
            }
            return true;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            Deque<String> elements = new ArrayDeque<>();
            for (Elements rest = this; rest.before != null; rest = rest.before) {
                elements.addFirst(rest.last);
            }
            return new ArrayList<>(elements).toString();
        }
    }

    @Override
    public Elements initial() {
        return Elements.NONE;
    }

    @Override
    public @Nullable Elements apply(Elements state, Operation operation) {
        if (operation.function() instanceof Append append) {
            return state.with(append.element());
        }
        List<String> found = found(operation);
        return state.size == found.size() && state.isPrefixOf(found) ? state : null;
    }

    @Override
    public boolean observesOnly(Operation operation) {
        return operation.function() instanceof Read;
    }

    @Override
    public boolean overwrites(Operation operation) {
        return false;
    }

    /** An append matters to a read that found it; to others it can only be in the way. */
    @Override
    public List<Operation> relevant(List<Operation> free, List<Operation> bound) {
        Set<String> seen = new HashSet<>();
        bound.stream().filter(this::observesOnly).forEach(read -> seen.addAll(found(read)));
        return free.stream()
                .filter(operation -> operation.function() instanceof Append append && seen.contains(append.element()))
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
        return state.isPrefixOf(found(operation));
    }

    @Override
    public boolean anyOrderWillDo() {
        return false;
    }

    private static List<String> found(Operation operation) {
        if (operation.function() instanceof Read && operation.outcome() instanceof Outcome.FoundList found) {
            return found.elements();
        }
        throw new IllegalArgumentException("not an operation of a list: " + operation);
    }
}
