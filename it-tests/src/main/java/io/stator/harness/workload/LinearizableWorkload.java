package io.stator.harness.workload;

import io.stator.harness.checker.CasRegisterModel;
import io.stator.harness.checker.CounterModel;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.ListModel;
import io.stator.harness.checker.Model;
import io.stator.harness.checker.SetModel;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random operations on objects each of which is linearizable: registers, counters, sets or lists. No value is written
 * twice. Workers are thread-safe together, each alone is used by one thread.
 */
public final class LinearizableWorkload implements Workload {
    private static final int AMOUNT_MAX = 2;

    private final String name;
    private final KeyedSystem system;
    private final KeyRotation keys;
    private final Rules rules;

    /**
     * What kind of objects they are.
     *
     * @param choice of the next operation
     * @param windows through which some workers do nothing but read
     * @param restTimes see {@link Workload#restTimes}
     */
    private record Rules(Choice choice, Model<?> model, List<Registers> windows, int restTimes) {
        Rules(Choice choice, Model<?> model) {
            this(choice, model, List.of(), 1);
        }

        Rules through(List<Registers> newWindows) {
            return new Rules(choice, model, newWindows, restTimes);
        }

        Rules resting(int newRestTimes) {
            return new Rules(choice, model, windows, newRestTimes);
        }
    }

    @FunctionalInterface
    private interface Choice {
        /**
         * @param seen what this worker last saw of the key, if it saw anything
         * @param newValue was never used
         */
        Function next(Random choices, @Nullable String seen, String newValue);
    }

    private LinearizableWorkload(String name, KeyedSystem system, KeyRotation keys, Rules rules) {
        this.name = name;
        this.system = system;
        this.keys = keys;
        this.rules = rules;
    }

    /** Reads, writes and compare-and-sets. */
    public static LinearizableWorkload register(Registers registers, KeyRotation keys) {
        return register(registers, List.of(), keys);
    }

    /** @param windows other ways to the same registers, at each of which a worker more does nothing but read */
    public static LinearizableWorkload register(Registers registers, List<Registers> windows, KeyRotation keys) {
        Choice choice = (choices, seen, newValue) -> {
            int number = choices.nextInt(10);
            if (number < 4) {
                return new Read();
            }
            return number < 7 ? new Write(newValue) : new CompareAndSet(seen, newValue);
        };
        Rules rules = new Rules(choice, new CasRegisterModel(null)).through(List.copyOf(windows));
        return new LinearizableWorkload("register", registers, keys, rules);
    }

    /**
     * Compare-and-sets of registers that have no value yet, and reads. Each register is claimed once, so the keys are to
     * be replaced after few operations.
     */
    public static LinearizableWorkload claim(Registers registers, KeyRotation keys) {
        Choice choice =
                (choices, seen, newValue) -> choices.nextInt(10) < 4 ? new Read() : new CompareAndSet(null, newValue);
        return new LinearizableWorkload("claim", registers, keys, new Rules(choice, new CasRegisterModel(null)));
    }

    /** Increments, each answered with the new value, and reads. What is applied twice shows at once. */
    public static LinearizableWorkload counter(Counters counters, KeyRotation keys) {
        Choice choice = (choices, seen, newValue) ->
                choices.nextInt(10) < 4 ? new Read() : new Increment(1 + choices.nextInt(AMOUNT_MAX));
        return new LinearizableWorkload("counter", counters, keys, new Rules(choice, new CounterModel()));
    }

    /** Additions of new elements, and reads of whole sets. */
    public static LinearizableWorkload set(ElementSets sets, KeyRotation keys) {
        Choice choice = (choices, seen, newValue) -> choices.nextInt(10) < 4 ? new Read() : new AddElement(newValue);
        return new LinearizableWorkload("set", sets, keys, new Rules(choice, new SetModel()));
    }

    /** Appends of new elements, and reads of whole lists. */
    public static LinearizableWorkload list(ElementLists lists, KeyRotation keys) {
        Choice choice = (choices, seen, newValue) -> choices.nextInt(10) < 4 ? new Read() : new Append(newValue);
        return new LinearizableWorkload("list", lists, keys, new Rules(choice, new ListModel()));
    }

    /** The same on objects each of whose operations is a transaction. */
    public LinearizableWorkload byTransactions(String newName) {
        return new LinearizableWorkload(newName, system, keys, rules.resting(RESTS_OF_TRANSACTIONS));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int restTimes() {
        return rules.restTimes();
    }

    @Override
    public KeyedSystem system() {
        return system;
    }

    @Override
    public void setUp(Recorder recorder) {
        system.prepare();
    }

    @Override
    public Worker worker(int number, Random choices) {
        return new RandomClient(number, choices);
    }

    @Override
    public List<Worker> onlookers(long seed) {
        return Onlooker.at(rules.windows(), keys, false, seed);
    }

    @Override
    public List<FinalRead> finalReads() {
        return keys.all().stream().map(key -> new FinalRead(key, new Read())).toList();
    }

    @Override
    public List<Judgement> judge(List<Operation> operations) {
        return List.of(Judgements.linearizable(name, rules.model(), operations));
    }

    private final class RandomClient implements Worker {
        private final int number;
        private final Random choices;
        private final Map<String, @Nullable String> lastSeen = new HashMap<>();
        private int values;

        RandomClient(int number, Random choices) {
            this.number = number;
            this.choices = choices;
        }

        @Override
        public void step(Recorder recorder) {
            int slot = choices.nextInt(keys.slots());
            String key = keys.current(slot);
            String newValue = number + "." + values++;
            Function function = rules.choice().next(choices, lastSeen.get(key), newValue);
            Outcome outcome = recorder.perform(system, key, function);
            if (outcome instanceof Outcome.Found found) {
                lastSeen.put(key, found.value());
            } else if (outcome instanceof Outcome.Done) {
                lastSeen.put(key, newValue);
            }
            keys.ended(slot, key, outcome);
        }
    }
}
