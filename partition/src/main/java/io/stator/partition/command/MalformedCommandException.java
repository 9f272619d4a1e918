package io.stator.partition.command;

import org.jspecify.annotations.Nullable;

/** Bytes that are no command: a bug of the proposer, the same on every replica. */
public final class MalformedCommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedCommandException(String message) {
        this(message, null);
    }

    MalformedCommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
