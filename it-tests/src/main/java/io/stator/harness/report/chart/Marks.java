package io.stator.harness.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any number of points as a bounded number of marks: those that fall into one small square of the picture
 * are one mark, the stronger the more they are. Used by one thread.
 */
public final class Marks {
    /** From so many points on a mark is of the next strength. */
    private static final int[] STRENGTHS = {1, 2, 10, 100};

    private final double squarePixels;
    private final Map<Long, Mark> marks = new LinkedHashMap<>();

    /** How a mark looks. A colour alone would not tell them apart for everybody. */
    public enum Shape {
        DOT,
        CROSS,
        BAR
    }

    private static final class Mark {
        private final double x;
        private final double y;
        private int points;

        private Mark(double x, double y) {
            this.x = x;
            this.y = y;
        }

        private int strength() {
            int strength = 0;
            while (strength < STRENGTHS.length && points >= STRENGTHS[strength]) {
                strength++;
            }
            return strength;
        }
    }

    /** @param squarePixels the squares' side */
    public Marks(double squarePixels) {
        this.squarePixels = squarePixels;
    }

    /** Coordinates are not negative. */
    public void add(double x, double y) {
        long square = ((long) (x / squarePixels) << 32) | (long) (y / squarePixels);
        marks.computeIfAbsent(square, unused -> new Mark(x, y)).points++;
    }

    public int size() {
        return marks.size();
    }

    /** How many points the mark with the most of them stands for. */
    public int pointsMost() {
        return marks.values().stream().mapToInt(mark -> mark.points).max().orElse(0);
    }

    /** One path for each strength, of class {@code type} and {@code strength1} to {@code strength4}. */
    public void draw(Svg svg, Shape shape, String type) {
        List<StringBuilder> paths = new ArrayList<>();
        for (int strength = 0; strength < STRENGTHS.length; strength++) {
            paths.add(new StringBuilder());
        }
        for (Mark mark : marks.values()) {
            append(paths.get(mark.strength() - 1), shape, mark);
        }
        for (int index = 0; index < paths.size(); index++) {
            if (!paths.get(index).isEmpty()) {
                String classes = type + " strength" + (index + 1);
                svg.path(classes, paths.get(index).toString());
            }
        }
    }

    private static void append(StringBuilder path, Shape shape, Mark mark) {
        switch (shape) {
            case DOT -> move(path, mark.x, mark.y).append("h0");
            case CROSS -> move(path, mark.x - 3, mark.y - 3).append("l6 6m0-6l-6 6");
            case BAR -> move(path, mark.x, mark.y - 5).append("v10");
        }
    }

    private static StringBuilder move(StringBuilder path, double x, double y) {
        return path.append('M').append(Markup.number(x)).append(' ').append(Markup.number(y));
    }
}
