package io.stator.server.bench;

/** Hears of a benchmark while it runs, on its thread. */
public interface BenchmarkProgress {

    /** A phase begins, or something is amiss. */
    void phase(String line);

    /** A second of an open loop is over. */
    void second(SeriesSecond second);
}
