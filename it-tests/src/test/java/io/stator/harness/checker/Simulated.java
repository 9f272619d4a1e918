package io.stator.harness.checker;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** A correct system on which a {@link RandomHistory} runs, one operation at a time. */
interface Simulated {

    Function choose(Random random, int values);

    Outcome perform(String key, Function function);

    /** What an accident makes of the outcome: an answer at random. */
    Outcome falsified(Outcome outcome, Random random, int values);

    /** Registers that are read, written and compared and set. */
    final class Registers implements Simulated {
        private final Map<String, String> registers = new HashMap<>();

        @Override
        public Function choose(Random random, int values) {
            return switch (random.nextInt(3)) {
                case 0 -> new Read();
                case 1 -> new Write(value(random, values));
                default -> new CompareAndSet(value(random, values), value(random, values));
            };
        }

        @Override
        public Outcome perform(String key, Function function) {
            String current = registers.get(key);
            if (function instanceof Read) {
                return new Outcome.Found(current);
            }
            if (function instanceof Write write) {
                registers.put(key, Objects.requireNonNull(write.value()));
                return new Outcome.Done();
            }
            CompareAndSet set = (CompareAndSet) function;
            if (!Objects.equals(current, set.expected())) {
                return new Outcome.Mismatched();
            }
            registers.put(key, Objects.requireNonNull(set.replacement()));
            return new Outcome.Done();
        }

        @Override
        public Outcome falsified(Outcome outcome, Random random, int values) {
            return outcome instanceof Outcome.Found ? new Outcome.Found(value(random, values)) : outcome;
        }
    }

    /** Counters; every second increment is answered by the value after it. */
    final class Counters implements Simulated {
        private final int amountMin;
        private final Map<String, Long> counters = new HashMap<>();
        private int increments;

        /** @param amountMin of an increment; the most is the shape's number of values */
        Counters(int amountMin) {
            this.amountMin = amountMin;
        }

        @Override
        public Function choose(Random random, int values) {
            return random.nextInt(2) == 0
                    ? new Read()
                    : new Increment(amountMin + random.nextInt(values - amountMin + 1));
        }

        @Override
        public Outcome perform(String key, Function function) {
            long amount = function instanceof Increment increment ? increment.amount() : 0;
            long value = counters.merge(key, amount, Long::sum);
            return function instanceof Increment && increments++ % 2 == 0
                    ? new Outcome.Done()
                    : new Outcome.Found(Long.toString(value));
        }

        @Override
        public Outcome falsified(Outcome outcome, Random random, int values) {
            return outcome instanceof Outcome.Found found
                    ? new Outcome.Found(
                            Long.toString(Long.parseLong(found.value()) + random.nextInt(2 * values + 1) - values))
                    : outcome;
        }
    }

    /** Sets; what is added may be there already. */
    final class Sets implements Simulated {
        private final Map<String, Set<String>> sets = new HashMap<>();
        private int added;

        @Override
        public Function choose(Random random, int values) {
            // Few values: some are added twice. Many: each is new, as in a workload.
            return random.nextInt(2) == 0
                    ? new Read()
                    : new AddElement(values > 100 ? "e" + added++ : value(random, values));
        }

        @Override
        public Outcome perform(String key, Function function) {
            Set<String> elements = sets.computeIfAbsent(key, absent -> new HashSet<>());
            if (function instanceof AddElement add) {
                elements.add(add.element());
                return new Outcome.Done();
            }
            return new Outcome.FoundSet(elements);
        }

        @Override
        public Outcome falsified(Outcome outcome, Random random, int values) {
            if (!(outcome instanceof Outcome.FoundSet found)) {
                return outcome;
            }
            Set<String> elements = new HashSet<>(found.elements());
            String element = value(random, values);
            if (!elements.remove(element)) {
                elements.add(element);
            }
            return new Outcome.FoundSet(elements);
        }
    }

    /** Lists; what is appended may be there already. */
    final class Lists implements Simulated {
        private final Map<String, List<String>> lists = new HashMap<>();
        private int appended;

        @Override
        public Function choose(Random random, int values) {
            return random.nextInt(2) == 0
                    ? new Read()
                    : new Append(values > 100 ? "e" + appended++ : value(random, values));
        }

        @Override
        public Outcome perform(String key, Function function) {
            List<String> elements = lists.computeIfAbsent(key, absent -> new ArrayList<>());
            if (function instanceof Append append) {
                elements.add(append.element());
                return new Outcome.Done();
            }
            return new Outcome.FoundList(elements);
        }

        @Override
        public Outcome falsified(Outcome outcome, Random random, int values) {
            if (!(outcome instanceof Outcome.FoundList found)) {
                return outcome;
            }
            List<String> elements = new ArrayList<>(found.elements());
            if (elements.size() > 1 && random.nextBoolean()) {
                Collections.shuffle(elements, random);
            } else if (!elements.isEmpty()) {
                elements.remove(random.nextInt(elements.size()));
            } else {
                elements.add(value(random, values));
            }
            return new Outcome.FoundList(elements);
        }
    }

    private static String value(Random random, int values) {
        return String.valueOf(random.nextInt(values));
    }
}
