package io.stator.harness.checker;

import io.stator.harness.history.Function;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Simulates processes on a system that is correct but for an accident now and then. */
final class RandomHistory {
    private final Random random;
    private final Shape shape;
    private final Simulated simulated;
    private final AtomicLong moments = new AtomicLong();
    private final History history = new History(moments::incrementAndGet);
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

    /** Of registers. */
    RandomHistory(Random random, Shape shape) {
        this(random, shape, new Simulated.Registers());
    }

    RandomHistory(Random random, Shape shape, Simulated simulated) {
        this.random = random;
        this.shape = shape;
        this.simulated = simulated;
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
        Function function = simulated.choose(random, shape.values());
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
        boolean wrong = random.nextInt(100) < shape.wrongPercent();
        operation.outcome = simulated.perform(operation.key, operation.function);
        if (wrong) {
            operation.outcome = simulated.falsified(operation.outcome, random, shape.values());
        }
    }
}
