package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.Utf8;
import java.util.OptionalInt;

/** The function size of expressions. */
public final class SizeFunction {
    private SizeFunction() {}

    /** Of a string its UTF-8 bytes, as DynamoDB is believed to count them. Empty: values of this type have none. */
    public static OptionalInt of(AttributeValue value) {
        return switch (value.type()) {
            case STRING -> OptionalInt.of(Utf8.length(((AttributeValue.S) value).value()));
            case BINARY -> OptionalInt.of(((AttributeValue.B) value).value().size());
            case STRING_SET ->
                OptionalInt.of(((AttributeValue.SS) value).values().size());
            case NUMBER_SET ->
                OptionalInt.of(((AttributeValue.NS) value).values().size());
            case BINARY_SET ->
                OptionalInt.of(((AttributeValue.BS) value).values().size());
            case MAP -> OptionalInt.of(((AttributeValue.M) value).members().size());
            case LIST -> OptionalInt.of(((AttributeValue.L) value).values().size());
            case NUMBER, NULL, BOOLEAN -> OptionalInt.empty();
        };
    }
}
