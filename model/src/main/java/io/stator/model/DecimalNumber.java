package io.stator.model;

import java.math.BigDecimal;

/** A DynamoDB number. Equal if numerically equal. Immutable. */
public final class DecimalNumber implements Comparable<DecimalNumber> {
    private DecimalNumber() {}

    /** @throws StatorException ValidationException with DynamoDB's message if it is no such number */
    public static DecimalNumber parse(String text) {
        throw new UnsupportedOperationException();
    }

    public static DecimalNumber of(long value) {
        throw new UnsupportedOperationException();
    }

    public BigDecimal toBigDecimal() {
        throw new UnsupportedOperationException();
    }

    /** @throws StatorException ValidationException with DynamoDB's message on overflow */
    public DecimalNumber add(DecimalNumber other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(DecimalNumber other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean equals(Object other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int hashCode() {
        throw new UnsupportedOperationException();
    }

    /** Canonical text: DynamoDB's own form, no trailing zeros. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
