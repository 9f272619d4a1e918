package io.stator.harness.workload;

import io.stator.harness.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The workers of one workload, each on a thread of its own. Started and stopped once, by one thread. */
public final class Crew {
    /** They are many, and wait rather than work. */
    private static final int ONLOOKERS_REST_TIMES = 5;

    private final Workload workload;
    private final History history;
    private final long seed;
    private final long restNanos;
    private final AtomicInteger nextProcess = new AtomicInteger();
    private final AtomicReference<RuntimeException> fault = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * @param seed of what the workers choose; when they do it is up to their threads
     * @param restNanos of a worker between operations, so that it does not starve the system; for each of the workload's
     *     {@link Workload#restTimes}
     */
    public Crew(Workload workload, History history, long seed, long restNanos) {
        this.workload = workload;
        this.history = history;
        this.seed = seed;
        this.restNanos = workload.restTimes() * restNanos;
    }

    /** Another process of the history. */
    public Recorder recorder() {
        return new Recorder(history, nextProcess::getAndIncrement);
    }

    public void start(int workers) {
        for (int number = 0; number < workers; number++) {
            begin(workload.worker(number, new Random(seed + number)), "worker-" + number, restNanos);
        }
        workload.onlookers(seed).forEach(onlooker -> begin(onlooker, "onlooker", ONLOOKERS_REST_TIMES * restNanos));
    }

    private void begin(Workload.Worker worker, String name, long itsRestNanos) {
        Recorder recorder = recorder();
        Thread thread = new Thread(() -> run(worker, recorder, itsRestNanos), workload.name() + "-" + name);
        threads.add(thread);
        thread.start();
    }

    private void run(Workload.Worker worker, Recorder recorder, long itsRestNanos) {
        try {
            while (!stopping) {
                worker.step(recorder);
                LockSupport.parkNanos(itsRestNanos);
            }
        } catch (RuntimeException e) {
            fault.compareAndSet(null, e);
        }
    }

    /** What ended a worker that no fault of the system explains. */
    public Optional<RuntimeException> fault() {
        return Optional.ofNullable(fault.get());
    }

    /** Tells the workers to end. */
    public void dismiss() {
        stopping = true;
    }

    /** Tells the workers to end, and returns when each has ended its last operation. */
    public void stop() throws InterruptedException {
        dismiss();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
