package io.stator.model;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The number part of {@link KeyCodec}'s format, which says what it is. */
final class NumberKeyFormat {
    private static final int NEGATIVE = 0x01;
    private static final int ZERO = 0x02;
    private static final int POSITIVE = 0x03;
    private static final int EXPONENT_BIAS = 64;
    /** Behind sign and exponent. */
    private static final int PAIRS_AT = 2;
    /** 38 digits, the first and the last alone in their pairs. */
    private static final int PAIRS_MAX = 20;

    private NumberKeyFormat() {}

    /** The whole encoding, the type byte included. */
    static byte[] encode(DecimalNumber number, byte typeByte) {
        BigDecimal value = number.toBigDecimal();
        if (value.signum() == 0) {
            return new byte[] {typeByte, ZERO};
        }
        boolean negative = value.signum() < 0;
        int mask = negative ? 0xFF : 0;
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        int first = Math.floorMod(exponent, 2) == 0 ? -1 : 0;
        int pairs = (digits.length() - first + 1) / 2;
        byte[] bytes = new byte[1 + PAIRS_AT + pairs + 1];
        bytes[0] = typeByte;
        bytes[1] = (byte) (negative ? NEGATIVE : POSITIVE);
        bytes[2] = (byte) ((Math.floorDiv(exponent, 2) + 1 + EXPONENT_BIAS) ^ mask);
        for (int i = 0; i < pairs; i++) {
            int at = first + 2 * i;
            bytes[1 + PAIRS_AT + i] = (byte) ((10 * digit(digits, at) + digit(digits, at + 1) + 1) ^ mask);
        }
        bytes[bytes.length - 1] = (byte) mask;
        return bytes;
    }

    private static int digit(String digits, int at) {
        return at < 0 || at >= digits.length() ? 0 : digits.charAt(at) - '0';
    }

    /** @return where the number that starts at this offset, behind its type byte, ends */
    static int end(byte[] bytes, int start) {
        if (start >= bytes.length) {
            throw malformed();
        }
        int sign = bytes[start];
        if (sign == ZERO) {
            return start + 1;
        }
        if (sign != NEGATIVE && sign != POSITIVE) {
            throw malformed();
        }
        int terminator = sign == NEGATIVE ? 0xFF : 0;
        int last = Math.min(bytes.length - 1, start + PAIRS_AT + PAIRS_MAX);
        for (int at = start + PAIRS_AT; at <= last; at++) {
            if ((bytes[at] & 0xFF) == terminator) {
                return at + 1;
            }
        }
        throw malformed();
    }

    /** Reads what {@link #end} has found the end of; its terminator is the last byte. */
    static DecimalNumber decode(byte[] bytes, int start, int end) {
        if (bytes[start] == ZERO) {
            return DecimalNumber.ZERO;
        }
        boolean negative = bytes[start] == NEGATIVE;
        int mask = negative ? 0xFF : 0;
        int pairs = end - 1 - start - PAIRS_AT;
        int exponent = ((bytes[start + 1] & 0xFF) ^ mask) - EXPONENT_BIAS;
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < pairs; i++) {
            int pair = ((bytes[start + PAIRS_AT + i] & 0xFF) ^ mask) - 1;
            unscaled = unscaled.multiply(BigInteger.valueOf(100)).add(BigInteger.valueOf(pair));
        }
        BigDecimal magnitude = new BigDecimal(unscaled, 2 * (pairs - exponent));
        return DecimalNumber.of(negative ? magnitude.negate() : magnitude);
    }

    static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed key encoding");
    }
}
