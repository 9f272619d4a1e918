package io.stator.model;

import java.math.BigDecimal;

/**
 * Which values of a table's expiry attribute mean, at one moment, that the item has expired: those before the moment, but not
 * by more than {@link Limits#EXPIRED_FOR_MILLIS_MAX}, since such an old value is taken for an error. Exact, whatever fraction or
 * exponent a value has. Immutable.
 */
public final class ExpiryRule {
    private static final int MILLIS_DIGITS = 3;

    private final BigDecimal from;
    private final BigDecimal to;

    private ExpiryRule(BigDecimal from, BigDecimal to) {
        this.from = from;
        this.to = to;
    }

    /** @param nowMillis wall clock, since 1970 */
    public static ExpiryRule at(long nowMillis) {
        return new ExpiryRule(seconds(nowMillis - Limits.EXPIRED_FOR_MILLIS_MAX), seconds(nowMillis));
    }

    private static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, MILLIS_DIGITS);
    }

    /** @param second after which the item expires, since 1970 */
    public boolean hasExpired(DecimalNumber second) {
        // Cheap for any exponent: magnitudes are told apart before digits are.
        BigDecimal value = second.toBigDecimal();
        return value.compareTo(to) < 0 && value.compareTo(from) >= 0;
    }
}
