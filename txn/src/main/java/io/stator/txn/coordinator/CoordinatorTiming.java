package io.stator.txn.coordinator;

/**
 * Differences of stamps.
 *
 * @param resendAfter from a message without an answer to its next copy
 * @param patience after the deadline: how long to go on with what only needs to be finished, or known
 */
public record CoordinatorTiming(long resendAfter, long patience) {}
