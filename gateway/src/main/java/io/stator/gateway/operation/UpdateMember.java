package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.RequestReader;
import io.stator.model.AttributeValue;
import io.stator.model.StatorException;
import io.stator.model.expression.legacy.LegacyUpdate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What AttributeUpdates say of one attribute, as it was sent; absent members are null. */
record UpdateMember(@Nullable String action, @Nullable Checked<AttributeValue> value) {

    /** An AttributeValueUpdate. */
    static UpdateMember read(RequestReader reader) throws IOException {
        Members members = new Members();
        reader.structure("AttributeValueUpdate", (name, at) -> {
            switch (name) {
                case "Action" -> members.action = at.string();
                case "Value" -> members.value = at.value();
                default -> {}
            }
        });
        return new UpdateMember(members.action, members.value);
    }

    /**
     * For what has passed its constraints.
     *
     * @throws StatorException a ValidationException if the value is invalid
     */
    LegacyUpdate toUpdate() {
        return new LegacyUpdate(
                action == null ? LegacyUpdate.Action.PUT : LegacyUpdate.Action.valueOf(action),
                value == null ? null : value.orThrow());
    }

    private static final class Members {
        private @Nullable String action;
        private @Nullable Checked<AttributeValue> value;
    }
}
