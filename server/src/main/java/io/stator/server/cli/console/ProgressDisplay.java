package io.stator.server.cli.console;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows how far a long run has come, on the terminal's error stream: a line that changes where it is a
 * terminal, a new line now and then where it is not. Lines that must stay go through {@link #print}.
 * Thread-safe.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final long BAR_MILLIS = 200;
    private static final long PLAIN_MILLIS = 5_000;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream stream;
    private final Optional<Integer> columns;
    private final Supplier<ProgressLine> progress;
    private final ScheduledExecutorService timer;

    public ProgressDisplay(Terminal terminal, Supplier<ProgressLine> progress) {
        this.stream = terminal.err();
        this.columns = terminal.columns();
        this.progress = progress;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        long period = columns.isPresent() ? BAR_MILLIS : PLAIN_MILLIS;
        timer.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        if (columns.isPresent()) {
            stream.print(ERASE_LINE + progress.get().bar(columns.get() - 1));
            stream.flush();
        } else {
            stream.println(progress.get().plain());
        }
    }

    /** A line above the progress. */
    public synchronized void print(String line) {
        stream.println(columns.isPresent() ? ERASE_LINE + line : line);
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (this) {
            if (columns.isPresent()) {
                stream.print(ERASE_LINE);
                stream.flush();
            }
        }
    }
}
