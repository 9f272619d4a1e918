package io.stator.harness.report;

import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Operation;
import io.stator.harness.report.chart.Band;
import io.stator.harness.report.chart.BandLane;
import io.stator.harness.report.chart.Frame;
import io.stator.harness.report.chart.LinearScale;
import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Panel;
import io.stator.harness.report.chart.Point;
import io.stator.harness.report.chart.Quantity;
import io.stator.harness.report.chart.Scale;
import io.stator.harness.report.chart.Svg;
import io.stator.harness.report.measure.Ending;
import io.stator.harness.report.measure.EndingCounts;
import io.stator.harness.report.measure.TimeBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Latency, throughput, and what did not end ok, one below the other on one scale of time, with the names of
 * the faults above and their shades through all of it.
 */
final class WorkloadChart {
    private static final int OPERATIONS_PER_BUCKET = 20;
    private static final int LATENCY_BUCKETS_MIN = 8;

    private final String workload;
    private final ChartLayout layout;
    private final long durationNanos;
    private final TimeBuckets rateBuckets;
    private final TimeBuckets latencyBuckets;
    private final EndingCounts counts;
    private final List<Band> bands;
    private final BandLane lane;
    private final LatencyPlot latency;
    private final List<RatePlot> rates = new ArrayList<>();
    private final Panel last;

    /** Where a plot is, and the scale of time that all of them share. */
    record Place(Scale time, Frame frame) {}

    private WorkloadChart(RunRecord run, String workload, ChartLayout layout) {
        List<Operation> operations = Objects.requireNonNull(run.histories().get(workload));
        this.workload = workload;
        this.layout = layout;
        this.durationNanos = end(run, operations);
        this.rateBuckets = TimeBuckets.of(operations, durationNanos, layout.bucketsMax());
        this.latencyBuckets = TimeBuckets.of(operations, durationNanos, latencyBucketsMax(operations.size()));
        this.counts = EndingCounts.of(operations);
        LinearScale time = LinearScale.ofTime(durationNanos, layout.left(), layout.right(), layout.timeTicksMax());
        this.bands = bands(run.faults(), time);
        this.lane = BandLane.of(bands, layout.faultRoom());
        double strip = counts.unknown() > 0 ? ChartLayout.UNKNOWN_HEIGHT : 0;
        Place place = below(time, lane.height() + strip, layout.heights().latency());
        this.latency = new LatencyPlot(operations, latencyBuckets, place);
        place = below(time, place.frame().bottom(), layout.heights().rate());
        rates.add(new RatePlot("Ended ok per second", List.of(Ending.OK), rateBuckets, place));
        List<Ending> troubles = new ArrayList<>(List.of(Ending.FAILED, Ending.UNKNOWN));
        troubles.removeIf(ending -> counts.of(ending) == 0);
        if (!troubles.isEmpty()) {
            place = below(time, place.frame().bottom(), layout.heights().trouble());
            rates.add(new RatePlot("Failed or unknown per second", troubles, rateBuckets, place));
        }
        this.last = new Panel(time, time, place.frame());
    }

    static WorkloadChart of(RunRecord run, String workload, ChartLayout layout) {
        return new WorkloadChart(run, workload, layout);
    }

    /** So few that most hold enough operations for a quantile to mean something. */
    private int latencyBucketsMax(int operations) {
        return Math.min(layout.bucketsMax(), Math.max(LATENCY_BUCKETS_MIN, operations / OPERATIONS_PER_BUCKET));
    }

    private Place below(Scale time, double bottom, double height) {
        double top = bottom + ChartLayout.TITLE_HEIGHT;
        return new Place(time, new Frame(layout.left(), top, layout.right(), top + height));
    }

    /** The end of the run, or of the last operation if that is later. */
    private static long end(RunRecord run, List<Operation> operations) {
        long end = Math.max(1, run.durationNanos());
        for (Operation operation : operations) {
            boolean ended = operation.completedNanos() != Operation.NEVER;
            end = Math.max(end, ended ? operation.completedNanos() : operation.invokedNanos());
        }
        return end;
    }

    private static List<Band> bands(List<FaultWindow> faults, Scale time) {
        List<Band> bands = new ArrayList<>();
        for (FaultWindow fault : FaultOrder.of(faults)) {
            double from = time.position(fault.fromNanos());
            bands.add(new Band(from, time.position(fault.toNanos()), bands.size() + 1, fault.fault()));
        }
        return bands;
    }

    void write(Markup page) {
        Point size = new Point(layout.width(), last.frame().bottom() + ChartLayout.TIME_HEIGHT);
        String title = "Latency and throughput of " + workload + " over time; the numbers are in the table below";
        Svg svg = Svg.begin(page, "chart " + layout.type(), size, title);
        lane.draw(svg, 0);
        latency.draw(svg, bands);
        rates.forEach(rate -> rate.draw(svg, bands));
        last.drawTimeAxis(svg, LinearScale.timeUnit(durationNanos) + " since the start");
        svg.end();
    }

    /** What is drawn, in words. */
    String caption() {
        int most = latency.operationsOfAMark();
        String marks = most <= 1
                ? "Each mark is one operation, placed where it began."
                : "The " + Quantity.count(counts.all()) + " operations are drawn as "
                        + Quantity.count(latency.marks()) + " marks, placed where they began: those that fall on one "
                        + "spot share a mark, up to " + Quantity.count(most) + " of them, the stronger the more.";
        return marks + " Median and 99 % are of the operations that ended ok, in every "
                + Quantity.duration(latencyBuckets.widthNanos()) + "; rates are of every "
                + Quantity.duration(rateBuckets.widthNanos()) + ". Shades are times in which something was broken.";
    }
}
