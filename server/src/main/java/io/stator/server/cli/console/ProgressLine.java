package io.stator.server.cli.console;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One moment of a long run over items, as a line of text.
 *
 * @param verb what happens to the items, such as "imported"
 * @param items done so far
 * @param position how far the run has come, in bytes of its input
 * @param total bytes of its input; empty: unknown
 * @param elapsed since it began
 */
public record ProgressLine(String verb, long items, long position, OptionalLong total, Duration elapsed) {
    private static final int BAR_CELLS_MAX = 30;
    private static final int BAR_CELLS_MIN = 8;

    /** For a terminal: with a bar where there is room and an end in sight. At most {@code columns} wide. */
    public String bar(int columns) {
        String figures = items() == 0 ? "starting" : Figures.counted(items, "item") + rate() + remaining();
        String line = figures;
        int room = columns - figures.length() - "[]  100%  ".length();
        if (total.isPresent() && room >= BAR_CELLS_MIN) {
            int cells = Math.min(BAR_CELLS_MAX, room);
            int filled = (int) Math.round(share() * cells);
            line = "[" + "#".repeat(filled) + "-".repeat(cells - filled) + "] " + percent() + "  " + figures;
        } else if (total.isPresent()) {
            line = percent().strip() + "  " + figures;
        }
        return line.length() <= columns ? line : line.substring(0, columns);
    }

    /** For a log file. */
    public String plain() {
        String part = total.isPresent() ? " (" + percent().strip() + ")" : "";
        return verb + " " + Figures.counted(items, "item") + part + rate();
    }

    private double share() {
        long all = total.orElse(0);
        return all <= 0 ? 1 : Math.min(1, position / (double) all);
    }

    private String percent() {
        return String.format(Locale.ROOT, "%3d%%", (int) Math.floor(share() * 100));
    }

    private String rate() {
        long millis = elapsed.toMillis();
        return millis < 1 ? "" : ", " + Figures.count(items * 1000 / millis) + " items/s";
    }

    private String remaining() {
        double share = share();
        if (total.isEmpty() || share <= 0.01 || share >= 1) {
            return "";
        }
        long seconds = Math.round(elapsed.toMillis() / 1000.0 * (1 - share) / share);
        return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }
}
