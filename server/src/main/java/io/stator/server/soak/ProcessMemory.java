package io.stator.server.soak;

import io.stator.server.launch.LaunchException;
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

    /** @throws LaunchException if the system does not tell */
    static ProcessMemory of(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return of(Files.readAllLines(status, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw LaunchException.failed("cannot tell what memory process " + pid + " takes: " + e, e);
        }
    }

    static ProcessMemory of(List<String> status) {
        return new ProcessMemory(kilobytes(status, "VmRSS:") << 10, kilobytes(status, "VmHWM:") << 10);
    }

    private static long kilobytes(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> LaunchException.failed("no " + name + " in what the system says of a process"));
    }
}
