package io.stator.harness.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Durations from one to another, each factor of ten as long as the next.
 *
 * @param nanosMin above zero
 * @param fromPixel where nanosMin lies
 * @param toPixel where nanosMax lies, on either side
 */
public record LogScale(double nanosMin, double nanosMax, double fromPixel, double toPixel, List<Tick> ticks)
        implements Scale {
    /** Beyond so many factors of ten, only whole ones are marked. */
    private static final double FINE_DECADES_MAX = 2;

    private static final double[] DIGITS = {1, 2, 5, 10};

    public LogScale {
        ticks = List.copyOf(ticks);
    }

    /** Ends at the first numbers 1, 2 or 5, 10 … that leave nothing outside. */
    public static LogScale around(long nanosMin, long nanosMax, double fromPixel, double toPixel) {
        double low = roundDown(Math.max(1, nanosMin));
        double high = roundUp(Math.max(2, nanosMax));
        if (high <= low) {
            high = low * 10;
        }
        return new LogScale(low, high, fromPixel, toPixel, ticks(low, high));
    }

    private static List<Tick> ticks(double low, double high) {
        boolean fine = Math.log10(high / low) < FINE_DECADES_MAX;
        List<Tick> ticks = new ArrayList<>();
        for (double power = power(low); power <= high * 1.001; power *= 10) {
            for (double digit : fine ? new double[] {1, 2, 5} : new double[] {1}) {
                double value = power * digit;
                if (value >= low * 0.999 && value <= high * 1.001) {
                    ticks.add(new Tick(value, Quantity.duration(value)));
                }
            }
        }
        return ticks;
    }

    private static double power(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
    }

    private static double roundDown(double value) {
        double power = power(value);
        double rounded = power;
        for (double digit : DIGITS) {
            if (power * digit <= value * 1.0001) {
                rounded = power * digit;
            }
        }
        return rounded;
    }

    private static double roundUp(double value) {
        double power = power(value);
        for (double digit : DIGITS) {
            if (power * digit >= value * 0.9999) {
                return power * digit;
            }
        }
        return power * 10;
    }

    @Override
    public double position(double nanos) {
        double part =
                Math.log(Math.max(nanosMin, Math.min(nanosMax, nanos)) / nanosMin) / Math.log(nanosMax / nanosMin);
        return fromPixel + part * (toPixel - fromPixel);
    }
}
