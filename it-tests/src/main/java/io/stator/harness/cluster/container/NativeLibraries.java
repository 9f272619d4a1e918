package io.stator.harness.cluster.container;

import io.stator.harness.cluster.linux.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of this machine's libraries a Java runtime and the native parts of jars are linked against. */
final class NativeLibraries {
    /** A line of ldd: {@code libz.so.1 => /lib/libz.so.1 (0x7f)}, or for the loader {@code /lib64/ld.so (0x7f)}. */
    private static final Pattern LINKED = Pattern.compile("(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)");

    private NativeLibraries() {}

    /**
     * Absolute paths, those inside the runtime left out.
     *
     * @param scratch a directory for what is unpacked from jars
     */
    static Set<Path> of(Path runtime, List<Path> jars, Path scratch) throws IOException {
        List<Path> binaries = new ArrayList<>();
        binaries.add(runtime.resolve("bin").resolve("java"));
        try (Stream<Path> files = Files.walk(runtime.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so")).forEach(binaries::add);
        }
        for (Path jar : jars) {
            unpack(jar, scratch, binaries);
        }
        Set<Path> linked = new TreeSet<>();
        // ldd takes many; it ends badly if one is for another kind of processor, and answers for the others.
        for (Path binary : new HashSet<>(binaries)) {
            Command.of("ldd", binary.toString())
                    .output()
                    .lines()
                    .map(String::strip)
                    .map(LINKED::matcher)
                    .filter(Matcher::matches)
                    .map(line -> Path.of(line.group(1)))
                    .filter(library -> !library.normalize().startsWith(runtime))
                    .forEach(linked::add);
        }
        return linked;
    }

    private static void unpack(Path jar, Path scratch, List<Path> into) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".so") && entry.getName().contains("linux")) {
                    Path library = scratch.resolve(into.size() + ".so");
                    try (InputStream content = file.getInputStream(entry)) {
                        Files.copy(content, library);
                    }
                    into.add(library);
                }
            }
        }
    }
}
