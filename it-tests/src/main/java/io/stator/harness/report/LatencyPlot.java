package io.stator.harness.report;

import io.stator.harness.history.Operation;
import io.stator.harness.report.chart.Band;
import io.stator.harness.report.chart.Curve;
import io.stator.harness.report.chart.EndLabels;
import io.stator.harness.report.chart.Frame;
import io.stator.harness.report.chart.LogScale;
import io.stator.harness.report.chart.Marks;
import io.stator.harness.report.chart.Panel;
import io.stator.harness.report.chart.Point;
import io.stator.harness.report.chart.Svg;
import io.stator.harness.report.measure.Ending;
import io.stator.harness.report.measure.TimeBuckets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How long operations took, by when they began: marks for the operations, lines for what is usual. Those
 * whose outcome is unknown have no latency: they are in a strip of their own above.
 */
final class LatencyPlot {
    /** The scale of a workload of which nothing ended. */
    private static final LogScaleEnds NOTHING_ENDED = new LogScaleEnds(1_000_000, 1_000_000_000);

    private final TimeBuckets buckets;
    private final Panel panel;
    private final Map<Ending, Marks> marks = new EnumMap<>(Ending.class);

    private record LogScaleEnds(long nanosMin, long nanosMax) {}

    LatencyPlot(List<Operation> operations, TimeBuckets buckets, WorkloadChart.Place place) {
        this.buckets = buckets;
        Frame frame = place.frame();
        LogScaleEnds ends = ends(operations);
        this.panel = new Panel(
                place.time(), LogScale.around(ends.nanosMin(), ends.nanosMax(), frame.bottom(), frame.top()), frame);
        for (Ending ending : Ending.values()) {
            marks.put(ending, new Marks(ChartLayout.MARK_PIXELS));
        }
        operations.forEach(this::mark);
    }

    private static LogScaleEnds ends(List<Operation> operations) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (Operation operation : operations) {
            if (operation.completedNanos() != Operation.NEVER) {
                long nanos = operation.completedNanos() - operation.invokedNanos();
                least = Math.min(least, nanos);
                most = Math.max(most, nanos);
            }
        }
        return most == 0 ? NOTHING_ENDED : new LogScaleEnds(least, most);
    }

    private void mark(Operation operation) {
        Ending ending = Ending.of(operation);
        double height = ending == Ending.UNKNOWN
                ? stripMiddle()
                : panel.y().position(operation.completedNanos() - operation.invokedNanos());
        marksOf(ending).add(panel.x().position(operation.invokedNanos()), height);
    }

    private Marks marksOf(Ending ending) {
        return Objects.requireNonNull(marks.get(ending));
    }

    private double stripMiddle() {
        return panel.frame().top() - ChartLayout.UNKNOWN_HEIGHT / 2;
    }

    /** How many marks there are. */
    int marks() {
        return marks.values().stream().mapToInt(Marks::size).sum();
    }

    /** How many operations one mark stands for at most. */
    int operationsOfAMark() {
        return marks.values().stream().mapToInt(Marks::pointsMost).max().orElse(0);
    }

    void draw(Svg svg, List<Band> bands) {
        Frame frame = panel.frame();
        boolean strip = marksOf(Ending.UNKNOWN).size() > 0;
        double top = strip ? frame.top() - ChartLayout.UNKNOWN_HEIGHT : frame.top();
        Panel whole = new Panel(panel.x(), panel.y(), new Frame(frame.left(), top, frame.right(), frame.bottom()));
        whole.shade(svg, bands);
        whole.drawGrid(svg, "Latency (log scale)");
        if (strip) {
            svg.text("unknown", "tick end unknown-name", new Point(frame.left() - 7, stripMiddle() + 4));
        }
        marksOf(Ending.OK).draw(svg, Marks.Shape.DOT, "ok");
        marksOf(Ending.FAILED).draw(svg, Marks.Shape.CROSS, "failed");
        marksOf(Ending.UNKNOWN).draw(svg, Marks.Shape.BAR, "unknown");
        Curve tail = quantile(0.99);
        Curve median = quantile(0.5);
        tail.drawOverMarks(svg, "tail");
        median.drawOverMarks(svg, "median");
        EndLabels names = new EndLabels();
        names.add("99 %", "quantile-name", tail.lastY());
        names.add("median", "quantile-name", median.lastY());
        names.draw(svg, frame);
    }

    /** Of each piece of time in which something began that ended ok; gaps for the others. */
    private Curve quantile(double part) {
        Curve curve = new Curve();
        for (TimeBuckets.Bucket bucket : buckets.buckets()) {
            if (bucket.begun().isEmpty()) {
                curve.interrupt();
            } else {
                double middle = (bucket.fromNanos() + bucket.toNanos()) / 2.0;
                double height = panel.y().position(bucket.begun().quantileNanos(part));
                curve.to(panel.x().position(middle), height);
            }
        }
        return curve;
    }
}
