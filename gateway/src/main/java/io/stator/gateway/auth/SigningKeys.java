package io.stator.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that requests of one day are signed with. Those that have proved good are remembered, so that a request costs one
 * HMAC and not five; a changed secret makes what was remembered worthless. Thread-safe.
 */
final class SigningKeys {
    /** A sender has one for each day and region that it signs for; strangers cannot add any. */
    private static final int REMEMBERED_MAX = 1024;

    private final Map<CredentialScope, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(Secret secret, byte[] key) {}

    byte[] keyFor(CredentialScope scope, Secret secret) {
        Remembered known = remembered.get(scope);
        if (known != null && known.secret().equals(secret)) {
            return known.key();
        }
        byte[] key = hmac(secret.withPrefix("AWS4"), scope.date());
        key = hmac(key, scope.region());
        key = hmac(key, CredentialScope.SERVICE);
        return hmac(key, CredentialScope.TERMINATOR);
    }

    /** A request was rightly signed with it. */
    void remember(CredentialScope scope, Secret secret, byte[] key) {
        Remembered known = remembered.get(scope);
        if (known != null && known.key() == key) {
            return;
        }
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(scope, new Remembered(secret, key));
    }

    int size() {
        return remembered.size();
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
