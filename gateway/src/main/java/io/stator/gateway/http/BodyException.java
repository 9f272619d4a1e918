package io.stator.gateway.http;

import io.stator.gateway.error.ApiErrorType;
import org.jspecify.annotations.Nullable;

/** A body that is not taken. */
final class BodyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ApiErrorType type;

    private BodyException(ApiErrorType type, @Nullable String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static BodyException tooLarge() {
        return new BodyException(ApiErrorType.REQUEST_ENTITY_TOO_LARGE, null);
    }

    static BodyException noRoom() {
        return new BodyException(ApiErrorType.SERVICE_UNAVAILABLE, Answers.NO_ROOM);
    }

    /** Does not decompress. DynamoDB's word for a body that cannot be read; believed. */
    static BodyException unreadable() {
        return new BodyException(ApiErrorType.SERIALIZATION, null);
    }

    ApiErrorType type() {
        return type;
    }
}
