package io.stator.stories;

import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;

/** Short ways to attribute values. */
final class Values {
    private Values() {}

    static AttributeValue number(long value) {
        return new AttributeValue.N(DecimalNumber.of(value));
    }

    static AttributeValue string(String value) {
        return new AttributeValue.S(value);
    }
}
