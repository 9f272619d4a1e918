package io.stator.harness.report.chart;

/** Draws the few shapes that charts are made of. What they look like is said by their class. Used by one thread. */
public final class Svg {
    private final Markup markup;

    private Svg(Markup markup) {
        this.markup = markup;
    }

    /**
     * Begins a picture, which {@link #end} ends.
     *
     * @param type its class
     * @param size what its coordinates go up to
     * @param title what it shows, for those who cannot see it
     */
    public static Svg begin(Markup markup, String type, Point size, String title) {
        String viewBox = "0 0 " + Markup.number(size.x()) + " " + Markup.number(size.y());
        markup.open("svg", "class", type, "viewBox", viewBox, "role", "img", "aria-label", title);
        return new Svg(markup);
    }

    public void end() {
        markup.close();
    }

    public void text(String content, String type, Point baseline) {
        markup.element(
                "text", content, "class", type, "x", Markup.number(baseline.x()), "y", Markup.number(baseline.y()));
    }

    public void line(String type, Point from, Point to) {
        path(type, "M" + at(from) + "L" + at(to));
    }

    /** @param commands as of SVG's path */
    public void path(String type, String commands) {
        markup.empty("path", "class", type, "d", commands);
    }

    /** @param title shown when it is pointed at */
    public void rectangle(String type, Frame place, String title) {
        markup.open(
                        "path",
                        "class",
                        type,
                        "d",
                        "M" + at(new Point(place.left(), place.top())) + "H" + Markup.number(place.right()) + "V"
                                + Markup.number(place.bottom()) + "H" + Markup.number(place.left()) + "Z")
                .element("title", title)
                .close();
    }

    static String at(Point point) {
        return Markup.number(point.x()) + " " + Markup.number(point.y());
    }
}
