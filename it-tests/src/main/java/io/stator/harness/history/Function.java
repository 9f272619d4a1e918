package io.stator.harness.history;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operation asked of its key. A null value means that there is none. */
public sealed interface Function {

    /** Asks for the value. */
    record Read() implements Function {
        @Override
        public String toString() {
            return "read";
        }
    }

    /** Asks for some value that was committed earlier, or is: it may be stale. Answered as a {@link Read} is. */
    record EventualRead() implements Function {
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
        public String toString() {
            return (strong ? "strong" : "eventual") + " walk, "
                    + direction.name().toLowerCase(Locale.ROOT) + ", " + pageElements + " to a page"
                    + (segments > 1 ? ", " + segments + " segments" : "");
        }
    }
}
