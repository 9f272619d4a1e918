package io.stator.harness.workload;

import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a workload uses: one at a time in each of a few slots, so that workers meet, and a new one in its
 * place when it has seen enough. That keeps the history of each key short and its unknown operations few, which is
 * what a checker's time depends on. Thread-safe.
 */
public final class KeyRotation {
    private final String prefix;
    private final int operationsMax;
    private final int unknownMax;
    private final List<Slot> slots = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    /** Of one key. */
    private static final class Slot {
        private String key;
        private int generation;
        private int operations;
        private int unknown;

        Slot(String key) {
            this.key = key;
        }
    }

    /**
     * @param prefix of all keys
     * @param operationsMax on a key before it is replaced; those under way then may exceed it
     * @param unknownMax operations of unknown outcome on a key before it is replaced
     */
    public KeyRotation(String prefix, int slots, int operationsMax, int unknownMax) {
        this.prefix = prefix;
        this.operationsMax = operationsMax;
        this.unknownMax = unknownMax;
        for (int number = 0; number < slots; number++) {
            this.slots.add(new Slot(name(number, 0)));
            all.add(name(number, 0));
        }
    }

    /** Keys that are never replaced. */
    public static KeyRotation fixed(String prefix, int slots) {
        return new KeyRotation(prefix, slots, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private String name(int slot, int generation) {
        return prefix + "-" + slot + "." + generation;
    }

    public int slots() {
        return slots.size();
    }

    /** The key that is used in this slot now. */
    public synchronized String current(int slot) {
        return slots.get(slot).key;
    }

    /** An operation on a key of this slot has ended. */
    public synchronized void ended(int slot, String key, Outcome outcome) {
        Slot used = slots.get(slot);
        if (!used.key.equals(key)) {
            return;
        }
        used.operations++;
        if (outcome instanceof Outcome.Unknown) {
            used.unknown++;
        }
        if (used.operations >= operationsMax || used.unknown >= unknownMax) {
            replace(slot, key);
        }
    }

    /** Nothing more is begun on this key. */
    public synchronized void replace(int slot, String key) {
        Slot used = slots.get(slot);
        if (used.key.equals(key)) {
            used.generation++;
            used.operations = 0;
            used.unknown = 0;
            used.key = name(slot, used.generation);
            all.add(used.key);
        }
    }

    /** Every key so far. */
    public synchronized List<String> all() {
        return List.copyOf(all);
    }
}
