package io.stator.server.users;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens secrets by AES-256-GCM. A sealed secret is
 *
 * <pre>
 * format      1 byte    1
 * nonce       12 bytes  random
 * ciphertext            with a tag of 16 bytes behind it; the access key id is authenticated with it
 * </pre>
 *
 * so that it cannot be passed off as another user's. Thread-safe.
 */
public final class SecretSealer {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SecretSealer(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    ByteString seal(String secret, String accessKeyId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, accessKeyId).doFinal(secret.getBytes(StandardCharsets.US_ASCII));
            return ByteString.copyFrom(new byte[] {FORMAT})
                    .concat(ByteString.copyFrom(nonce))
                    .concat(ByteString.copyFrom(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot seal secrets", e);
        }
    }

    /** Empty: it was sealed by another key, for another access key id, in a newer format, or it is damaged. */
    Optional<String> open(ByteString sealed, String accessKeyId) {
        if (sealed.size() < 1 + NONCE_BYTES + TAG_BYTES || sealed.byteAt(0) != FORMAT) {
            return Optional.empty();
        }
        byte[] nonce = sealed.substring(1, 1 + NONCE_BYTES).toByteArray();
        try {
            byte[] secret = cipher(Cipher.DECRYPT_MODE, nonce, accessKeyId)
                    .doFinal(sealed.substring(1 + NONCE_BYTES).toByteArray());
            return Optional.of(new String(secret, StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String accessKeyId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce));
        cipher.updateAAD(accessKeyId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "sealer of secrets";
    }
}
