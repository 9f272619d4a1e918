package io.stator.server.launch;

import io.stator.server.bootstrap.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what a lost or removed node left, beside where a new one of its number begins empty. */
final class SetAside {
    private SetAside() {}

    /**
     * Moves a node's data directory to data.lost-1 beside it, or the first such number that is free. One that holds no node's
     * data stays where it is.
     *
     * @throws LaunchException if it cannot be moved
     */
    static void dataOf(NodePlace place) {
        Path data = place.dataDirectory();
        try {
            if (DataDirectory.isUsed(data)) {
                Files.move(data, free(place.directory()));
            }
        } catch (IOException e) {
            throw LaunchException.failed("cannot set aside " + data + ": " + e, e);
        }
    }

    private static Path free(Path directory) {
        int number = 1;
        while (Files.exists(directory.resolve("data.lost-" + number))) {
            number++;
        }
        return directory.resolve("data.lost-" + number);
    }
}
