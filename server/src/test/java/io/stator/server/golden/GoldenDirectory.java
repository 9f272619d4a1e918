package io.stator.server.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A data directory as one zip file. */
final class GoldenDirectory {
    /** Of no use to another process. */
    private static final List<String> LOCKS = List.of("LOCK", "in_use.lock");

    /** RocksDB reads neither; in a checkpoint, though, they are listed. */
    private static final List<String> REPORTS = List.of("LOG", "OPTIONS-");

    private GoldenDirectory() {}

    static void unzip(String name, Path target) {
        try (InputStream in = GoldenDirectory.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no golden directory: " + name);
            }
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("leads outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolveSibling(""));
                    Files.copy(zip, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of a directory belongs to its data. */
    static void zip(Path directory, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> belongs(directory.relativize(file)))
                    .sorted()
                    .toList();
        }
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(directory.relativize(file).toString());
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static boolean belongs(Path file) {
        String name = file.getFileName().toString();
        boolean report = file.startsWith("replicas") && REPORTS.stream().anyMatch(name::startsWith);
        return !file.startsWith("native") && !LOCKS.contains(name) && !report;
    }
}
