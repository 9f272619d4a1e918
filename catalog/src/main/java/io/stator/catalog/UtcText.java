package io.stator.catalog;

/**
 * Times in DynamoDB's messages, in UTC and English. Arithmetic alone: java.time's text comes from data of the JDK, which
 * may differ from one node to another. Stateless.
 */
final class UtcText {
    private static final String[] DAYS = {
        "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
    };
    private static final String[] MONTHS = {
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    };
    private static final int SHORT_CHARS = 3;
    private static final int DAY_SECONDS = 86_400;
    private static final int HOUR_SECONDS = 3_600;
    private static final int MINUTE_SECONDS = 60;
    private static final int NOON = 12;

    private UtcText() {}

    /** Such as "Thursday, October 8, 2026 at 11:20:48 PM Coordinated Universal Time". */
    static String full(long millis) {
        Moment at = Moment.of(millis);
        int hour = at.hour() % NOON == 0 ? NOON : at.hour() % NOON;
        return at.dayName() + ", " + at.monthName() + " " + at.day() + ", " + at.year() + " at " + hour + ":"
                + twoDigits(at.minute()) + ":" + twoDigits(at.second()) + (at.hour() < NOON ? " AM" : " PM")
                + " Coordinated Universal Time";
    }

    /** Such as "Sat Feb 23 03:07:45 UTC 2019". */
    static String brief(long millis) {
        Moment at = Moment.of(millis);
        return at.dayName().substring(0, SHORT_CHARS) + " "
                + at.monthName().substring(0, SHORT_CHARS) + " " + twoDigits(at.day()) + " " + twoDigits(at.hour())
                + ":" + twoDigits(at.minute()) + ":" + twoDigits(at.second()) + " UTC " + at.year();
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /** A second, taken apart; the month from 0. */
    private record Moment(String dayName, long year, int month, int day, int secondOfDay) {

        /** By eras of 400 years, each with as many days, that begin on the first of March. */
        static Moment of(long millis) {
            long seconds = Math.floorDiv(millis, 1_000L);
            long days = Math.floorDiv(seconds, (long) DAY_SECONDS);
            long shifted = days + 719_468;
            long era = Math.floorDiv(shifted, 146_097L);
            long dayOfEra = shifted - era * 146_097;
            long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
            int dayOfYear = (int) (dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
            int monthFromMarch = (5 * dayOfYear + 2) / 153;
            int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
            int month = (monthFromMarch + 2) % MONTHS.length;
            long year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
            return new Moment(DAYS[(int) Math.floorMod(days, (long) DAYS.length)], year, month, day, (int)
                    Math.floorMod(seconds, (long) DAY_SECONDS));
        }

        String monthName() {
            return MONTHS[month];
        }

        int hour() {
            return secondOfDay / HOUR_SECONDS;
        }

        int minute() {
            return secondOfDay % HOUR_SECONDS / MINUTE_SECONDS;
        }

        int second() {
            return secondOfDay % MINUTE_SECONDS;
        }
    }
}
