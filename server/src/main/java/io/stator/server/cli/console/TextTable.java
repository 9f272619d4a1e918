package io.stator.server.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns, two spaces apart, with a line of headings. Not thread-safe. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> rightAligned = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of words. */
    public TextTable words(String heading) {
        headings.add(heading);
        rightAligned.add(false);
        return this;
    }

    /** Adds a column of numbers, which end at the same place. */
    public TextTable numbers(String heading) {
        headings.add(heading);
        rightAligned.add(true);
        return this;
    }

    /** Adds a row: one cell for each column. */
    public void row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    /** Adds an empty line. */
    public void gap() {
        rows.add(List.of());
    }

    /** Lines without blanks at their ends. */
    public List<String> lines() {
        int[] widths = new int[headings.size()];
        measure(headings, widths);
        rows.forEach(row -> measure(row, widths));
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < row.size(); i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP);
            if (rightAligned.get(i)) {
                line.append(padding).append(row.get(i));
            } else {
                line.append(row.get(i)).append(padding);
            }
        }
        return line.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
