package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A picture of some operations: a row for each process, a bar for each operation from its beginning to its
 * end. One SVG element, which needs nothing from outside. The axis shows the order of moments, not their
 * distance: what matters is what came before what, and bars of a microsecond beside a pause of a second
 * could not be seen.
 */
public final class Timeline {
    /** More than these cannot be taken in at a glance: the last are shown. */
    private static final int OPERATIONS_MAX = 60;

    private static final int LABEL_CHARACTERS_MAX = 48;
    private static final int LEFT = 96;
    /** Room for the line that explains the colours. */
    private static final int RIGHT_MIN = 520;

    private static final int TOP = 34;
    private static final int ROW = 46;
    private static final int STEP = 28;
    private static final double CHARACTER = 6.7;

    private final List<Operation> operations;
    private final Operation blocked;
    private final Map<Integer, Integer> rows = new HashMap<>();
    private final Map<Long, Integer> places;
    private final int right;

    private Timeline(List<Operation> operations, Operation blocked) {
        this.operations = operations;
        this.blocked = blocked;
        operations.stream()
                .map(Operation::process)
                .sorted()
                .distinct()
                .forEach(process -> rows.put(process, rows.size()));
        this.places = places(operations);
        int last = places.values().stream().mapToInt(Integer::intValue).max().orElse(LEFT);
        this.right = operations.stream()
                .mapToInt(operation -> place(operation.invokedNanos()) + width(label(operation)))
                .reduce(Math.max(last + STEP, RIGHT_MIN), Math::max);
    }

    /**
     * @param operations by their beginning
     * @param blocked one of them, to be marked
     */
    public static String svg(List<Operation> operations, Operation blocked) {
        List<Operation> shown =
                new ArrayList<>(operations.subList(Math.max(0, operations.size() - OPERATIONS_MAX), operations.size()));
        if (!shown.contains(blocked)) {
            shown.add(blocked);
        }
        return new Timeline(shown, blocked).draw();
    }

    /** Where each moment is: in order, with room for the text of an operation before its process's next. */
    private static Map<Long, Integer> places(List<Operation> operations) {
        TreeSet<Long> moments = new TreeSet<>();
        Map<Integer, TreeMap<Long, Operation>> byProcess = new HashMap<>();
        for (Operation operation : operations) {
            moments.add(operation.invokedNanos());
            if (operation.completedNanos() != Operation.NEVER) {
                moments.add(operation.completedNanos());
            }
            byProcess
                    .computeIfAbsent(operation.process(), process -> new TreeMap<>())
                    .put(operation.invokedNanos(), operation);
        }
        Map<Long, Integer> places = new HashMap<>();
        int place = LEFT - STEP;
        for (long moment : moments) {
            place += STEP;
            for (TreeMap<Long, Operation> ofProcess : byProcess.values()) {
                Map.Entry<Long, Operation> before = ofProcess.lowerEntry(moment);
                if (ofProcess.containsKey(moment) && before != null) {
                    place = Math.max(
                            place,
                            Objects.requireNonNull(places.get(before.getKey())) + width(label(before.getValue())));
                }
            }
            places.put(moment, place);
        }
        return places;
    }

    private String draw() {
        int height = TOP + rows.size() * ROW + 30;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                right + 20,
                height,
                right + 20,
                height));
        svg.append(text(8, 18, "#555555", "time, in the order of events (not to scale) →"));
        rows.forEach((process, row) -> {
            int y = TOP + row * ROW;
            svg.append(text(8, y + 31, "#222222", "process " + process));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"8\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#e4e4e4\"/>%n",
                    y + ROW - 3,
                    right + 12,
                    y + ROW - 3));
        });
        if (blocked.completedNanos() != Operation.NEVER) {
            int x = place(blocked.completedNanos());
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#c62828\" stroke-dasharray=\"3 3\"/>%n",
                    x,
                    TOP - 8,
                    x,
                    height - 24));
        }
        operations.forEach(operation -> svg.append(bar(operation)));
        svg.append(text(
                LEFT,
                height - 8,
                "#c62828",
                "red: no order of the operations explains this one; dashed: outcome unknown"));
        return svg.append("</svg>").toString();
    }

    private String bar(Operation operation) {
        boolean isBlocked = operation.equals(blocked);
        boolean isOpen = operation.outcome() instanceof Outcome.Unknown;
        int y = TOP + Objects.requireNonNull(rows.get(operation.process())) * ROW;
        int from = place(operation.invokedNanos());
        int to = isOpen ? right + 12 : place(operation.completedNanos());
        String ink = isBlocked ? "#c62828" : "#1f5fa8";
        String fill = isBlocked ? "#ffcdd2" : isOpen ? "none" : "#cfe2f7";
        String when = isOpen
                ? String.format(Locale.ROOT, "from %.3f ms on", operation.invokedNanos() / 1e6)
                : String.format(
                        Locale.ROOT,
                        "%.3f to %.3f ms",
                        operation.invokedNanos() / 1e6,
                        operation.completedNanos() / 1e6);
        return String.format(
                        Locale.ROOT,
                        "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"13\" rx=\"3\" "
                                + "fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>%n",
                        escaped("process " + operation.process() + ": " + operation.function() + ", "
                                + operation.outcome() + ", " + when),
                        from,
                        y + 22,
                        Math.max(4, to - from),
                        fill,
                        ink,
                        isBlocked ? "2" : "1",
                        isOpen ? " stroke-dasharray=\"4 3\"" : "")
                + text(from, y + 16, isBlocked ? ink : "#222222", label(operation))
                + "</g>\n";
    }

    private int place(long moment) {
        return Objects.requireNonNull(places.get(moment));
    }

    private static String label(Operation operation) {
        String label = operation.function() + ": " + operation.outcome();
        return label.length() <= LABEL_CHARACTERS_MAX ? label : label.substring(0, LABEL_CHARACTERS_MAX - 1) + "…";
    }

    private static int width(String label) {
        return (int) (label.length() * CHARACTER) + 10;
    }

    private static String text(int x, int y, String ink, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, ink, escaped(text));
    }

    /** Text as XML, without the characters that XML cannot hold. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
