package io.stator.harness.cluster.container;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.linux.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * An image made of nothing but what is on this machine: a Java runtime linked for it, the libraries that
 * this needs, and a class path.
 */
final class NodeImage {
    static final String JAVA = "/java/bin/java";
    static final String CLASSPATH_DIRECTORY = "/stator/classpath/";

    /** What Stator and its libraries use of Java. */
    private static final String MODULES = String.join(
            ",",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.security.sasl",
            "java.sql",
            "java.xml",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.management",
            "jdk.unsupported",
            "jdk.zipfs");

    private static final String DOCKERFILE = """
            FROM scratch
            COPY libraries /
            COPY tmp /tmp
            COPY java /java
            COPY classpath /stator/classpath
            """;

    private final Path directory;
    private final List<Path> classpath;

    /**
     * Makes nothing.
     *
     * @param directory for what it is made of
     * @param classpath elements as of a {@code java -cp}, several in one string or not
     */
    NodeImage(Path directory, List<String> classpath) {
        this.directory = directory;
        this.classpath = classpath.stream()
                .flatMap(element -> Stream.of(element.split(File.pathSeparator, -1)))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** As the nodes' JVMs get it. */
    String classpathInside() {
        List<String> inside = new ArrayList<>();
        for (int i = 0; i < classpath.size(); i++) {
            inside.add(CLASSPATH_DIRECTORY + nameInside(i));
        }
        return String.join(":", inside);
    }

    /** Jars of different directories may have one name. */
    private String nameInside(int index) {
        return index + "-" + classpath.get(index).getFileName();
    }

    /** Collects what it is made of, and says how it is built: the engine builds it when it is used first. */
    ImageFromDockerfile build() {
        try {
            Files.createDirectories(directory);
            Path runtime = runtime();
            Path empty = Files.createDirectories(directory.resolve("tmp"));
            Files.writeString(empty.resolve("README"), "Native parts of jars are unpacked here.\n");
            ImageFromDockerfile image = new ImageFromDockerfile(
                            "stator-node:" + ProcessHandle.current().pid(), true)
                    .withFileFromString("Dockerfile", DOCKERFILE)
                    .withFileFromPath("java", runtime)
                    .withFileFromPath("tmp", empty);
            Path scratch = Files.createTempDirectory(directory, "native");
            List<Path> jars = classpath.stream().filter(Files::isRegularFile).toList();
            for (Path library : NativeLibraries.of(runtime, jars, scratch)) {
                image.withFileFromPath("libraries" + library, library.toRealPath());
            }
            for (int i = 0; i < classpath.size(); i++) {
                image.withFileFromPath("classpath/" + nameInside(i), classpath.get(i));
            }
            return image;
        } catch (IOException e) {
            throw new ClusterException("cannot make an image in " + directory, e);
        }
    }

    private Path runtime() {
        Path runtime = directory.resolve("java");
        if (!Files.exists(runtime)) {
            Command.of(jlink().toString(), "--add-modules", MODULES, "--no-header-files", "--no-man-pages")
                    .with("--output", runtime.toString())
                    .run();
        }
        return runtime;
    }

    /** Of the Java that runs this program. */
    static Path jlink() {
        return Path.of(System.getProperty("java.home"), "bin", "jlink");
    }
}
