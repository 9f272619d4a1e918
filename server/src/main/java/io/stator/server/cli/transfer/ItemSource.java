package io.stator.server.cli.transfer;

import java.io.IOException;
import java.util.Optional;

/** Items from a file, one after the other. Not thread-safe, but for {@link #position}. */
interface ItemSource extends AutoCloseable {
    /**
     * Empty: the end.
     *
     * @throws io.stator.server.cli.console.CommandFailure if nothing behind this place can be read
     */
    Optional<SourceItem> next() throws IOException;

    /** Bytes read so far. */
    long position();

    @Override
    void close() throws IOException;
}
