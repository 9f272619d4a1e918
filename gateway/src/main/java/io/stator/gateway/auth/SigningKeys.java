package io.stator.gateway.auth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that requests of one day are signed with. Those that have proved good are remembered, so that a request costs one
 * HMAC and not five; a changed secret makes what was remembered worthless. Thread-safe.
 */
final class SigningKeys {
    /** A sender has one for each day and region that it signs for; strangers cannot add any. */
    private static final int REMEMBERED_MAX = 1024;

    private final Map<CredentialScope, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(Secret secret, SecretKeySpec key) {}

    SecretKeySpec keyFor(CredentialScope scope, Secret secret) {
        Remembered known = remembered.get(scope);
        if (known != null && known.secret().equals(secret)) {
            return known.key();
        }
        SecretKeySpec key = Hashing.key(secret.withPrefix("AWS4"));
        for (String step : List.of(scope.date(), scope.region(), CredentialScope.SERVICE, CredentialScope.TERMINATOR)) {
            key = Hashing.key(Hashing.hmac(key, step));
        }
        return key;
    }

    /** A request was rightly signed with it. */
    void remember(CredentialScope scope, Secret secret, SecretKeySpec key) {
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
}
