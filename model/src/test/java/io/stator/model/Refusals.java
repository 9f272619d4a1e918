package io.stator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refused request looks like. */
public final class Refusals {
    private Refusals() {}

    /** It is a ValidationException with exactly this message. */
    public static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION))
                .hasMessage(message);
    }

    /** It is a ValidationException. */
    public static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION));
    }

    /** A list of lists: on so many levels. */
    public static AttributeValue nested(int levels) {
        AttributeValue value = AttributeValue.number(1);
        for (int level = 1; level < levels; level++) {
            value = level % 2 == 0 ? AttributeValue.list(value) : AttributeValue.map(Map.of("m", value));
        }
        return value;
    }
}
