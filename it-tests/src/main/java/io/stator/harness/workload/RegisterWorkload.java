package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.History;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Processes that read, write and compare-and-set a few registers at random, each on a thread of its
 * own. No value is written twice. Started and stopped once, by one thread.
 */
public final class RegisterWorkload {
    /** A process rests this long between operations, so that it does not starve the system. */
    private static final long THINK_NANOS = 1_000_000;

    private final Registers registers;
    private final History history;
    private final List<String> names;
    private final long seed;
    private final AtomicInteger nextProcess = new AtomicInteger();
    private final AtomicReference<RuntimeException> fault = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** @param seed of what the processes choose; when they do it is up to their threads */
    public RegisterWorkload(Registers registers, History history, List<String> names, long seed) {
        this.registers = registers;
        this.history = history;
        this.names = List.copyOf(names);
        this.seed = seed;
    }

    public void start(int processes) {
        for (int number = 0; number < processes; number++) {
            Random random = new Random(seed + number);
            Thread thread = new Thread(() -> run(random), "register-process-" + number);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * Returns when every process has ended its last operation.
     *
     * @throws RuntimeException what {@link Registers#perform} threw, if it did
     */
    public void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        RuntimeException thrown = fault.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    private void run(Random random) {
        int process = nextProcess.getAndIncrement();
        int operation = 0;
        Map<String, @Nullable String> lastSeen = new HashMap<>();
        try {
            while (!stopping) {
                String name = names.get(random.nextInt(names.size()));
                String newValue = process + "." + operation++;
                Function function = choose(random, lastSeen.get(name), newValue);
                Outcome outcome = perform(process, name, function);
                if (outcome instanceof Outcome.Found found) {
                    lastSeen.put(name, found.value());
                } else if (outcome instanceof Outcome.Done) {
                    lastSeen.put(name, newValue);
                } else if (outcome instanceof Outcome.Unknown) {
                    // Its operation may go on for ever, so this process is never heard of again.
                    process = nextProcess.getAndIncrement();
                }
                LockSupport.parkNanos(THINK_NANOS);
            }
        } catch (RuntimeException e) {
            fault.compareAndSet(null, e);
        }
    }

    private static Function choose(Random random, @Nullable String lastSeen, String newValue) {
        int choice = random.nextInt(10);
        if (choice < 4) {
            return new Read();
        }
        return choice < 7 ? new Write(newValue) : new CompareAndSet(lastSeen, newValue);
    }

    private Outcome perform(int process, String name, Function function) {
        History.Invocation invocation = history.invoke(process, name, function);
        Outcome outcome = registers.perform(name, function);
        invocation.end(outcome);
        return outcome;
    }
}
