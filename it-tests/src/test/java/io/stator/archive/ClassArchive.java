package io.stator.archive;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives every node that tests start as a process the archive of classes that nodes started by {@code ./stator} have:
 * made once, before the first test, and again when a jar is newer. Without it each start costs twice the CPU, and
 * machines of two cores see elections that are only slowness.
 */
public final class ClassArchive implements LauncherSessionListener {
    private static final Path ARCHIVE = Path.of("target", "classes.jsa").toAbsolutePath();
    private static final String TOUR = "io.stator.server.cli.ClassTour";
    private static final long TIMEOUT_SECONDS = 120;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> element.endsWith(".jar"))
                .map(Path::of)
                .toList();
        // Run from class directories, as an IDE does: the JVM archives classes of jars only.
        if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("stator-server"))) {
            return;
        }
        try {
            if (!isNewerThan(jars)) {
                make(jars);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the class archive could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the class archive was made", e);
        }
        System.setProperty("stator.class.archive", ARCHIVE.toString());
    }

    private static boolean isNewerThan(List<Path> jars) throws IOException {
        if (!Files.exists(ARCHIVE)) {
            return false;
        }
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(ARCHIVE)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void make(List<Path> jars) throws IOException, InterruptedException {
        Files.deleteIfExists(ARCHIVE);
        Files.createDirectories(ARCHIVE.getParent());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Xlog:cds*=off", "-Xmx512m", "-cp"));
        command.add(String.join(
                File.pathSeparator, jars.stream().map(Path::toString).toList()));
        command.add(TOUR);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ARCHIVE.resolveSibling("classes.jsa.log").toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(TOUR + " does not end");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(ARCHIVE)) {
            throw new IOException(TOUR + " ended with " + process.exitValue() + ", see " + ARCHIVE + ".log");
        }
    }
}
