package io.stator.partition.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a crash at this moment would leave of an open store: its files without what is only in memory. */
public final class CrashCopy {
    private static final int ATTEMPTS_MAX = 1_000;

    private CrashCopy() {}

    public static void copy(Path store, Path target) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                Map<Path, Long> before = sizes(store);
                copyOnce(store, target);
                if (sizes(store).equals(before)) {
                    return;
                }
            } catch (NoSuchFileException vanished) {
                // As if the sizes were others.
            }
            // Flushes and compactions went on meanwhile: the copy would be of no one moment.
            delete(target);
        }
        throw new IOException("the files of " + store + " kept changing");
    }

    private static void copyOnce(Path store, Path target) throws IOException {
        for (Path file : list(store)) {
            Path copy = target.resolve(store.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else if (isState(file)) {
                Files.copy(file, copy);
            }
        }
    }

    /** Not the lock, nor RocksDB's own log, which may grow without end. */
    private static boolean isState(Path file) {
        return !file.endsWith("LOCK") && !file.endsWith("LOG");
    }

    private static Map<Path, Long> sizes(Path store) throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        for (Path file : list(store)) {
            if (Files.isRegularFile(file) && isState(file)) {
                sizes.put(file, Files.size(file));
            }
        }
        return sizes;
    }

    /** There may be nothing yet: files vanish while the store is being listed, too. */
    private static void delete(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        List<Path> files = list(target);
        for (int i = files.size() - 1; i >= 0; i--) {
            Files.delete(files.get(i));
        }
    }

    /** Parents first. */
    private static List<Path> list(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted().toList();
        } catch (UncheckedIOException e) {
            // What the walk itself meets.
            throw e.getCause();
        }
    }
}
