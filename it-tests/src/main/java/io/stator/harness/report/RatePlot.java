package io.stator.harness.report;

import io.stator.harness.report.chart.Band;
import io.stator.harness.report.chart.Curve;
import io.stator.harness.report.chart.EndLabels;
import io.stator.harness.report.chart.Frame;
import io.stator.harness.report.chart.LinearScale;
import io.stator.harness.report.chart.Panel;
import io.stator.harness.report.chart.Scale;
import io.stator.harness.report.chart.Svg;
import io.stator.harness.report.measure.Ending;
import io.stator.harness.report.measure.TimeBuckets;
import java.util.List;

/** How many operations ended in each second, over time: a line for each way to end. */
final class RatePlot {
    private final String title;
    private final List<Ending> endings;
    private final TimeBuckets buckets;
    private final Panel panel;

    /** @param endings which of them are drawn, on one scale */
    RatePlot(String title, List<Ending> endings, TimeBuckets buckets, WorkloadChart.Place place) {
        this.title = title;
        this.endings = endings;
        this.buckets = buckets;
        Frame frame = place.frame();
        this.panel = new Panel(
                place.time(), LinearScale.ofCounts(highest(endings, buckets), frame.bottom(), frame.top()), frame);
    }

    private static double highest(List<Ending> endings, TimeBuckets buckets) {
        return buckets.buckets().stream()
                .flatMap(bucket -> endings.stream().map(bucket::rate))
                .reduce(0.0, Math::max);
    }

    void draw(Svg svg, List<Band> bands) {
        Frame frame = panel.frame();
        panel.shade(svg, bands);
        panel.drawGrid(svg, title);
        EndLabels names = new EndLabels();
        for (Ending ending : endings) {
            Curve curve = curve(ending);
            if (ending == Ending.OK && !curve.isEmpty()) {
                curve.fillDownTo(frame.bottom(), svg, "ok-area");
            }
            curve.draw(svg, ending.label() + "-rate");
            names.add(ending.label(), ending.label() + "-name", curve.lastY());
        }
        names.draw(svg, frame);
    }

    /** In steps: a rate is of a whole piece of time. For those that did not end ok, gaps where there were none. */
    private Curve curve(Ending ending) {
        Scale time = panel.x();
        Curve curve = new Curve();
        for (TimeBuckets.Bucket bucket : buckets.buckets()) {
            if (ending != Ending.OK && bucket.ended().of(ending) == 0) {
                curve.interrupt();
            } else {
                double height = panel.y().position(bucket.rate(ending));
                curve.to(time.position(bucket.fromNanos()), height);
                curve.to(time.position(bucket.toNanos()), height);
            }
        }
        return curve;
    }
}
