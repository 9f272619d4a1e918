package io.stator.server.bench;

/**
 * What became of the requests of an open loop whose intended start was in the measured time.
 *
 * @param notSent too many were under way, or the sender came to them later than their deadline
 * @param latestSendMicros by which the latest one was sent after its intended start
 */
public record ArrivalCounts(long sent, long notSent, long latestSendMicros) {}
