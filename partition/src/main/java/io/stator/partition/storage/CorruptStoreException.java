package io.stator.partition.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What lies in a store cannot be: the replica stops rather than answer from it. */
public final class CorruptStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptStoreException(String message) {
        this(message, null);
    }

    /**
     * A newer version of Stator was here: what it changed may be anything.
     *
     * @param what is read, with its verb
     * @param newest that this version reads
     */
    public static CorruptStoreException newer(String what, int format, int newest) {
        return new CorruptStoreException(what + " format " + Integer.toUnsignedString(format)
                + ", written by a newer version of Stator; this one reads up to " + newest);
    }

    /**
     * An older version of Stator was here, whose data this one does not know any more.
     *
     * @param what is read, with its verb
     * @param oldest that this version reads
     */
    public static CorruptStoreException older(String what, int format, int oldest) {
        return new CorruptStoreException(
                what + " format " + format + ", written by an older version of Stator; this one reads from " + oldest);
    }

    public CorruptStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
