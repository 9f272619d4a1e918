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
}
