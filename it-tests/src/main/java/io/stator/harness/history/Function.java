package io.stator.harness.history;

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

    /** Puts an element at the end of a list, which is empty at first. */
    record Append(String element) implements Function {
        @Override
        public String toString() {
            return "append " + element;
        }
    }
}
