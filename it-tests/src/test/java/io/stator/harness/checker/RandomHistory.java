package io.stator.harness.checker;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Simulates processes on registers that are correct but for an accident now and then. */
final class RandomHistory {
    private final Random random;
    private final Shape shape;
    private final AtomicLong moments = new AtomicLong();
    private final History history = new History(moments::incrementAndGet);
    private final Map<String, String> registers = new HashMap<>();
    private final List<Running> running = new ArrayList<>();
    private final List<Running> lost = new ArrayList<>();
    private int nextProcess;

    /**
     * @param values that are written; few make many orders possible
     * @param unknownPercent operations without an answer; half of them take effect, late
     * @param wrongPercent reads that are answered at random
     */
    record Shape(int operations, int processes, int keys, int values, int unknownPercent, int wrongPercent) {}

    private static final class Running {
        private final String key;
        private final Function function;
        private final History.Invocation invocation;
        private boolean effective;
        private Outcome outcome = new Outcome.Unknown();

        Running(String key, Function function, History.Invocation invocation) {
            this.key = key;
            this.function = function;
            this.invocation = invocation;
        }
    }

    RandomHistory(Random random, Shape shape) {
        this.random = random;
        this.shape = shape;
    }

    List<Operation> simulate() {
        int begun = 0;
        while (begun < shape.operations() || !running.isEmpty()) {
            if (begun < shape.operations() && running.size() < shape.processes() && random.nextInt(2) == 0) {
                begin();
                begun++;
            } else if (!running.isEmpty()) {
                advance(running.get(random.nextInt(running.size())));
            }
            if (!lost.isEmpty() && random.nextInt(20) == 0) {
                takeEffect(lost.remove(random.nextInt(lost.size())));
            }
        }
        return history.operations();
    }

    private void begin() {
        String key = "k" + random.nextInt(shape.keys());
        Function function = switch (random.nextInt(3)) {
            case 0 -> new Read();
            case 1 -> new Write(value());
            default -> new CompareAndSet(value(), value());
        };
        running.add(new Running(key, function, history.invoke(nextProcess++, key, function)));
    }

    private void advance(Running operation) {
        if (random.nextInt(100) < shape.unknownPercent()) {
            running.remove(operation);
            operation.invocation.end(new Outcome.Unknown());
            if (!operation.effective && random.nextBoolean()) {
                lost.add(operation);
            }
        } else if (operation.effective) {
            running.remove(operation);
            operation.invocation.end(operation.outcome);
        } else {
            takeEffect(operation);
        }
    }

    private void takeEffect(Running operation) {
        operation.effective = true;
        String current = registers.get(operation.key);
        boolean wrong = random.nextInt(100) < shape.wrongPercent();
        if (operation.function instanceof Read) {
            operation.outcome = new Outcome.Found(wrong ? value() : current);
        } else if (operation.function instanceof Write write) {
            registers.put(operation.key, Objects.requireNonNull(write.value()));
            operation.outcome = new Outcome.Done();
        } else if (operation.function instanceof CompareAndSet set) {
            boolean matches = Objects.equals(current, set.expected());
            operation.outcome = matches ? new Outcome.Done() : new Outcome.Mismatched();
            if (matches) {
                registers.put(operation.key, Objects.requireNonNull(set.replacement()));
            }
        }
    }

    private String value() {
        return String.valueOf(random.nextInt(shape.values()));
    }
}
