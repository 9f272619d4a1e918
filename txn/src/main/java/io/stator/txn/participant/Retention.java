package io.stator.txn.participant;

/**
 * How long decided records stay, as differences of stamps, counted from the decision or the deadline, whichever is later.
 *
 * @param committed DynamoDB: a token is known for 10 minutes
 * @param aborted for what comes late and is better told so than refused for no reason
 */
public record Retention(long committed, long aborted) {}
