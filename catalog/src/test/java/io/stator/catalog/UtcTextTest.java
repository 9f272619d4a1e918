package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTextTest {

    @Test
    void timesAreAsInDynamoDbsMessages() {
        assertThat(UtcText.full(Instant.parse("2026-10-08T23:20:48.9Z").toEpochMilli()))
                .isEqualTo("Thursday, October 8, 2026 at 11:20:48 PM Coordinated Universal Time");
        assertThat(UtcText.full(Instant.parse("2026-10-09T00:00:00Z").toEpochMilli()))
                .isEqualTo("Friday, October 9, 2026 at 12:00:00 AM Coordinated Universal Time");
        assertThat(UtcText.full(Instant.parse("2024-02-29T12:05:09Z").toEpochMilli()))
                .isEqualTo("Thursday, February 29, 2024 at 12:05:09 PM Coordinated Universal Time");
        assertThat(UtcText.brief(Instant.parse("2019-02-23T03:07:45Z").toEpochMilli()))
                .isEqualTo("Sat Feb 23 03:07:45 UTC 2019");
    }

    /** What java.time says of it, which apply must not ask. */
    @Test
    void everyDayIsTheCalendars() {
        DateTimeFormatter calendar = DateTimeFormatter.ofPattern(
                        "EEEE, MMMM d, uuuu 'at' h:mm:ss a 'Coordinated Universal Time'", Locale.US)
                .withZone(ZoneOffset.UTC);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(Instant.parse("2400-12-31T23:59:59Z").toEpochMilli());
            assertThat(UtcText.full(millis))
                    .as("seed %d, millis %d", seed, millis)
                    .isEqualTo(calendar.format(Instant.ofEpochMilli(millis)));
        }
    }
}
