package io.stator.partition.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a store keeps its database, so that it can be replaced as a whole:
 *
 * <pre>
 * CURRENT          the name of the generation that counts
 * generation-N/    a database, N counting up
 * </pre>
 *
 * CURRENT is renamed into place after all that it points to is on disk; a generation that it does not
 * name is a leftover of a crash and is deleted at the next opening. Not thread-safe.
 */
final class GenerationDirectory {
    private static final String CURRENT = "CURRENT";
    private static final String PREFIX = "generation-";

    private final Path root;
    private long lastNumber;

    GenerationDirectory(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root);
        Optional<Path> current = current();
        for (Path generation : generations()) {
            lastNumber = Math.max(lastNumber, number(generation));
            if (!Optional.of(generation).equals(current)) {
                delete(generation);
            }
        }
        if (current.isPresent() && !Files.isDirectory(current.get())) {
            throw new CorruptStoreException("missing: " + current.get());
        }
    }

    /** The generation that counts; empty: there was never one. */
    Optional<Path> current() throws IOException {
        Path pointer = root.resolve(CURRENT);
        if (!Files.exists(pointer)) {
            return Optional.empty();
        }
        String name = Files.readString(pointer).strip();
        if (!name.startsWith(PREFIX) || name.contains("/")) {
            throw new CorruptStoreException("malformed: " + pointer);
        }
        return Optional.of(root.resolve(name));
    }

    /** A new, empty one. */
    Path create() throws IOException {
        lastNumber++;
        return Files.createDirectory(root.resolve(PREFIX + lastNumber));
    }

    /** Makes it the one that counts, durably. */
    void makeCurrent(Path generation) throws IOException {
        sync(generation);
        Path staged = root.resolve(CURRENT + ".new");
        Files.writeString(staged, generation.getFileName() + "\n");
        sync(staged);
        Files.move(staged, root.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(root);
    }

    /**
     * Copies a database's files and puts them on disk. Files that RocksDB never changes are linked where
     * the file system allows it.
     */
    static void copyDatabase(Path from, Path to) throws IOException {
        FileStore source = Files.getFileStore(from);
        boolean linkable = source.equals(Files.getFileStore(to));
        for (Path file : list(from)) {
            String name = file.getFileName().toString();
            Path target = to.resolve(name);
            if (name.equals("LOCK") || name.startsWith("LOG")) {
                continue;
            }
            if (linkable && name.endsWith(".sst")) {
                Files.createLink(target, file);
            } else {
                Files.copy(file, target);
            }
            sync(target);
        }
        sync(to);
    }

    static void delete(Path directory) throws IOException {
        for (Path file : list(directory)) {
            Files.delete(file);
        }
        Files.delete(directory);
    }

    /** Puts a file's bytes, or a directory's entries, on disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private List<Path> generations() throws IOException {
        List<Path> generations = new ArrayList<>(list(root));
        generations.removeIf(path -> !path.getFileName().toString().startsWith(PREFIX));
        return generations;
    }

    private static long number(Path generation) throws CorruptStoreException {
        try {
            return Long.parseLong(generation.getFileName().toString().substring(PREFIX.length()));
        } catch (NumberFormatException e) {
            throw new CorruptStoreException("not a generation: " + generation, e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
