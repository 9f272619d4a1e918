package io.stator.model;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads a number's text, which is untrusted: nothing large is built before its digits are counted. */
final class DecimalParser {
    private static final int LONG_DIGITS_MAX = 18;
    private static final int EXPONENT_FAR_OUT = 1_000_000;

    private final String text;
    private int at;

    private DecimalParser(String text) {
        this.text = text;
    }

    /** A legal number without trailing zeros; zero has scale 0. */
    static BigDecimal parse(String text) {
        if (text.isEmpty()) {
            throw StatorException.validation("The parameter cannot be converted to a numeric value");
        }
        if (text.length() > Limits.NUMBER_TEXT_CHARS_MAX) {
            throw notNumeric(text);
        }
        return new DecimalParser(text).parse();
    }

    private BigDecimal parse() {
        boolean negative = text.charAt(0) == '-';
        if (negative || text.charAt(0) == '+') {
            at++;
        }
        StringBuilder digits = new StringBuilder(text.length());
        int scale = readDigits(digits) - readExponent();
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
            scale--;
        }
        if (end == 0) {
            return BigDecimal.ZERO;
        }
        DecimalNumber.checkRange(end, end - 1L - scale);
        digits.setLength(end);
        BigDecimal magnitude = end <= LONG_DIGITS_MAX
                ? BigDecimal.valueOf(Long.parseLong(digits, 0, end, 10), scale)
                : new BigDecimal(new BigInteger(digits.toString()), scale);
        return negative ? magnitude.negate() : magnitude;
    }

    /**
     * Reads digits with or without a point, and keeps them but for leading zeros.
     *
     * @return how many stand behind the point
     */
    private int readDigits(StringBuilder digits) {
        boolean any = false;
        boolean point = false;
        int fraction = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isDigit(c)) {
                any = true;
                fraction += point ? 1 : 0;
                if (c != '0' || digits.length() > 0) {
                    digits.append(c);
                }
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (!any) {
            throw notNumeric(text);
        }
        return fraction;
    }

    /** Reads the exponent, if there is one, to the end of the text. One that is out of any range stays so. */
    private int readExponent() {
        if (at == text.length()) {
            return 0;
        }
        char mark = text.charAt(at++);
        if ((mark != 'e' && mark != 'E') || at == text.length()) {
            throw notNumeric(text);
        }
        boolean negative = text.charAt(at) == '-';
        if (negative || text.charAt(at) == '+') {
            at++;
        }
        if (at == text.length()) {
            throw notNumeric(text);
        }
        int exponent = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!isDigit(c)) {
                throw notNumeric(text);
            }
            exponent = Math.min(exponent * 10 + (c - '0'), EXPONENT_FAR_OUT);
        }
        return negative ? -exponent : exponent;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static StatorException notNumeric(String text) {
        return StatorException.validation(
                "The parameter cannot be converted to a numeric value: " + MessageText.shortened(text));
    }
}
