package io.stator.server.replica;

import io.stator.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Path;

/** What a replica's directory holds is damaged, of a newer version, or cannot be read: says which and why. */
public final class UnusableStateException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableStateException(Path directory, IOException cause) {
        super("cannot open the replica in " + directory + ": " + StartupException.rootMessage(cause), cause);
    }
}
