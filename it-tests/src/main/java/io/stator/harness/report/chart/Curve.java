package io.stator.harness.report.chart;

/** A line through points from left to right, with gaps where there is nothing to show. Used by one thread. */
public final class Curve {
    private final StringBuilder path = new StringBuilder();
    private boolean interrupted = true;
    private double firstX = Double.NaN;
    private double lastX = Double.NaN;
    private double lastY = Double.NaN;

    public void to(double x, double y) {
        path.append(interrupted ? 'M' : 'L')
                .append(Markup.number(x))
                .append(' ')
                .append(Markup.number(y));
        if (interrupted) {
            // A point between two gaps is a line of no length: its round ends make it a dot.
            path.append("h0");
        }
        if (Double.isNaN(firstX)) {
            firstX = x;
        }
        interrupted = false;
        lastX = x;
        lastY = y;
    }

    /** The next point is not joined to the last one. */
    public void interrupt() {
        interrupted = true;
    }

    public boolean isEmpty() {
        return path.isEmpty();
    }

    /** Where the line ends; NaN if it is empty. */
    public double lastY() {
        return lastY;
    }

    public void draw(Svg svg, String type) {
        svg.path("curve " + type, path.toString());
    }

    /** The line twice: first broader, in the colour of the ground, so that it stands out among marks. */
    public void drawOverMarks(Svg svg, String type) {
        draw(svg, "halo");
        draw(svg, type);
    }

    /** What is between the line, if it has no gaps, and a height below it. */
    public void fillDownTo(double bottom, Svg svg, String type) {
        String from = Svg.at(new Point(firstX, bottom));
        String to = Svg.at(new Point(lastX, bottom));
        svg.path("area " + type, path + "L" + to + "L" + from + "Z");
    }
}
