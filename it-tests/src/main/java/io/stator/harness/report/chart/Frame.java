package io.stator.harness.report.chart;

/** A rectangle of a picture, in pixels. */
public record Frame(double left, double top, double right, double bottom) {
    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }
}
