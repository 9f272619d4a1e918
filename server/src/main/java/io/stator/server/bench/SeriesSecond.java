package io.stator.server.bench;

/**
 * What happened in one second of an open loop: answers count when they came, requests that were not sent when they
 * were due.
 *
 * @param second of the measured time, from 1 on
 * @param refused for now, by a server with too much to do or none there ({@link BenchmarkResult#isRefusal})
 * @param failed otherwise
 * @param p99 of those answered, from the intended start, microseconds
 */
public record SeriesSecond(int second, long answered, long refused, long failed, long notSent, long p99) {}
