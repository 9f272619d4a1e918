package io.stator.partition.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What lies in a store cannot be: the replica stops rather than answer from it. */
public final class CorruptStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptStoreException(String message) {
        this(message, null);
    }

    public CorruptStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
