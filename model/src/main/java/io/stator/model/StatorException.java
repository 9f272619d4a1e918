package io.stator.model;

import org.jspecify.annotations.Nullable;

/** A request that could not be done, with DynamoDB's error type and message. */
public class StatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient @Nullable Item item;

    public StatorException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    public StatorException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, null, cause);
    }

    /** @param item the item that a condition failed on, where the request asked for it */
    public StatorException(ErrorCode code, String message, @Nullable Item item, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.item = item;
    }

    public static StatorException validation(String message) {
        return new StatorException(ErrorCode.VALIDATION, message);
    }

    public ErrorCode code() {
        return code;
    }

    /** The item that a condition failed on, if it exists and the request asked for it. */
    public @Nullable Item item() {
        return item;
    }
}
