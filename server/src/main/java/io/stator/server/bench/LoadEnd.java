package io.stator.server.bench;

/**
 * What became of all requests that came due in the measured time, whenever they ended.
 *
 * @param answered well
 * @param missed refused, failed, not sent, or still under way a minute after the last was sent
 */
public record LoadEnd(long answered, long missed) {}
