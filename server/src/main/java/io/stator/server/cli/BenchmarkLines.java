package io.stator.server.cli;

import io.stator.server.bench.BenchmarkProgress;
import io.stator.server.bench.SeriesSecond;
import java.io.PrintStream;

/** Prints a benchmark's phases and, if they are asked for, its seconds. */
final class BenchmarkLines implements BenchmarkProgress {
    private final PrintStream phases;
    private final PrintStream seconds;
    private final boolean series;

    BenchmarkLines(PrintStream phases, PrintStream seconds, boolean series) {
        this.phases = phases;
        this.seconds = seconds;
        this.series = series;
    }

    @Override
    public void phase(String line) {
        phases.println(line);
    }

    @Override
    public void second(SeriesSecond second) {
        if (!series) {
            return;
        }
        if (second.second() == 1) {
            seconds.println(BenchmarkText.seriesHeadings());
        }
        seconds.println(BenchmarkText.seriesLine(second));
    }
}
