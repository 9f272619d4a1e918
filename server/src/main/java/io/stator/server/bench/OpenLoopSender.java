package io.stator.server.bench;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread that sends an open loop's requests when they are due. What it fails by is kept for those that wait for it. */
final class OpenLoopSender implements AutoCloseable {
    /** Less is not worth waking up for; what comes due meanwhile is sent together, at most so late. */
    private static final long PARK_NANOS_MIN = 100_000;

    private final OpenLoop loop;
    private final Thread thread = new Thread(this::run, "stator-bench-sender");
    private volatile @Nullable Throwable failure;

    private OpenLoopSender(OpenLoop loop) {
        this.loop = loop;
        thread.setDaemon(true);
    }

    static OpenLoopSender start(OpenLoop loop) {
        OpenLoopSender sender = new OpenLoopSender(loop);
        sender.thread.start();
        return sender;
    }

    private void run() {
        try {
            sendAll();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void sendAll() {
        for (long wait = loop.sendDue(); wait != OpenLoop.DONE; wait = loop.sendDue()) {
            LockSupport.parkNanos(Math.max(wait, PARK_NANOS_MIN));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /**
     * Returns when the last request was sent, or this was closed.
     *
     * @throws IllegalStateException if it failed, with the cause
     */
    void awaitEnd() throws InterruptedException {
        thread.join();
        requireNotFailed();
    }

    /** @throws IllegalStateException if it failed, with the cause: it sends nothing more */
    void requireNotFailed() {
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the sender failed: " + cause, cause);
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
