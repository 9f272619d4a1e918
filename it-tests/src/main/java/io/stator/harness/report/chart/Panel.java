package io.stator.harness.report.chart;

import java.util.List;

/**
 * A rectangle of a picture with a scale on two of its sides.
 *
 * @param x from left to right
 * @param y from bottom to top
 */
public record Panel(Scale x, Scale y, Frame frame) {

    /** Title above it, and a line across with a label for each mark of the scale that goes up. */
    public void drawGrid(Svg svg, String title) {
        svg.text(title, "title", new Point(frame.left(), frame.top() - 9));
        for (Scale.Tick tick : y.ticks()) {
            double height = y.position(tick.value());
            svg.line("grid", new Point(frame.left(), height), new Point(frame.right(), height));
            svg.text(tick.label(), "tick end", new Point(frame.left() - 7, height + 4));
        }
    }

    /** Marks and their labels below it, and what they are counted in. */
    public void drawTimeAxis(Svg svg, String unit) {
        svg.line("axis", new Point(frame.left(), frame.bottom()), new Point(frame.right(), frame.bottom()));
        for (Scale.Tick tick : x.ticks()) {
            double place = x.position(tick.value());
            svg.line("axis", new Point(place, frame.bottom()), new Point(place, frame.bottom() + 5));
            svg.text(tick.label(), "tick middle", new Point(place, frame.bottom() + 19));
        }
        double middle = (frame.left() + frame.right()) / 2;
        svg.text(unit, "tick middle", new Point(middle, frame.bottom() + 37));
    }

    /** Each band from the panel's top to its bottom. */
    public void shade(Svg svg, List<Band> bands) {
        for (Band band : bands) {
            Frame place = new Frame(band.from(), frame.top(), band.from() + band.width(), frame.bottom());
            svg.rectangle("fault-shade", place, band.title());
        }
    }
}
