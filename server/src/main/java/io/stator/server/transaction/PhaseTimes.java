package io.stator.server.transaction;

import io.stator.txn.TransactionMessage;

/** When one transaction came to each of its phases, for metrics only. Thread-safe. */
final class PhaseTimes {
    private final long begunNanos;
    private final TransactionListener listener;
    private boolean hasPrepared;
    private boolean isDeciding;
    private boolean isCommitting;
    private long lastNanos;

    PhaseTimes(TransactionListener listener) {
        this.listener = listener;
        this.begunNanos = System.nanoTime();
        this.lastNanos = begunNanos;
    }

    /** The first of a kind begins a phase, and ends the one before. */
    synchronized void sent(TransactionMessage message) {
        if (message instanceof TransactionMessage.Prepare) {
            hasPrepared = true;
        } else if (message instanceof TransactionMessage.Execute && hasPrepared && !isDeciding) {
            isDeciding = true;
            ended(TransactionListener.Phase.PREPARE);
        } else if (message instanceof TransactionMessage.Commit && !isCommitting) {
            isCommitting = true;
            ended(TransactionListener.Phase.DECIDE);
        } else if (message instanceof TransactionMessage.Confirm && isCommitting) {
            ended(TransactionListener.Phase.COMMIT);
        }
    }

    private void ended(TransactionListener.Phase phase) {
        long now = System.nanoTime();
        listener.phase(phase, now - lastNanos);
        lastNanos = now;
    }

    /** From its begin. */
    long nanos() {
        return System.nanoTime() - begunNanos;
    }
}
