package io.stator.consensus.ratis;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.util.AwaitForSignal;

/**
 * A signal that is kept until somebody waits for it. Ratis' is lost when nobody waits at that moment: a sender that has just seen
 * that there is nothing to send, and is about to wait, misses the entry that comes in between, and sends it with the next heartbeat,
 * half an election time-out later. Both followers' senders see the same things at the same time, so that nobody has it until
 * then. Several signals that nobody waited for are one. For one thread that waits, and any that signal.
 */
final class KeptSignal extends AwaitForSignal {
    private final Semaphore kept = new Semaphore(0);

    KeptSignal(Object name) {
        super(name);
    }

    @Override
    public void signal() {
        kept.release();
    }

    @Override
    public void await() throws InterruptedException {
        kept.acquire();
        kept.drainPermits();
    }

    /** @return whether there was one; without waiting for it if the time is not positive */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        boolean signalled = kept.tryAcquire(time, unit);
        kept.drainPermits();
        return signalled;
    }
}
