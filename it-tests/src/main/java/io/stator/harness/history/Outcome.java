package io.stator.harness.history;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How an operation ended, as far as its caller can know. */
public sealed interface Outcome {

    /** A write or compare-and-set was done. */
    record Done() implements Outcome {
        @Override
        public String toString() {
            return "done";
        }
    }

    /** A read was answered, or an increment with the value after it; null: there was no value. */
    record Found(@Nullable String value) implements Outcome {
        @Override
        public String toString() {
            return "found " + value;
        }
    }

    /** A read of a list was answered, in the list's order; empty: there was none. */
    record FoundList(List<String> elements) implements Outcome {
        public FoundList {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return "found " + elements;
        }
    }

    /** A read of a set was answered; empty: there was none. */
    record FoundSet(Set<String> elements) implements Outcome {
        public FoundSet {
            elements = Set.copyOf(elements);
        }

        @Override
        public String toString() {
            return "found " + new TreeSet<>(elements);
        }
    }

    /** A read of several lists at one moment was answered: what each of the reads found, in their order. */
    record FoundLists(List<List<String>> lists) implements Outcome {
        public FoundLists {
            lists = lists.stream().map(List::copyOf).toList();
        }

        @Override
        public String toString() {
            return "found " + lists;
        }
    }

    /** A read of all keys at one moment was answered: the value of each key that has one. */
    record FoundAll(Map<String, String> values) implements Outcome {
        public FoundAll {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "found " + new TreeMap<>(values);
        }
    }

    /** A compare-and-set met another value than it expected. That tells as much as a read. */
    record Mismatched() implements Outcome {
        @Override
        public String toString() {
            return "mismatched";
        }
    }

    /** Surely never took effect, and tells nothing. */
    record Failed() implements Outcome {
        @Override
        public String toString() {
            return "failed";
        }
    }

    /** May have taken effect, may yet do so at any later time, or never. */
    record Unknown() implements Outcome {
        @Override
        public String toString() {
            return "unknown";
        }
    }
}
