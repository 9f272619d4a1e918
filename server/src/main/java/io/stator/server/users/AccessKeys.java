package io.stator.server.users;

import java.security.SecureRandom;

/** Makes access keys of the form that AWS's have, so that every SDK takes them. Thread-safe. */
final class AccessKeys {
    private static final String ID_PREFIX = "AKIA";
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_CHARS = 20;
    private static final String SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int SECRET_CHARS = 40;

    private final SecureRandom random = new SecureRandom();

    /** 20 characters, of which 80 bits are random. */
    String id() {
        return ID_PREFIX + letters(ID_LETTERS, ID_CHARS - ID_PREFIX.length());
    }

    /** 40 characters: 240 random bits. */
    String secret() {
        return letters(SECRET_LETTERS, SECRET_CHARS);
    }

    private String letters(String of, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return text.toString();
    }
}
