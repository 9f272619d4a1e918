package io.stator.server.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stator.gateway.auth.Hashing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs POSTs to the path / by AWS Signature Version 4, with the headers that {@link #SIGNED_HEADERS} names. What is the same
 * for a second is made once in it. Thread-safe.
 */
final class RequestSigner {
    static final String CONTENT_TYPE = "application/x-amz-json-1.0";

    private static final String SIGNED_HEADERS = "content-type;host;x-amz-date;x-amz-target";
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "dynamodb";
    private static final String TERMINATOR = "aws4_request";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DAY_CHARS = 8;

    private final AccessKey key;
    private final InstantSource clock;
    private volatile Moment moment;

    /**
     * A second, and what is signed with in it.
     *
     * @param time in ISO 8601's basic format
     */
    private record Moment(long second, String time, String scope, SecretKeySpec signingKey) {}

    /** The values of two headers. */
    record Signature(String date, String authorization) {}

    RequestSigner(AccessKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
        this.moment = at(clock.instant());
    }

    Signature sign(String host, String target, byte[] body) {
        Moment now = now();
        String canonical = "POST\n/\n\ncontent-type:" + CONTENT_TYPE + "\nhost:" + host + "\nx-amz-date:" + now.time
                + "\nx-amz-target:" + target + "\n\n" + SIGNED_HEADERS + "\n" + hex(Hashing.sha256(body));
        String toSign = ALGORITHM + "\n" + now.time + "\n" + now.scope + "\n"
                + hex(Hashing.sha256(canonical.getBytes(ISO_8859_1)));
        return new Signature(
                now.time,
                ALGORITHM + " Credential=" + key.id() + "/" + now.scope + ", SignedHeaders=" + SIGNED_HEADERS
                        + ", Signature=" + hex(Hashing.hmac(now.signingKey, toSign)));
    }

    private Moment now() {
        Instant instant = clock.instant();
        Moment last = moment;
        if (last.second == instant.getEpochSecond()) {
            return last;
        }
        Moment now = at(instant);
        moment = now;
        return now;
    }

    private Moment at(Instant instant) {
        String time = TIME.format(instant);
        String day = time.substring(0, DAY_CHARS);
        SecretKeySpec signing = Hashing.key(("AWS4" + key.secret()).getBytes(UTF_8));
        for (String step : new String[] {day, GatewayAccess.REGION, SERVICE, TERMINATOR}) {
            signing = Hashing.key(Hashing.hmac(signing, step));
        }
        return new Moment(
                instant.getEpochSecond(),
                time,
                day + "/" + GatewayAccess.REGION + "/" + SERVICE + "/" + TERMINATOR,
                signing);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
