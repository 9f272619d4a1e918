package io.stator.server.launch;

import org.jspecify.annotations.Nullable;

/** A process could not be started, reached or ended; the message says why to the person at the keyboard. */
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean badRequest;

    private LaunchException(String message, boolean badRequest, @Nullable Throwable cause) {
        super(message, cause);
        this.badRequest = badRequest;
    }

    /** What was asked for cannot be: no such node, a directory that holds another cluster. */
    static LaunchException badRequest(String message) {
        return new LaunchException(message, true, null);
    }

    public static LaunchException failed(String message) {
        return new LaunchException(message, false, null);
    }

    public static LaunchException failed(String message, Throwable cause) {
        return new LaunchException(message, false, cause);
    }

    /** Whether the request was wrong, rather than its execution. */
    public boolean isBadRequest() {
        return badRequest;
    }
}
