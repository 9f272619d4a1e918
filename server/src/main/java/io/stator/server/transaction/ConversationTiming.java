package io.stator.server.transaction;

import io.stator.partition.HybridClock;
import io.stator.txn.coordinator.CoordinatorTiming;
import io.stator.txn.recovery.RecoveryTiming;

/**
 * How long the parts of transactions may take, in milliseconds.
 *
 * @param timeoutMillis from a transaction's begin to its deadline, after which anybody may abort it
 */
public record ConversationTiming(long timeoutMillis) {
    /** From a message without an answer to its next copy; till then the routing itself tries. */
    public static final long RESEND_MILLIS = 1_000;

    /** How long a write that is no transaction waits for the decision on what is in its way. */
    public static final long WRITE_WAITS_MILLIS = 500;

    private static final long ASK_AGAIN_MILLIS = 20;
    private static final long PATIENCE_MILLIS = 10_000;

    CoordinatorTiming coordinator() {
        return new CoordinatorTiming(HybridClock.stamps(RESEND_MILLIS), HybridClock.stamps(PATIENCE_MILLIS));
    }

    /** Of a coordinator's conversation, from its begin. */
    long coordinatorLimitMillis() {
        return timeoutMillis + 2 * PATIENCE_MILLIS;
    }

    public RecoveryTiming recovery() {
        return new RecoveryTiming(
                HybridClock.stamps(RESEND_MILLIS),
                HybridClock.stamps(ASK_AGAIN_MILLIS),
                HybridClock.stamps(PATIENCE_MILLIS));
    }

    /** Of a conversation that recovers something, from its begin. */
    public long recoveryLimitMillis() {
        return 2 * PATIENCE_MILLIS;
    }
}
