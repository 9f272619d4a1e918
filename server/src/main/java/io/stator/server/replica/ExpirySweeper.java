package io.stator.server.replica;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node's {@link ExpirySweeps} on a thread of its own. Thread-safe. */
public final class ExpirySweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);
    private static final long FAULT_REST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSE_SECONDS = 30;

    private final ExpirySweeps sweeps;
    private final ScheduledThreadPoolExecutor thread;

    private ExpirySweeper(String nodeId, ExpirySweeps sweeps) {
        this.sweeps = sweeps;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread sweeping = new Thread(task, "expiry-" + nodeId);
            sweeping.setDaemon(true);
            return sweeping;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public static ExpirySweeper start(String nodeId, ExpirySweeps sweeps) {
        ExpirySweeper sweeper = new ExpirySweeper(nodeId, sweeps);
        sweeper.after(0);
        return sweeper;
    }

    private void after(long nanos) {
        try {
            thread.schedule(this::turn, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: nothing more expires here", e);
        }
    }

    private void turn() {
        try {
            sweeps.turn().whenComplete((rest, failure) -> after(failure == null ? rest : FAULT_REST_NANOS));
        } catch (RuntimeException e) {
            // Thrown, it would end the sweeping for good.
            LOG.error("the search for expired items failed", e);
            after(FAULT_REST_NANOS);
        }
    }

    /** Waits for the search that is under way, not for its deletes; begins nothing after. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the search for expired items is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
