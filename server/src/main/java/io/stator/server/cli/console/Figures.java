package io.stator.server.cli.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Figures {
    private Figures() {}

    /** With a comma at each thousand. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits that matter. */
    public static String decimal(double number) {
        double size = Math.abs(number);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", number);
    }

    /** 5.2 s, 3 min 05 s, 2 h 03 min, 4 d 02 h. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%d d %02d h", seconds / 86_400, seconds / 3600 % 24);
    }

    /** The noun with the number in front, in the plural by an s. */
    public static String counted(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
