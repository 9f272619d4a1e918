package io.stator.harness.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * From zero up to a number, in equal steps.
 *
 * @param valueMax above zero
 * @param fromPixel where zero lies
 * @param toPixel where valueMax lies, on either side
 */
public record LinearScale(double valueMax, double fromPixel, double toPixel, List<Tick> ticks) implements Scale {
    private static final long SECOND = 1_000_000_000;

    /** Steps of time that people count in, in seconds. */
    private static final double[] TIME_STEPS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600
    };

    private static final double MINUTES_FROM_SECONDS = 120;

    public LinearScale {
        ticks = List.copyOf(ticks);
    }

    /** Counts; the scale ends at the first mark that is not below the largest of them. */
    public static LinearScale ofCounts(double largest, double fromPixel, double toPixel) {
        double step = roundStep(Math.max(largest, 1) / 3);
        double end = Math.ceil(Math.max(largest, 1) / step) * step;
        return new LinearScale(end, fromPixel, toPixel, ticks(end, step, Quantity::roundCount));
    }

    /**
     * Nanoseconds since the start.
     *
     * @param ticksMax how many marks there is room for
     */
    public static LinearScale ofTime(long durationNanos, double fromPixel, double toPixel, int ticksMax) {
        double seconds = Math.max(1, durationNanos) / (double) SECOND;
        double step = TIME_STEPS[TIME_STEPS.length - 1];
        for (int index = TIME_STEPS.length - 1; index >= 0 && seconds / TIME_STEPS[index] <= ticksMax; index--) {
            step = TIME_STEPS[index];
        }
        while (seconds / step > ticksMax) {
            step *= 2;
        }
        DoubleFunction<String> label =
                seconds > MINUTES_FROM_SECONDS ? LinearScale::clock : value -> Quantity.roundCount(value / SECOND);
        return new LinearScale(
                Math.max(1, durationNanos), fromPixel, toPixel, ticks(durationNanos, step * SECOND, label));
    }

    /** What the marks of a scale of time are counted in. */
    public static String timeUnit(long durationNanos) {
        return durationNanos > MINUTES_FROM_SECONDS * SECOND ? "minutes:seconds" : "seconds";
    }

    private static String clock(double nanos) {
        long seconds = Math.round(nanos / SECOND);
        return seconds / 60 + (seconds % 60 < 10 ? ":0" : ":") + seconds % 60;
    }

    private static double roundStep(double roughly) {
        double power = Math.pow(10, Math.floor(Math.log10(roughly)));
        double digit = roughly / power;
        double step = digit <= 1 ? power : digit <= 2 ? 2 * power : digit <= 5 ? 5 * power : 10 * power;
        return Math.max(1, step);
    }

    private static List<Tick> ticks(double end, double step, DoubleFunction<String> label) {
        List<Tick> ticks = new ArrayList<>();
        for (int number = 0; number * step <= end * (1 + 1e-9); number++) {
            ticks.add(new Tick(number * step, label.apply(number * step)));
        }
        return ticks;
    }

    @Override
    public double position(double value) {
        double part = Math.max(0, Math.min(1, value / valueMax));
        return fromPixel + part * (toPixel - fromPixel);
    }
}
