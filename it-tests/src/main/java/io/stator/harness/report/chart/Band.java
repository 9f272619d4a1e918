package io.stator.harness.report.chart;

/**
 * A part of a picture's width that has a name.
 *
 * @param from its left end, in pixels
 * @param to its right end
 * @param number by which a table lists it
 */
public record Band(double from, double to, int number, String name) {
    private static final double WIDTH_MIN = 1.5;

    /** Never so small that it could not be seen. */
    public double width() {
        return Math.max(WIDTH_MIN, to - from);
    }

    public String title() {
        return number + " " + name;
    }
}
