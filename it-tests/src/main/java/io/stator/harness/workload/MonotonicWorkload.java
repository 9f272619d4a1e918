package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.EventualRead;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Registers that are changed by compare-and-set only, each time to a value never used before, and read both strongly
 * and eventually. So each value names the one before it, and {@link CommittedReads} can tell what was ever committed,
 * and in which order, without a search.
 */
public final class MonotonicWorkload implements Workload {
    public static final String NAME = "monotonic";

    private final Registers registers;
    private final List<Registers> windows;
    private final KeyRotation keys;

    /** @param windows other ways to the same registers, at each of which a worker more does nothing but read */
    public MonotonicWorkload(Registers registers, List<Registers> windows, KeyRotation keys) {
        this.registers = registers;
        this.windows = List.copyOf(windows);
        this.keys = keys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyedSystem system() {
        return registers;
    }

    @Override
    public void setUp(Recorder recorder) {
        registers.prepare();
    }

    @Override
    public Worker worker(int number, Random choices) {
        return new Reader(number, choices);
    }

    @Override
    public List<Worker> onlookers(long seed) {
        return Onlooker.at(windows, keys, true, seed);
    }

    @Override
    public List<FinalRead> finalReads() {
        return keys.all().stream().map(key -> new FinalRead(key, new Read())).toList();
    }

    @Override
    public List<Judgement> judge(List<Operation> operations) {
        return List.of(CommittedReads.judge(NAME, operations));
    }

    private final class Reader implements Worker {
        private final int number;
        private final Random choices;
        /** Of strong reads and of what this worker set itself. */
        private final Map<String, @Nullable String> lastSeen = new HashMap<>();

        private int values;

        Reader(int number, Random choices) {
            this.number = number;
            this.choices = choices;
        }

        @Override
        public void step(Recorder recorder) {
            int slot = choices.nextInt(keys.slots());
            String key = keys.current(slot);
            String newValue = number + "." + values++;
            Function function = choose(lastSeen.get(key), newValue);
            Outcome outcome = recorder.perform(registers, key, function);
            if (outcome instanceof Outcome.Done) {
                lastSeen.put(key, newValue);
            } else if (outcome instanceof Outcome.Found found && function instanceof Read) {
                lastSeen.put(key, found.value());
            }
            keys.ended(slot, key, outcome);
        }

        private Function choose(@Nullable String seen, String newValue) {
            int choice = choices.nextInt(10);
            if (choice < 3) {
                return new CompareAndSet(seen, newValue);
            }
            return choice < 6 ? new Read() : new EventualRead();
        }
    }
}
