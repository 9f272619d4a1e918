package io.stator.txn.recovery;

/**
 * Differences of stamps.
 *
 * @param resendAfter from a message without an answer to its next copy
 * @param askAgainAfter from an answer that nothing is decided to the next question
 * @param patience until all of it is given up; somebody will begin again
 */
public record RecoveryTiming(long resendAfter, long askAgainAfter, long patience) {}
