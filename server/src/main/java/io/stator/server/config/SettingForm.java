package io.stator.server.config;

import java.util.regex.Pattern;

/** What the value of a setting may be. */
sealed interface SettingForm {

    /** A whole number, both ends inclusive; byte counts may end in KB, MB or GB (powers of 1024). */
    record Number(long min, long max, Unit unit) implements SettingForm {}

    /** Text of a form; described for messages. */
    record Text(Pattern pattern, String description) implements SettingForm {}

    /** A file system path. */
    record Directory() implements SettingForm {}

    /** The initial members of the cluster. */
    record Members() implements SettingForm {}

    /** Of a number. */
    enum Unit {
        COUNT(""),
        MILLIS("ms"),
        BYTES("bytes"),
        PERCENT("%"),
        PORT("");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
