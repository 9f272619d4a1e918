package io.stator.partition.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a crash at this moment would leave of an open store: its files without what is only in memory. */
public final class CrashCopy {
    private static final int ATTEMPTS_MAX = 100;

    private CrashCopy() {}

    public static void copy(Path store, Path target) throws IOException {
        NoSuchFileException last = null;
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                copyOnce(store, target);
                return;
            } catch (NoSuchFileException e) {
                // A compaction replaced it meanwhile: the copy would be of no one moment.
                last = e;
                delete(target);
            }
        }
        throw new IOException("files kept vanishing", last);
    }

    private static void copyOnce(Path store, Path target) throws IOException {
        for (Path file : list(store)) {
            Path copy = target.resolve(store.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else if (!file.endsWith("LOCK")) {
                Files.copy(file, copy);
            }
        }
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

    /** Parents first; the list of a database's files (CURRENT, MANIFEST) before the tables that it names. */
    private static List<Path> list(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted(
                            Comparator.comparing((Path path) -> path.toString().endsWith(".sst"))
                                    .thenComparing(path -> path.toString()))
                    .toList();
        } catch (UncheckedIOException e) {
            // What the walk itself meets.
            throw e.getCause();
        }
    }
}
