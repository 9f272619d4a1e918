package io.stator.model.json;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import org.jspecify.annotations.Nullable;

/** Text that is no JSON, or beyond the bounds of {@link BoundedJson}. The message is ours, and says where. */
public final class MalformedJsonException extends StatorException {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message, @Nullable Throwable cause) {
        super(ErrorCode.VALIDATION, message, cause);
    }
}
