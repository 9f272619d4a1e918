package io.stator.model.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as DynamoDB takes it: with all its padding, and no bit set that belongs to no byte. Decodes where the text lies,
 * without a string of it, for what binaries cost is most of what it costs to read them.
 */
final class Base64Text {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte NONE = -1;
    private static final byte[] SIX_BITS = new byte[128];
    private static final byte[] NOTHING = {};

    static {
        Arrays.fill(SIX_BITS, NONE);
        for (int i = 0; i < ALPHABET.length(); i++) {
            SIX_BITS[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private Base64Text() {}

    static boolean hasCharacter(char c) {
        return sixBits(c) >= 0;
    }

    /** @return null if it is not such a text */
    static byte @Nullable [] decode(char[] text, int from, int length) {
        if (length % 4 != 0) {
            return null;
        }
        if (length == 0) {
            return NOTHING;
        }
        int end = from + length;
        int padding = text[end - 1] != '=' ? 0 : text[end - 2] != '=' ? 1 : 2;
        byte[] bytes = new byte[length / 4 * 3 - padding];
        int wholeEnd = padding == 0 ? end : end - 4;
        int at = 0;
        for (int i = from; i < wholeEnd; i += 4) {
            int bits = sixBits(text[i]) << 18
                    | sixBits(text[i + 1]) << 12
                    | sixBits(text[i + 2]) << 6
                    | sixBits(text[i + 3]);
            if (bits < 0) {
                return null;
            }
            bytes[at] = (byte) (bits >> 16);
            bytes[at + 1] = (byte) (bits >> 8);
            bytes[at + 2] = (byte) bits;
            at += 3;
        }
        return padding == 0 || decodeLast(text, wholeEnd, bytes, at) ? bytes : null;
    }

    /** The four characters at the end that make up one or two bytes. */
    private static boolean decodeLast(char[] text, int from, byte[] bytes, int at) {
        boolean two = text[from + 2] != '=';
        int bits = sixBits(text[from]) << 12 | sixBits(text[from + 1]) << 6 | (two ? sixBits(text[from + 2]) : 0);
        int unused = bits & (two ? 0b11 : 0b1111_000000);
        if (bits < 0 || unused != 0) {
            return false;
        }
        bytes[at] = (byte) (bits >> 10);
        if (two) {
            bytes[at + 1] = (byte) (bits >> 2);
        }
        return true;
    }

    /** Negative if it is none of the alphabet; also when shifted, and among others. */
    private static int sixBits(char c) {
        return c < SIX_BITS.length ? SIX_BITS[c] : NONE;
    }
}
