package io.stator.model.json;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;

/** A document that is JSON, but has another kind of it than must be at a place. The message is DynamoDB's. */
public final class JsonTypeException extends StatorException {
    private static final long serialVersionUID = 1L;

    JsonTypeException(String message) {
        super(ErrorCode.VALIDATION, message);
    }
}
