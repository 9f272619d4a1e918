package io.stator.harness.workload;

import static org.awaitility.Awaitility.await;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Histories of workloads on systems in memory. */
public final class Played {
    private static final int WORKERS = 4;
    private static final long REST_NANOS = 20_000;

    private Played() {}

    /** By one thread, so that the same seed always gives the same history. */
    public static List<Operation> oneAfterTheOther(Workload workload, int steps, long seed) {
        History history = new History(new AtomicLong()::incrementAndGet);
        AtomicInteger processes = new AtomicInteger();
        List<Recorder> recorders = new ArrayList<>();
        List<Workload.Worker> workers = new ArrayList<>();
        Recorder own = new Recorder(history, processes::getAndIncrement);
        workload.setUp(own);
        for (int number = 0; number < WORKERS; number++) {
            recorders.add(new Recorder(history, processes::getAndIncrement));
            workers.add(workload.worker(number, new Random(seed + number)));
        }
        Random order = new Random(seed);
        for (int step = 0; step < steps; step++) {
            int number = order.nextInt(WORKERS);
            workers.get(number).step(recorders.get(number));
        }
        workload.finalReads().forEach(read -> own.perform(workload.system(), read.key(), read.function()));
        return history.operations();
    }

    /** By threads. */
    public static List<Operation> together(Workload workload, int operations, long seed) throws InterruptedException {
        History history = History.startingNow();
        Crew crew = new Crew(workload, history, seed, REST_NANOS);
        workload.setUp(crew.recorder());
        crew.start(WORKERS);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> history.size() >= operations);
        } finally {
            crew.stop();
        }
        crew.fault().ifPresent(fault -> {
            throw fault;
        });
        return history.operations();
    }

    /** What must have gone wrong, for messages. */
    public static String text(List<Judgement> judgements, long seed) {
        return "seed " + seed + ": " + judgements;
    }
}
