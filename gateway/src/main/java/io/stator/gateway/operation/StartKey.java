package io.stator.gateway.operation;

import com.google.protobuf.ByteString;
import io.stator.gateway.json.Checked;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyCodec;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.KeyCondition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An ExclusiveStartKey: the key of the last item of the page before. Every method throws a ValidationException. */
record StartKey(Item key) {
    private static final String INVALID = "The provided starting key is invalid";
    private static final List<String> OF_ELEMENTS = List.of(
            "The parameter cannot be converted to a numeric value",
            "Attempting to store more than 38 significant digits",
            "Number overflow.",
            "Number underflow.",
            "Input collection contains duplicates",
            "One or more parameter values were invalid: An number set",
            "One or more parameter values were invalid: Input collection");

    /** @param given null: there is none */
    static @Nullable StartKey of(@Nullable Checked<Item> given) {
        if (given == null) {
            return null;
        }
        StatorException failure = given.failure();
        if (failure != null) {
            throw isOfElements(failure) ? failure : invalid(failure);
        }
        return new StartKey(given.orThrow());
    }

    /** Of numbers and of what is in sets, DynamoDB does not say that it is the start key's. */
    private static boolean isOfElements(StatorException failure) {
        String message = String.valueOf(failure.getMessage());
        return OF_ELEMENTS.stream().anyMatch(message::startsWith);
    }

    private static StatorException invalid(StatorException cause) {
        return new StatorException(cause.code(), INVALID + ": " + cause.getMessage(), cause);
    }

    /** In a scan: that it is a key of the table. */
    void check(TableInfo table) {
        try {
            Validation.key(table, key);
        } catch (StatorException mismatch) {
            throw invalid(mismatch);
        }
    }

    /** In a query: that it has the attributes of a key of the table, which are those of a key. */
    void checkAttributes(TableInfo table) {
        KeyAttribute sortKey = table.schema().sortKey();
        if (key.attributes().size() != (sortKey == null ? 1 : 2)
                || key.get(table.schema().partitionKey().name()) == null
                || (sortKey != null && key.get(sortKey.name()) == null)) {
            throw StatorException.validation(INVALID);
        }
        Validation.key(table, key);
    }

    /** For what has the table's attributes: that it is one of those that the query asks for. */
    void checkWithin(TableInfo table, KeyCondition condition) {
        boolean sameCollection = condition
                .partitionKey()
                .equals(key.get(table.schema().partitionKey().name()));
        KeyAttribute sortKey = table.schema().sortKey();
        if (sortKey == null || condition.sortKey().equals(SortKeyRange.ALL)) {
            if (!sameCollection) {
                throw StatorException.validation(
                        "The provided starting key is outside query boundaries based on provided conditions");
            }
            return;
        }
        AttributeValue start = Objects.requireNonNull(key.get(sortKey.name()), "checked");
        if (!contains(condition.sortKey(), start)) {
            throw StatorException.validation("The provided starting key does not match the range key predicate");
        }
        if (!sameCollection) {
            throw StatorException.validation("The query can return at most one row and cannot be restarted");
        }
    }

    private static boolean contains(SortKeyRange range, AttributeValue value) {
        AttributeValue prefix = range.beginsWith();
        if (prefix != null) {
            ByteString encoded = KeyCodec.encode(value);
            return compare(KeyCodec.prefixStart(prefix), encoded) <= 0
                    && compare(encoded, KeyCodec.prefixEnd(prefix)) < 0;
        }
        AttributeValue from = range.from();
        AttributeValue to = range.to();
        return (from == null || isBefore(from, value, range.fromExclusive()))
                && (to == null || isBefore(value, to, range.toExclusive()));
    }

    private static boolean isBefore(AttributeValue left, AttributeValue right, boolean strictly) {
        int order = compare(KeyCodec.encode(left), KeyCodec.encode(right));
        return strictly ? order < 0 : order <= 0;
    }

    private static int compare(ByteString left, ByteString right) {
        return ByteString.unsignedLexicographicalComparator().compare(left, right);
    }
}
