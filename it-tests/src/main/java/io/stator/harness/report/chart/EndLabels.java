package io.stator.harness.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names of lines beside their ends, moved apart where lines end close together. Used by one thread. */
public final class EndLabels {
    private static final double DISTANCE = 14;

    private final List<Label> labels = new ArrayList<>();

    private record Label(String text, String type, double height) {}

    /** @param height of the line's end; nothing is drawn for one that has none, which is NaN */
    public void add(String text, String type, double height) {
        if (!Double.isNaN(height)) {
            labels.add(new Label(text, type, height));
        }
    }

    /** @param frame to the right of which they are */
    public void draw(Svg svg, Frame frame) {
        List<Label> upwards = new ArrayList<>(labels);
        upwards.sort(Comparator.comparingDouble(Label::height).reversed());
        double lowest = frame.bottom();
        for (Label label : upwards) {
            double height = Math.min(label.height(), lowest);
            svg.text(label.text(), "line-name " + label.type(), new Point(frame.right() + 6, height + 4));
            lowest = height - DISTANCE;
        }
    }
}
