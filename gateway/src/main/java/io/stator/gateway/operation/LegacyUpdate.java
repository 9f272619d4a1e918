package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.RequestReader;
import io.stator.model.AttributeValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What AttributeUpdates say of one attribute, as it was sent; absent members are null. */
record LegacyUpdate(
        @Nullable String action, @Nullable Checked<AttributeValue> value) {

    /** An AttributeValueUpdate. */
    static LegacyUpdate read(RequestReader reader) throws IOException {
        Members members = new Members();
        reader.structure("AttributeValueUpdate", (name, at) -> {
            switch (name) {
                case "Action" -> members.action = at.string();
                case "Value" -> members.value = at.value();
                default -> {}
            }
        });
        return new LegacyUpdate(members.action, members.value);
    }

    private static final class Members {
        private @Nullable String action;
        private @Nullable Checked<AttributeValue> value;
    }
}
