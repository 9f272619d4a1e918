package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Outcome;
import java.util.Random;

/** A right system some of whose requests and answers get lost. Thread-safe. */
final class Lossy {
    private static final int PERCENT_LOST = 6;

    private final KeyedSystem system;
    private final Random random;

    Lossy(KeyedSystem system, long seed) {
        this.system = system;
        this.random = new Random(seed);
    }

    /** One of three may be refused, lost on its way there, or lost on its way back. */
    Outcome perform(String key, Function function) {
        int chance = random.nextInt(100);
        if (chance < PERCENT_LOST) {
            return new Outcome.Failed();
        }
        if (chance < 2 * PERCENT_LOST) {
            return lost(function);
        }
        Outcome outcome = system.perform(key, function);
        return chance < 3 * PERCENT_LOST ? lost(function) : outcome;
    }

    private static Outcome lost(Function function) {
        return function.readsOnly() ? new Outcome.Failed() : new Outcome.Unknown();
    }
}
