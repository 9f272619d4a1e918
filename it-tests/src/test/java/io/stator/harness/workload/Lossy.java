package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Outcome;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A right system some of whose requests and answers get lost. Thread-safe. */
final class Lossy {
    private static final int PERCENT_LOST = 6;

    /** So that of one write, which is tried ten times, not every try is. */
    private static final int LOST_IN_A_ROW_MAX = 5;

    private final KeyedSystem system;
    private final Random random;
    private final AtomicInteger lostInARow = new AtomicInteger();

    Lossy(KeyedSystem system, long seed) {
        this.system = system;
        this.random = new Random(seed);
    }

    /** One of three may be refused, lost on its way there, or lost on its way back. */
    Outcome perform(String key, Function function) {
        int chance = random.nextInt(100);
        if (chance >= 3 * PERCENT_LOST || lostInARow.incrementAndGet() > LOST_IN_A_ROW_MAX) {
            lostInARow.set(0);
            return system.perform(key, function);
        }
        if (chance < PERCENT_LOST) {
            return new Outcome.Failed();
        }
        if (chance < 2 * PERCENT_LOST) {
            return lost(function);
        }
        system.perform(key, function);
        return lost(function);
    }

    private static Outcome lost(Function function) {
        return function.readsOnly() ? new Outcome.Failed() : new Outcome.Unknown();
    }
}
