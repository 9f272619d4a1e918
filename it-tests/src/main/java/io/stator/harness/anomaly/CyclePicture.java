package io.stator.harness.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of a cycle: its transactions one below the other, each with an arrow to the one that must come
 * after it, and a red arrow from the last back to the first. One SVG element, which needs nothing from
 * outside.
 */
final class CyclePicture {
    private static final int LINE_CHARACTERS = 84;
    private static final int LINES_MAX = 8;
    private static final int LEFT = 16;
    private static final int WIDTH = 640;
    private static final int LINE = 17;
    private static final int GAP = 58;

    private final AnomalyCase cycle;
    private final StringBuilder svg = new StringBuilder();
    private final List<List<String>> texts = new ArrayList<>();

    private CyclePicture(AnomalyCase cycle) {
        this.cycle = cycle;
        cycle.transactions().forEach(transaction -> texts.add(lines(transaction)));
    }

    static String svg(AnomalyCase cycle) {
        return new CyclePicture(cycle).draw();
    }

    private static List<String> lines(Transaction transaction) {
        List<String> lines = new ArrayList<>();
        String line = transaction.name() + " · process " + transaction.process() + " · "
                + transaction.status().name().toLowerCase(Locale.ROOT);
        lines.add(line);
        StringBuilder steps = new StringBuilder();
        for (MicroOperation step : transaction.steps()) {
            steps.append(steps.isEmpty() ? "" : "; ").append(step);
        }
        String rest = steps.toString();
        while (!rest.isEmpty()) {
            if (lines.size() == LINES_MAX) {
                lines.add("…");
                break;
            }
            int end = Math.min(LINE_CHARACTERS, rest.length());
            int space = rest.lastIndexOf(' ', end);
            end = end < rest.length() && space > 0 ? space : end;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        return lines;
    }

    private String draw() {
        int count = texts.size();
        int[] tops = new int[count + 1];
        tops[0] = 16;
        for (int index = 0; index < count; index++) {
            tops[index + 1] = tops[index] + height(index) + GAP;
        }
        int width = LEFT + WIDTH + 110;
        int height = tops[count] - GAP + 16 + 3 * LINE;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
                        + "font-family=\"system-ui, sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                width,
                height,
                width,
                height));
        for (int index = 0; index < count; index++) {
            box(index, tops[index]);
            if (index + 1 < count) {
                int middle = LEFT + 24;
                int from = tops[index] + height(index);
                arrow("M" + middle + " " + from + " V" + (tops[index + 1] - 9), "#1f5fa8");
                head(middle, tops[index + 1], 0, "#1f5fa8");
                reason(LEFT + 36, from + GAP / 2 - 4, index, "#1f5fa8");
            }
        }
        int right = LEFT + WIDTH;
        int lastMiddle = tops[count - 1] + height(count - 1) / 2;
        int firstMiddle = tops[0] + height(0) / 2;
        arrow(
                "M" + right + " " + lastMiddle + " C" + (right + 90) + " " + lastMiddle + " " + (right + 90) + " "
                        + firstMiddle + " " + (right + 9) + " " + firstMiddle,
                "#c62828");
        head(right, firstMiddle, 90, "#c62828");
        reason(LEFT, tops[count] - GAP + 26, count - 1, "#c62828");
        return svg.append("</svg>").toString();
    }

    private int height(int index) {
        return texts.get(index).size() * LINE + 14;
    }

    private void box(int index, int top) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#eef4fb\" stroke=\"#1f5fa8\"/>%n",
                LEFT,
                top,
                WIDTH,
                height(index)));
        int y = top + LINE + 2;
        for (String line : texts.get(index)) {
            text(LEFT + 10, y, y == top + LINE + 2 ? "#1f5fa8" : "#222222", line);
            y += LINE;
        }
    }

    private void arrow(String path, String ink) {
        svg.append(String.format(
                Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>%n", path, ink));
    }

    /** An arrow's head at the place, pointing down, turned by degrees. */
    private void head(int x, int y, int degrees, String ink) {
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M0 0 L-5 -10 L5 -10 Z\" transform=\"translate(%d %d) rotate(%d)\" fill=\"%s\"/>%n",
                x,
                y,
                degrees,
                ink));
    }

    /** Why a transaction comes before the next, in two lines. */
    private void reason(int x, int y, int index, String ink) {
        String reason = cycle.reasons().get(index);
        int colon = reason.indexOf(": ");
        text(x, y, ink, reason.substring(0, colon));
        String why = reason.substring(colon + 2);
        text(x, y + LINE, "#222222", why.length() <= 105 ? why : why.substring(0, 104) + "…");
    }

    private void text(int x, int y, String ink, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                x,
                y,
                ink,
                text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\ufffd")
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")));
    }
}
