package io.stator.model;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** Strings as UTF-8: their length, their bytes, and their order, which is not that of String.compareTo. */
public final class Utf8 {
    /** By unsigned UTF-8 bytes, which is by code points. */
    public static final Comparator<String> ORDER = Utf8::compare;

    private Utf8() {}

    /**
     * @return length in bytes
     * @throws StatorException ValidationException if the text has an unpaired surrogate: UTF-8 has no
     *     bytes for it
     */
    public static int length(String text) {
        int chars = text.length();
        int bytes = chars;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes++;
            } else if (!Character.isSurrogate(c)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2;
                i++;
            } else {
                throw StatorException.validation(
                        "One or more parameter values were invalid: A string is not valid Unicode");
            }
        }
        return bytes;
    }

    /** @throws StatorException as {@link #length} */
    static byte[] bytes(String text) {
        length(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Surrogates stand for code points above all that fit one char, but U+E000..U+FFFF lie above them as chars. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
