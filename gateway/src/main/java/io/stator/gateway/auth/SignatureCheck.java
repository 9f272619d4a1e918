package io.stator.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.gateway.http.HttpRequest;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4. Any list of signed headers is checked, if only Host is in it; the time is in what is signed,
 * whether its header is or not. The body's hash is computed: what {@code x-amz-content-sha256} says counts as a header
 * only, so UNSIGNED-PAYLOAD is a wrong signature. Session tokens are passed by.
 *
 * <p>Headers and URI are taken as the bytes that came: one character each.
 */
final class SignatureCheck implements Authentication {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private final Credentials credentials;
    private final InstantSource clock;
    private final SigningKeys keys = new SigningKeys();

    SignatureCheck(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public boolean proves() {
        return true;
    }

    @Override
    public String accessKeyId(HttpRequest request, byte[] bodyHash) {
        SignatureClaim claim = SignatureClaim.of(request);
        String time = SigningTime.checked(claim, clock.instant());
        List<String> signedHeaders = signedHeaders(claim);
        if (!claim.algorithm().equals(ALGORITHM)) {
            throw SignatureClaim.incomplete(
                    "Unsupported AWS 'algorithm': '" + claim.algorithm() + "' (only " + ALGORITHM + " for now). ");
        }
        CredentialScope scope = CredentialScope.of(claim.credential(), time);
        Secret secret = credentials
                .of(scope.accessKeyId())
                .orElseThrow(() -> new ApiException(
                        ApiErrorType.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid."));
        String canonical = canonicalRequest(request, signedHeaders, bodyHash);
        String toSign =
                ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(Hashing.sha256(canonical.getBytes(ISO_8859_1)));
        SecretKeySpec key = keys.keyFor(scope, secret);
        byte[] right = hex(Hashing.hmac(key, toSign)).getBytes(ISO_8859_1);
        if (!MessageDigest.isEqual(right, claim.signature().getBytes(ISO_8859_1))) {
            throw new ApiException(
                    ApiErrorType.INVALID_SIGNATURE,
                    "The request signature we calculated does not match the signature you provided. Check your AWS "
                            + "Secret Access Key and signing method. Consult the service documentation for details.");
        }
        keys.remember(scope, secret, key);
        return scope.accessKeyId();
    }

    /** No name twice: what is signed is then no longer than what was sent. */
    private static List<String> signedHeaders(SignatureClaim claim) {
        List<String> names =
                Arrays.asList(claim.signedHeaders().toLowerCase(Locale.ROOT).split(";", -1));
        if (!names.contains("host")) {
            throw new ApiException(
                    ApiErrorType.INVALID_SIGNATURE, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw SignatureClaim.incomplete("A header is in 'SignedHeaders' more than once. ");
        }
        return names;
    }

    private static String canonicalRequest(HttpRequest request, List<String> signedHeaders, byte[] bodyHash) {
        QueryString query = QueryString.of(request.uri());
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(query.canonicalPath()).append('\n');
        text.append(query.canonicalQuery()).append('\n');
        for (String name : signedHeaders) {
            text.append(name).append(':');
            String separator = "";
            for (String value : request.headers().all(name)) {
                text.append(separator);
                appendTrimmed(text, value);
                separator = ",";
            }
            text.append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.append(hex(bodyHash)).toString();
    }

    /** Without blanks at the ends, and with one where there are more. */
    private static void appendTrimmed(StringBuilder text, String value) {
        boolean blank = false;
        int start = text.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blank = text.length() > start;
            } else {
                if (blank) {
                    text.append(' ');
                    blank = false;
                }
                text.append(c);
            }
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** For tests: keys that are remembered. */
    int keys() {
        return keys.size();
    }
}
