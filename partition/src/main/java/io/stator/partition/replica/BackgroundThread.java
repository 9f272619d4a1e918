package io.stator.partition.replica;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a replica's background work, in the order it was given: one thread, there only while there is work.
 *
 * <p>The order matters: a digest of an entry reads what a later entry drops, and trimming deletes whole
 * files under snapshots. Since digests and trims share this thread, every digest is done before the trims
 * of later entries begin.
 */
final class BackgroundThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThread.class);
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_TIMEOUT_SECONDS = 60;

    private final ThreadPoolExecutor executor;
    private volatile boolean closing;

    BackgroundThread(String name) {
        executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    void startClosing() {
        closing = true;
    }

    /** Whether tasks are to end early. */
    boolean closing() {
        return closing;
    }

    /** A task always runs once, on closing too, so that it can release what it holds; unless this is refused. */
    boolean submit(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: a background task was not taken", e);
            return false;
        }
    }

    /** Waits for what is under way, which sees {@link #closing} and ends early. */
    @Override
    public void close() {
        closing = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("background work did not end within {} s", CLOSE_TIMEOUT_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
