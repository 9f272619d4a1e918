package io.stator.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;

/** A secret access key. Never shows itself. Immutable. */
public final class Secret {
    private final byte[] key;

    public Secret(String key) {
        this.key = key.getBytes(UTF_8);
    }

    /** What signing starts from. */
    byte[] withPrefix(String prefix) {
        byte[] start = prefix.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + key.length);
        System.arraycopy(key, 0, all, start.length, key.length);
        return all;
    }

    /** Takes the same time for whatever differs. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
