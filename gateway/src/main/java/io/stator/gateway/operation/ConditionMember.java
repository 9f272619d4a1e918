package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.RequestReader;
import io.stator.model.AttributeValue;
import io.stator.model.StatorException;
import io.stator.model.expression.legacy.ComparisonOperator;
import io.stator.model.expression.legacy.ExpectedAttribute;
import io.stator.model.expression.legacy.LegacyCondition;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Expected, KeyConditions, QueryFilter or ScanFilter say of one attribute, as it was sent; absent members are null. */
record ConditionMember(
        @Nullable String comparisonOperator,
        @Nullable List<Checked<AttributeValue>> values,
        @Nullable Checked<AttributeValue> value,
        @Nullable Boolean exists) {

    /** An ExpectedAttributeValue. */
    static ConditionMember readExpected(RequestReader reader) throws IOException {
        return read(reader, "ExpectedAttributeValue", true);
    }

    /** A Condition. */
    static ConditionMember readCondition(RequestReader reader) throws IOException {
        return read(reader, "Condition", false);
    }

    private static ConditionMember read(RequestReader reader, String type, boolean expected) throws IOException {
        Members members = new Members();
        reader.structure(type, (name, at) -> {
            switch (name) {
                case "ComparisonOperator" -> members.comparisonOperator = at.string();
                case "AttributeValueList" -> members.values = at.list(RequestReader::value);
                case "Value" -> members.value = expected ? at.value() : null;
                case "Exists" -> members.exists = expected ? (Boolean) at.bool() : null;
                default -> {}
            }
        });
        return new ConditionMember(members.comparisonOperator, members.values, members.value, members.exists);
    }

    // The rest is for what has passed its constraints.

    /** @throws StatorException a ValidationException if a value is invalid */
    ExpectedAttribute toExpected() {
        return new ExpectedAttribute(
                value == null ? null : value.orThrow(),
                exists,
                comparisonOperator == null ? null : ComparisonOperator.valueOf(comparisonOperator),
                values == null ? null : values.stream().map(Checked::orThrow).toList());
    }

    /** As {@link #toExpected}. */
    LegacyCondition toCondition() {
        return new LegacyCondition(
                ComparisonOperator.valueOf(Objects.requireNonNull(comparisonOperator, "a constraint")),
                values == null
                        ? List.of()
                        : values.stream().map(Checked::orThrow).toList());
    }

    private static final class Members {
        private @Nullable String comparisonOperator;
        private @Nullable List<Checked<AttributeValue>> values;
        private @Nullable Checked<AttributeValue> value;
        private @Nullable Boolean exists;
    }
}
