package io.stator.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB number: zero, or up to 38 significant decimal digits whose first one stands for 1E-130 to
 * 1E+125, of either sign. Equal if numerically equal. Immutable.
 */
public final class DecimalNumber implements Comparable<DecimalNumber> {
    public static final DecimalNumber ZERO = new DecimalNumber(BigDecimal.ZERO);

    private static final int PLAIN_CHARS_MAX = 40;

    /** Without trailing zeros; zero has scale 0. So equality of the fields is numeric equality. */
    private final BigDecimal value;

    private DecimalNumber(BigDecimal value) {
        this.value = value;
    }

    /**
     * Reads decimal text, with or without an exponent; ASCII digits only, no blanks.
     *
     * @throws StatorException ValidationException with DynamoDB's message if it is no such number
     */
    public static DecimalNumber parse(String text) {
        BigDecimal value = DecimalParser.parse(text);
        return value.signum() == 0 ? ZERO : new DecimalNumber(value);
    }

    public static DecimalNumber of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    /** @throws StatorException ValidationException with DynamoDB's message if it has too many digits or is out of range */
    public static DecimalNumber of(BigDecimal value) {
        if (value.signum() == 0) {
            return ZERO;
        }
        BigDecimal canonical = value.stripTrailingZeros();
        checkRange(canonical.precision(), canonical.precision() - 1L - canonical.scale());
        return new DecimalNumber(canonical);
    }

    static void checkRange(int digits, long exponent) {
        if (exponent > Limits.NUMBER_EXPONENT_MAX) {
            throw StatorException.validation(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < Limits.NUMBER_EXPONENT_MIN) {
            throw StatorException.validation(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        if (digits > Limits.NUMBER_DIGITS_MAX) {
            throw StatorException.validation("Attempting to store more than 38 significant digits in a Number");
        }
    }

    /** Without trailing zeros. */
    public BigDecimal toBigDecimal() {
        return value;
    }

    /**
     * The exact sum.
     *
     * @throws StatorException ValidationException with DynamoDB's message on overflow, underflow, and where
     *     the sum needs more than 38 digits
     */
    public DecimalNumber add(DecimalNumber other) {
        return of(value.add(other.value));
    }

    /**
     * The exact difference.
     *
     * @throws StatorException ValidationException as {@link #add}
     */
    public DecimalNumber subtract(DecimalNumber other) {
        return of(value.subtract(other.value));
    }

    /** Significant digits; 0 for zero. */
    public int digits() {
        return value.signum() == 0 ? 0 : value.precision();
    }

    /**
     * Canonical text for the wire and for storage: {@link #toString} if that has up to 40 digits, else with
     * an exponent. So at most 48 characters, where the plain text of 1E-130 has 132.
     */
    public String toCompactString() {
        int scale = value.scale();
        int plainDigits = scale <= 0 ? value.precision() - scale : Math.max(value.precision(), scale + 1);
        return plainDigits <= PLAIN_CHARS_MAX && scale != 0 ? value.toPlainString() : value.toString();
    }

    @Override
    public int compareTo(DecimalNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DecimalNumber number && value.equals(number.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Canonical text: DynamoDB's own form, no exponent, no trailing zeros. */
    @Override
    public String toString() {
        return value.toPlainString();
    }
}
