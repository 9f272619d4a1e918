package io.stator.harness.anomaly;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a transaction. */
public sealed interface MicroOperation {

    String key();

    /** Puts the element at the end of the key's list. No element is appended to a key twice. */
    record Append(String key, String element) implements MicroOperation {
        @Override
        public String toString() {
            return "append " + element + " to " + key;
        }
    }

    /**
     * Reads the key's list.
     *
     * @param found the elements in order, none if there was no list; null if there was no answer
     */
    record Read(String key, @Nullable List<String> found) implements MicroOperation {
        public Read {
            found = found == null ? null : List.copyOf(found);
        }

        @Override
        public String toString() {
            return found == null ? "read " + key : "read " + key + " = " + found;
        }
    }
}
