package io.stator.gateway.auth;

import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a request was signed: neither too long ago nor in the future. */
final class SigningTime {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int BASIC_CHARS = 16;

    /** DynamoDB: how far clocks may be apart, and how old a request may be. */
    private static final Duration SKEW_MAX = Duration.ofMinutes(15);

    /** AWS: a week; how long a presigned request may be good. */
    private static final int EXPIRES_SECONDS_MAX = 604_800;

    /** What was read last: most requests of a second say the same. */
    private static volatile @Nullable ReadDate last;

    private record ReadDate(String date, Instant instant, String time) {}

    private SigningTime() {}

    /**
     * @return the time in ISO 8601's basic format, as it is signed
     * @throws ApiException if it cannot be read, or now is not within its time
     */
    static String checked(SignatureClaim claim, Instant now) {
        ReadDate read = read(claim.date());
        Instant signed = read.instant;
        String time = read.time;
        Duration good = goodFor(claim);
        Instant earliest = now.minus(good);
        if (signed.isBefore(earliest)) {
            throw new ApiException(
                    ApiErrorType.INVALID_SIGNATURE,
                    "Signature expired: " + time + " is now earlier than " + text(earliest) + " (" + text(now) + " - "
                            + good.toMinutes() + " min.)");
        }
        Instant latest = now.plus(SKEW_MAX);
        if (signed.isAfter(latest)) {
            throw new ApiException(
                    ApiErrorType.INVALID_SIGNATURE,
                    "Signature not yet current: " + time + " is still later than " + text(latest) + " (" + text(now)
                            + " + " + SKEW_MAX.toMinutes() + " min.)");
        }
        return time;
    }

    private static ReadDate read(String date) {
        ReadDate known = last;
        if (known != null && known.date.equals(date)) {
            return known;
        }
        Instant instant = instant(date);
        if (instant == null) {
            throw SignatureClaim.incomplete("Date must be in ISO-8601 'basic format'. Got '" + date
                    + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
        ReadDate read = new ReadDate(date, instant, text(instant));
        last = read;
        return read;
    }

    /** A presigned request says so itself, if it likes. */
    private static Duration goodFor(SignatureClaim claim) {
        String expires = claim.expires();
        if (expires == null) {
            return SKEW_MAX;
        }
        boolean number =
                !expires.isEmpty() && expires.length() <= 6 && expires.chars().allMatch(c -> c >= '0' && c <= '9');
        int seconds = number ? Integer.parseInt(expires) : 0;
        if (seconds < 1 || seconds > EXPIRES_SECONDS_MAX) {
            throw SignatureClaim.incomplete("X-Amz-Expires must be a number of seconds from 1 to " + EXPIRES_SECONDS_MAX
                    + ". Re-examine the query-string parameters.");
        }
        return Duration.ofSeconds(seconds);
    }

    /** X-Amz-Date has the basic format, Date may have HTTP's own. */
    private static @Nullable Instant instant(String date) {
        try {
            return date.length() == BASIC_CHARS
                    ? LocalDateTime.parse(date, BASIC).toInstant(ZoneOffset.UTC)
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static String text(Instant instant) {
        return BASIC.format(instant.atOffset(ZoneOffset.UTC));
    }
}
