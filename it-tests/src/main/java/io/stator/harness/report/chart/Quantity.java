package io.stator.harness.report.chart;

import java.util.Locale;

/** Numbers with their units, for people. */
public final class Quantity {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000 * MICRO;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;

    private Quantity() {}

    /** Three digits, and whatever unit makes them few: 850 ns, 1.25 ms, 45.6 s, 2 min 5 s. */
    public static String duration(double nanos) {
        if (Math.abs(nanos) < 999.5) {
            return Math.round(nanos) + " ns";
        }
        if (Math.abs(nanos) < 999.5 * MICRO) {
            return threeDigits(nanos / MICRO) + " µs";
        }
        if (Math.abs(nanos) < 999.5 * MILLI) {
            return threeDigits(nanos / MILLI) + " ms";
        }
        if (Math.abs(nanos) < 99.95 * SECOND) {
            return threeDigits(nanos / SECOND) + " s";
        }
        long seconds = Math.round(nanos / SECOND);
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** A moment of a run, in seconds or, after the first two minutes, in minutes too: 12.34 s, 2:05.1. */
    public static String moment(long nanos) {
        if (nanos < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
        }
        long tenths = Math.round(nanos / 1e8);
        return String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** 212,340. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** For an axis: 0, 250, 2k, 2.5k, 1M. */
    public static String roundCount(double count) {
        if (count >= 1e6) {
            return trimmed(count / 1e6) + "M";
        }
        return count >= 1e3 ? trimmed(count / 1e3) + "k" : trimmed(count);
    }

    private static String threeDigits(double value) {
        double size = Math.abs(value);
        int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return decimals == 0 ? text : withoutTrailingZeros(text);
    }

    private static String trimmed(double value) {
        return withoutTrailingZeros(String.format(Locale.ROOT, "%.3f", value));
    }

    private static String withoutTrailingZeros(String decimal) {
        String text = decimal;
        while (text.endsWith("0")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
