package io.stator.harness.history;

/** One step of a {@link Function.Transact}. */
public sealed interface ListStep {

    String key();

    /** Puts an element at the end of a list, which is empty at first. */
    record Append(String key, String element) implements ListStep {
        @Override
        public String toString() {
            return "append " + element + " to " + key;
        }
    }

    /** Asks for all elements of a list, in order. */
    record Read(String key) implements ListStep {
        @Override
        public String toString() {
            return "read " + key;
        }
    }
}
