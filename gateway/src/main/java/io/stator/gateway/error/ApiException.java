package io.stator.gateway.error;

import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with one of DynamoDB's errors. For those that {@link io.stator.model.ErrorCode} does not
 * have, or that bear members beside their message; anything else is a {@link io.stator.model.StatorException}.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ApiErrorType type;
    private final transient @Nullable ErrorMembers members;

    /** @param message null: the error has a type only, as some of DynamoDB's do */
    public ApiException(ApiErrorType type, @Nullable String message) {
        this(type, message, null);
    }

    /** @param members what the error has beside type and message */
    public ApiException(ApiErrorType type, @Nullable String message, @Nullable ErrorMembers members) {
        // No stack: it is the peer who is wrong, and it may be wrong often.
        super(message, null, false, false);
        this.type = type;
        this.members = members;
    }

    /** Of what is of a wrong type, or no JSON. */
    public static ApiException serialization(@Nullable String message) {
        return new ApiException(ApiErrorType.SERIALIZATION, message);
    }

    public ApiErrorType type() {
        return type;
    }

    @Nullable
    ErrorMembers members() {
        return members;
    }
}
