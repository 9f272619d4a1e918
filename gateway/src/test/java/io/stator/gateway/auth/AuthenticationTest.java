package io.stator.gateway.auth;

import static io.stator.gateway.auth.SignedRequests.KEY_ID;
import static io.stator.gateway.auth.SignedRequests.SECRET;
import static io.stator.gateway.auth.SignedRequests.SIGNED_AT;
import static io.stator.gateway.auth.SignedRequests.hash;
import static io.stator.gateway.auth.SignedRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.gateway.http.HttpRequest;
import io.stator.gateway.http.RequestHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unless a comment says otherwise, messages are those that dynalite's author found DynamoDB to have. */
class AuthenticationTest {
    private static final String WRONG =
            "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
    private static final String SCOPE = KEY_ID + "/20261127/us-east-1/dynamodb/aws4_request";
    private static final String TIME = "20261127T030000Z";

    private static Authentication at(Instant now) {
        return Authentication.required(
                id -> id.equals(KEY_ID) ? Optional.of(SECRET) : Optional.empty(), InstantSource.fixed(now));
    }

    private static void assertRefused(ThrowingCallable call, ApiErrorType type, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.type()).isEqualTo(type))
                .hasMessage(message);
    }

    private static void assertRefused(HttpRequest request, ApiErrorType type, String message) {
        assertRefused(() -> at(SIGNED_AT).accessKeyId(request, hash(request)), type, message);
    }

    @Test
    void acceptsWhatBotocoreSigned() throws IOException {
        Map<String, HttpRequest> requests = SignedRequests.all();
        assertThat(requests).hasSize(12);
        Authentication authentication = at(SIGNED_AT);
        for (int round = 0; round < 2; round++) {
            requests.forEach((name, request) -> assertThat(authentication.accessKeyId(request, hash(request)))
                    .as(name)
                    .isEqualTo(KEY_ID));
        }
        assertThat(((SignatureCheck) authentication).keys()).isEqualTo(2);
    }

    @Test
    void refusesAllThatWasChanged() throws IOException {
        for (HttpRequest request : SignedRequests.all().values()) {
            byte[] body = java.util.Arrays.copyOf(request.sent(), request.sent().length + 1);
            List<HttpRequest> changed = new ArrayList<>(List.of(
                    new HttpRequest("GET", request.uri(), request.headers(), body, body),
                    new HttpRequest(request.method(), request.uri(), request.headers(), body, body)));
            String separator = request.uri().contains("?") ? "&" : "?";
            changed.add(new HttpRequest(
                    request.method(),
                    request.uri() + separator + "x=y",
                    request.headers(),
                    request.sent(),
                    request.body()));
            changed.add(new HttpRequest(
                    request.method(), "/x" + request.uri(), request.headers(), request.sent(), request.body()));
            changed.add(with(request, "host", "localhost:8001"));
            for (HttpRequest wrong : changed) {
                assertRefused(wrong, ApiErrorType.INVALID_SIGNATURE, WRONG);
            }
        }
    }

    /** A signed header that has another value, or one more, is seen; so is one that is gone. */
    @Test
    void refusesChangedHeaders() throws IOException {
        HttpRequest request = SignedRequests.all().get("SDK for Java v2");
        for (String name : List.of("amz-sdk-invocation-id", "content-length", "x-amz-target", "x-amz-content-sha256")) {
            assertRefused(with(request, name, "changed"), ApiErrorType.INVALID_SIGNATURE, WRONG);
            assertRefused(with(request, name, null), ApiErrorType.INVALID_SIGNATURE, WRONG);
        }
        // Even UNSIGNED-PAYLOAD: the body is always hashed.
        assertRefused(with(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ApiErrorType.INVALID_SIGNATURE, WRONG);
    }

    /** With a header replaced, or without it. */
    private static HttpRequest with(HttpRequest request, String name, String value) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String kept : List.of(
                "authorization",
                "amz-sdk-invocation-id",
                "amz-sdk-request",
                "content-length",
                "content-type",
                "date",
                "host",
                "x-amz-content-sha256",
                "x-amz-date",
                "x-amz-meta",
                "x-amz-security-token",
                "x-amz-target",
                "x-amz-user-agent")) {
            if (!kept.equals(name)) {
                request.headers().all(kept).forEach(old -> headers.add(Map.entry(kept, old)));
            } else if (value != null) {
                headers.add(Map.entry(kept, value));
            }
        }
        return new HttpRequest(
                request.method(), request.uri(), RequestHeaders.of(headers), request.sent(), request.body());
    }

    @Test
    void joinsHeadersThatAreThereTwice() {
        // The signature was computed with Python's hmac over "x-a:1,2 3".
        String authorization =
                "AWS4-HMAC-SHA256 Credential=" + SCOPE + ", SignedHeaders=host;x-a;x-amz-date, Signature="
                        + "7ac4bc001aec3b563f67805cec3ad6fa5a80968087d2ef070117c438b0b5d465";
        HttpRequest request = request(
                "/", "host", "h", "x-a", "1", "X-A", "2   3", "x-amz-date", TIME, "Authorization", authorization);
        assertThat(at(SIGNED_AT).accessKeyId(request, hash(request))).isEqualTo(KEY_ID);
    }

    @Test
    void refusesAnotherSecret() throws IOException {
        HttpRequest request = SignedRequests.all().get("AWS CLI");
        Authentication other =
                Authentication.required(id -> Optional.of(new Secret("another")), InstantSource.fixed(SIGNED_AT));
        assertRefused(() -> other.accessKeyId(request, hash(request)), ApiErrorType.INVALID_SIGNATURE, WRONG);
        assertThat(((SignatureCheck) other).keys()).isZero();
        Authentication none = Authentication.required(id -> Optional.empty(), InstantSource.fixed(SIGNED_AT));
        assertRefused(
                () -> none.accessKeyId(request, hash(request)),
                ApiErrorType.UNRECOGNIZED_CLIENT,
                "The security token included in the request is invalid.");
    }

    /** A key that was remembered is worth nothing when the secret changes. */
    @Test
    void forgetsASecretThatChanged() throws IOException {
        HttpRequest request = SignedRequests.all().get("AWS CLI");
        List<Secret> secret = new ArrayList<>(List.of(SECRET));
        Authentication authentication =
                Authentication.required(id -> Optional.of(secret.get(0)), InstantSource.fixed(SIGNED_AT));
        assertThat(authentication.accessKeyId(request, hash(request))).isEqualTo(KEY_ID);
        secret.set(0, new Secret("new"));
        assertRefused(() -> authentication.accessKeyId(request, hash(request)), ApiErrorType.INVALID_SIGNATURE, WRONG);
    }

    @Test
    void boundsTheKeysItRemembers() {
        SigningKeys keys = new SigningKeys();
        for (int i = 0; i < 5000; i++) {
            CredentialScope scope = new CredentialScope("k" + i, "20261127", "r");
            keys.remember(scope, SECRET, keys.keyFor(scope, SECRET));
            assertThat(keys.size()).isLessThanOrEqualTo(1024);
        }
    }

    @Test
    void acceptsFifteenMinutesEitherWay() throws IOException {
        HttpRequest request = SignedRequests.all().get("AWS CLI");
        for (long seconds : new long[] {-900, 0, 900}) {
            assertThat(at(SIGNED_AT.plusSeconds(seconds)).accessKeyId(request, hash(request)))
                    .isEqualTo(KEY_ID);
        }
        assertRefused(
                () -> at(SIGNED_AT.plusSeconds(901)).accessKeyId(request, hash(request)),
                ApiErrorType.INVALID_SIGNATURE,
                "Signature expired: 20261127T030000Z is now earlier than 20261127T030001Z (20261127T031501Z - 15 min.)");
        assertRefused(
                () -> at(SIGNED_AT.minusSeconds(901)).accessKeyId(request, hash(request)),
                ApiErrorType.INVALID_SIGNATURE,
                "Signature not yet current: 20261127T030000Z is still later than 20261127T025959Z (20261127T024459Z + 15 min.)");
    }

    /** Dates are remembered: each for itself. */
    @Test
    void oneDateIsNotTakenForAnother() throws IOException {
        HttpRequest request = SignedRequests.all().get("AWS CLI");
        for (int round = 0; round < 2; round++) {
            assertThat(at(SIGNED_AT).accessKeyId(request, hash(request))).isEqualTo(KEY_ID);
            assertRefused(
                    signed("20261127T024459Z", "AWS4-HMAC-SHA256", SCOPE, "host"),
                    ApiErrorType.INVALID_SIGNATURE,
                    "Signature expired: 20261127T024459Z is now earlier than 20261127T024500Z (20261127T030000Z - 15 min.)");
            assertRefused(
                    signed("20261327T030000Z", "AWS4-HMAC-SHA256", SCOPE, "host"),
                    ApiErrorType.INCOMPLETE_SIGNATURE,
                    "Date must be in ISO-8601 'basic format'. Got '20261327T030000Z'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    @Test
    void takesPresignedRequestsAsLongAsTheySay() throws IOException {
        HttpRequest request = SignedRequests.all().get("presigned");
        assertThat(at(SIGNED_AT.plus(Duration.ofHours(1))).accessKeyId(request, hash(request)))
                .isEqualTo(KEY_ID);
        // Believed: the minutes in the message.
        assertRefused(
                () -> at(SIGNED_AT.plusSeconds(3601)).accessKeyId(request, hash(request)),
                ApiErrorType.INVALID_SIGNATURE,
                "Signature expired: 20261127T030000Z is now earlier than 20261127T030001Z (20261127T040001Z - 60 min.)");
        for (String expires : List.of("0", "604801", "-1", "x", "", "99999999999999")) {
            HttpRequest wrong = request(request.uri().replace("Expires=3600", "Expires=" + expires), "host", "h");
            assertThatThrownBy(() -> at(SIGNED_AT).accessKeyId(wrong, hash(wrong)))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.type()).isEqualTo(ApiErrorType.INCOMPLETE_SIGNATURE));
        }
    }

    private static HttpRequest signed(String date, String algorithm, String credential, String signedHeaders) {
        return request(
                "/",
                "host",
                "h",
                "x-amz-date",
                date,
                "Authorization",
                algorithm + " Credential=" + credential + ", SignedHeaders=" + signedHeaders + ", Signature=00");
    }

    @ParameterizedTest
    @CsvSource({"201", "20261327T030000Z", "20261127T250000Z", "2026-11-27T03:00:00Z", "Fri, 27 Foo 2026 03:00:00 GMT"})
    void refusesDatesThatAreNone(String date) {
        assertRefused(
                signed(date, "AWS4-HMAC-SHA256", SCOPE, "host"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "Date must be in ISO-8601 'basic format'. Got '" + date
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    @Test
    void checksWhatASignatureSaysInDynamoDbsOrder() {
        assertRefused(
                signed(TIME, "AWS4-HMAC-SHA25", "x", "x-amz-date"),
                ApiErrorType.INVALID_SIGNATURE,
                "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        assertRefused(
                signed(TIME, "AWS4-HMAC-SHA25", "x", "HOST"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ");
        assertRefused(
                signed(TIME, "AWS4-HMAC-SHA256", "a/b/c/d", "host"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                        + "got 'a/b/c/d'");
        assertRefused(
                signed(TIME, "AWS4-HMAC-SHA256", "a/b//d/e", "host"),
                ApiErrorType.INVALID_SIGNATURE,
                "Credential should be scoped to a valid region, not ''. "
                        + "Credential should be scoped to correct service: 'dynamodb'. "
                        + "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. "
                        + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                        + "'b' != '20261127', from '20261127T030000Z'. ");
        assertRefused(
                signed(TIME, "AWS4-HMAC-SHA256", SCOPE.replace(KEY_ID, "nobody"), "host"),
                ApiErrorType.UNRECOGNIZED_CLIENT,
                "The security token included in the request is invalid.");
        // Trailing slashes are ignored.
        assertRefused(signed(TIME, "AWS4-HMAC-SHA256", SCOPE + "//", "host"), ApiErrorType.INVALID_SIGNATURE, WRONG);
        // Ours: with names repeated, what is signed could be far longer than what was sent.
        assertRefused(
                signed(TIME, "AWS4-HMAC-SHA256", SCOPE, "host;host"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "A header is in 'SignedHeaders' more than once. ");
    }

    @Test
    void requiresASignature() {
        String missing = "Request is missing Authentication Token";
        for (Authentication authentication : List.of(at(SIGNED_AT), Authentication.open())) {
            for (HttpRequest request : List.of(
                    request("/"),
                    request("/", "Authorization", "AWS4"),
                    request("/?X-Amz-Algorith", "Authorization", "X"),
                    request("/?X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d"))) {
                assertRefused(
                        () -> authentication.accessKeyId(request, hash(request)),
                        ApiErrorType.MISSING_AUTHENTICATION_TOKEN,
                        missing);
            }
        }
        assertRefused(
                request("/?X-Amz-Algorithm", "Authorization", "X"),
                ApiErrorType.INVALID_SIGNATURE,
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused(
                request("/", "Authorization", "AWS4-"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                        + "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header "
                        + "requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-");
        for (String separator : List.of(" ", ",", ", ")) {
            String header = "AWS4- Signature=b" + separator + "Credential=a";
            assertRefused(
                    request("/", "Authorization", header, "Date", "a"),
                    ApiErrorType.INCOMPLETE_SIGNATURE,
                    "Authorization header requires 'SignedHeaders' parameter. Authorization=" + header);
        }
        String unpaired = "AWS4-HMAC-SHA256 Signature=b,    Credential,    SignedHeaders";
        assertRefused(
                request("/", "Authorization", unpaired, "Date", "a"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: '" + unpaired
                        + "'.");
        assertRefused(
                request("/?X-Amz-Algorithm"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include "
                        + "'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS "
                        + "query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must "
                        + "include 'X-Amz-Date'. Re-examine the query-string parameters.");
        assertRefused(
                request("/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d"),
                ApiErrorType.INCOMPLETE_SIGNATURE,
                "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.");
    }

    @Test
    void openAuthenticationTakesAnyCredentials() throws IOException {
        HttpRequest request = signed("any", "AWS4-HMAC-SHA256", "anybody/x", "host");
        assertThat(Authentication.open().accessKeyId(request, hash(request))).isEqualTo("anybody");
        HttpRequest presigned = SignedRequests.all().get("presigned");
        assertThat(Authentication.open().accessKeyId(presigned, new byte[0])).isEqualTo(KEY_ID);
        assertThat(Authentication.open().proves()).isFalse();
        assertThat(at(SIGNED_AT).proves()).isTrue();
    }

    @Test
    void secretsDoNotShowThemselves() {
        assertThat(SECRET.toString()).isEqualTo("Secret");
        assertThat(SECRET).isEqualTo(new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        assertThat(SECRET).isNotEqualTo(new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEX"));
    }
}
