package io.stator.gateway.json;

import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.json.DynamoJson;
import org.jspecify.annotations.Nullable;

/**
 * An item or a value of a request, or what is wrong with it. DynamoDB refuses wrong types anywhere in a request first,
 * then what breaks the {@link Constraints} of its members, and only then looks at values, one after the other.
 *
 * @param value null if there is a failure
 * @param failure null if there is a value
 */
public record Checked<T>(@Nullable T value, @Nullable StatorException failure) {
    static <T> Checked<T> of(T value) {
        return new Checked<>(value, null);
    }

    static <T> Checked<T> failed(StatorException failure) {
        return new Checked<>(null, failure);
    }

    /** As messages show it: an item as it was sent. */
    @Override
    public String toString() {
        return value instanceof Item item ? DynamoJson.writeItem(item) : String.valueOf(value);
    }

    /** @throws StatorException a ValidationException: what is wrong with it */
    public T orThrow() {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            throw new IllegalStateException("neither a value nor a failure");
        }
        return value;
    }
}
