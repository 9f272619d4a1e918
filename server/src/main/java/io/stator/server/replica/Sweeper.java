package io.stator.server.replica;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link PartitionSweeps} of a node on a thread of their own. Thread-safe. */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long FAULT_REST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSE_SECONDS = 30;

    private final PartitionSweeps sweeps;
    private final ScheduledThreadPoolExecutor thread;

    private Sweeper(String nodeId, PartitionSweeps sweeps) {
        this.sweeps = sweeps;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread sweeping = new Thread(task, sweeps.name() + "-" + nodeId);
            sweeping.setDaemon(true);
            return sweeping;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public static Sweeper start(String nodeId, PartitionSweeps sweeps) {
        Sweeper sweeper = new Sweeper(nodeId, sweeps);
        sweeper.after(0);
        return sweeper;
    }

    private void after(long nanos) {
        try {
            thread.schedule(this::turn, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: no more {}", sweeps.name(), e);
        }
    }

    private void turn() {
        try {
            sweeps.turn().whenComplete((rest, failure) -> after(failure == null ? rest : FAULT_REST_NANOS));
        } catch (RuntimeException e) {
            // Thrown, it would end the sweeping for good.
            LOG.error("{} failed", sweeps.name(), e);
            after(FAULT_REST_NANOS);
        }
    }

    /** Waits for the step that is under way on its thread, not for the log; begins nothing after. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} is still under way", sweeps.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
