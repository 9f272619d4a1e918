package io.stator.server.bench;

import java.util.concurrent.locks.LockSupport;

/** The thread that sends an open loop's requests when they are due. */
final class OpenLoopSender implements AutoCloseable {
    /** Less is not worth waking up for; what comes due meanwhile is sent together, at most so late. */
    private static final long PARK_NANOS_MIN = 100_000;

    private final Thread thread;

    private OpenLoopSender(Thread thread) {
        this.thread = thread;
    }

    static OpenLoopSender start(OpenLoop loop) {
        Thread thread = new Thread(() -> sendAll(loop), "stator-bench-sender");
        thread.setDaemon(true);
        thread.start();
        return new OpenLoopSender(thread);
    }

    private static void sendAll(OpenLoop loop) {
        for (long wait = loop.sendDue(); wait != OpenLoop.DONE; wait = loop.sendDue()) {
            LockSupport.parkNanos(Math.max(wait, PARK_NANOS_MIN));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** Returns when the last request was sent, or the thread failed. */
    void awaitEnd() throws InterruptedException {
        thread.join();
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
