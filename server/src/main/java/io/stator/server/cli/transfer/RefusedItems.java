package io.stator.server.cli.transfer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts the items that were not imported, and says where the first ones stand. Thread-safe. */
final class RefusedItems {
    static final int SHOWN_MAX = 20;

    private final AtomicLong count = new AtomicLong();
    private volatile Consumer<String> print = line -> {};

    /** Where lines for the user go; until this is called they are only counted. */
    void printTo(Consumer<String> newPrint) {
        print = newPrint;
    }

    void add(long line, String problem) {
        long number = count.incrementAndGet();
        if (number <= SHOWN_MAX) {
            print.accept("line " + line + ": " + problem);
        } else if (number == SHOWN_MAX + 1) {
            print.accept("(more are refused; only the first " + SHOWN_MAX + " are shown)");
        }
    }

    long count() {
        return count.get();
    }
}
