package io.stator.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA-256, by objects that each thread has once: to look one up costs as much as to hash little. */
public final class Hashing {
    private static final String HMAC = "HmacSHA256";

    private static final ThreadLocal<MessageDigest> DIGEST =
            ThreadLocal.withInitial(() -> made(() -> MessageDigest.getInstance("SHA-256")));
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(() -> made(() -> Mac.getInstance(HMAC)));

    private Hashing() {}

    private interface Making<T> {
        T make() throws GeneralSecurityException;
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and HMAC-SHA-256", e);
        }
    }

    public static byte[] sha256(byte[] bytes) {
        return DIGEST.get().digest(bytes);
    }

    /** A key of HMAC-SHA-256. */
    public static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    /** @param text one byte for each character */
    public static byte[] hmac(SecretKeySpec key, String text) {
        return made(() -> {
            Mac mac = MAC.get();
            mac.init(key);
            return mac.doFinal(text.getBytes(ISO_8859_1));
        });
    }
}
