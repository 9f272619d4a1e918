package io.stator.consensus.ratis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Looks into directories that others change at the same time. */
final class DurableFilesProbe {
    private DurableFilesProbe() {}

    static int count(Path directory) {
        try {
            return DurableFiles.list(directory).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
