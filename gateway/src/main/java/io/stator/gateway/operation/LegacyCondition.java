package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.RequestReader;
import io.stator.model.AttributeValue;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Expected, KeyConditions, QueryFilter or ScanFilter say of one attribute, as it was sent; absent members are null. */
record LegacyCondition(
        @Nullable String comparisonOperator,
        @Nullable List<Checked<AttributeValue>> values,
        @Nullable Checked<AttributeValue> value,
        @Nullable Boolean exists) {

    /** An ExpectedAttributeValue. */
    static LegacyCondition readExpected(RequestReader reader) throws IOException {
        return read(reader, "ExpectedAttributeValue", true);
    }

    /** A Condition. */
    static LegacyCondition readCondition(RequestReader reader) throws IOException {
        return read(reader, "Condition", false);
    }

    private static LegacyCondition read(RequestReader reader, String type, boolean expected) throws IOException {
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
        return new LegacyCondition(members.comparisonOperator, members.values, members.value, members.exists);
    }

    private static final class Members {
        private @Nullable String comparisonOperator;
        private @Nullable List<Checked<AttributeValue>> values;
        private @Nullable Checked<AttributeValue> value;
        private @Nullable Boolean exists;
    }
}
