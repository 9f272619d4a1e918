package io.stator.server.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Resident memory of a process, as Linux tells it.
 *
 * @param peakBytes the most that it ever was
 */
record ProcessMemory(long bytes, long peakBytes) {

    /** @throws IOException if the system does not tell */
    static ProcessMemory of(long pid) throws IOException {
        return of(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1));
    }

    static ProcessMemory of(List<String> status) throws IOException {
        return new ProcessMemory(kilobytes(status, "VmRSS:") << 10, kilobytes(status, "VmHWM:") << 10);
    }

    private static long kilobytes(List<String> status, String name) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in what the system says of a process"));
    }
}
