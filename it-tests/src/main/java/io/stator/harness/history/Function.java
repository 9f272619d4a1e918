package io.stator.harness.history;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an operation asked of its key. A null value means that there is none. */
public sealed interface Function {

    /** Whether it leaves everything as it is. */
    default boolean readsOnly() {
        return false;
    }

    /** Asks for the value. */
    record Read() implements Function {
        @Override
        public boolean readsOnly() {
            return true;
        }

        @Override
        public String toString() {
            return "read";
        }
    }

    /** Asks for some value that was committed earlier, or is: it may be stale. Answered as a {@link Read} is. */
    record EventualRead() implements Function {
        @Override
        public boolean readsOnly() {
            return true;
        }

        @Override
        public String toString() {
            return "eventual read";
        }
    }

    /** Sets the value, whatever it was. */
    record Write(@Nullable String value) implements Function {
        @Override
        public String toString() {
            return "write " + value;
        }
    }

    /** Sets the value if it is the expected one. */
    record CompareAndSet(
            @Nullable String expected, @Nullable String replacement) implements Function {
        @Override
        public String toString() {
            return "compare-and-set " + expected + " to " + replacement;
        }
    }

    /** Adds to a counter, which is zero at first. May be answered by the counter's value after it. */
    record Increment(long amount) implements Function {
        @Override
        public String toString() {
            return "increment by " + amount;
        }
    }

    /** Puts an element into a set, which is empty at first. */
    record AddElement(String element) implements Function {
        @Override
        public String toString() {
            return "add " + element;
        }
    }

    /** Takes an element from a set, if it is there. */
    record RemoveElement(String element) implements Function {
        @Override
        public String toString() {
            return "remove " + element;
        }
    }

    /** Puts an element at the end of a list, which is empty at first. */
    record Append(String element) implements Function {
        @Override
        public String toString() {
            return "append " + element;
        }
    }

    /**
     * Asks for all elements of an ordered set, page by page, and so not at one moment. Answered by {@link
     * Outcome.FoundList} with the elements as they came.
     *
     * @param pageElements how many a page holds at most
     * @param segments in how many parts it is walked at the same time; their order means nothing if there are several
     * @param strong whether each page is a strong read
     */
    record Walk(Direction direction, int pageElements, int segments, boolean strong) implements Function {

        /** What comes first. */
        public enum Direction {
            ASCENDING,
            DESCENDING,
            /** As the system likes. */
            UNORDERED
        }

        @Override
        public boolean readsOnly() {
            return true;
        }

        @Override
        public String toString() {
            return (strong ? "strong" : "eventual") + " walk, "
                    + direction.name().toLowerCase(Locale.ROOT) + ", " + pageElements + " to a page"
                    + (segments > 1 ? ", " + segments + " segments" : "");
        }
    }

    /** Asks for the values of all keys that there are, at one moment. Answered by {@link Outcome.FoundAll}. */
    record ReadAll() implements Function {
        @Override
        public boolean readsOnly() {
            return true;
        }

        @Override
        public String toString() {
            return "read all";
        }
    }

    /**
     * Takes from one account what it gives to others, at one moment. {@link Outcome.Mismatched} if there is not that much.
     *
     * @param to at least one, none twice, and not the first account
     * @param amount that each of them gets
     */
    record Transfer(String from, List<String> to, long amount) implements Function {
        public Transfer {
            to = List.copyOf(to);
        }

        /** What is taken. */
        public long total() {
            return Math.multiplyExact(amount, to.size());
        }

        @Override
        public String toString() {
            return "transfer " + amount + " from " + from + " to each of " + to;
        }
    }

    /**
     * Appends to lists and reads lists, all at one moment, or does nothing. Its operation's key is those of its steps,
     * separated by spaces. Answered by {@link Outcome.FoundLists} if it reads.
     *
     * @param steps in their order: a read finds what the same transaction appended before it
     */
    record Transact(List<ListStep> steps) implements Function {
        public Transact {
            steps = List.copyOf(steps);
        }

        @Override
        public boolean readsOnly() {
            return steps.stream().allMatch(ListStep.Read.class::isInstance);
        }

        @Override
        public String toString() {
            return steps.stream().map(ListStep::toString).collect(Collectors.joining(", ", "transact: ", ""));
        }
    }
}
