package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.ClusterException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A subnet of this machine, and the names that are made of it, taken by one cluster alone. On disk, one file for each
 * claim, named by its number, of two lines: process id and start of the program that holds it, and the cluster's
 * directory. Immutable.
 *
 * @param number the middle two bytes of the subnet 10.x.y.0/24
 * @param directory of the cluster
 */
record HostClaim(int number, Path directory) {
    private static final Path FOLDER = Path.of("/run/stator-hosts");
    private static final String LOCK = "lock";

    /** 10.128.0.0 to 10.255.255.0: the lower half is where container engines and private networks like to be. */
    private static final int LOWEST = 128 << 8;

    private static final int HIGHEST = 255 << 8 | 255;
    private static final int ATTEMPTS = 100;

    /** A system computes start times from ticks and its boot time, which clock corrections move a little. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** What a claim's holder made, and another gives back. */
    interface Cleaning {
        void remove(HostClaim claim);
    }

    /** Takes one that is free, after all whose programs have ended without giving theirs back are cleaned. */
    static HostClaim take(Path directory, Cleaning cleaning) {
        return locked(() -> {
            for (HostClaim abandoned : abandoned()) {
                cleaning.remove(abandoned);
                Files.deleteIfExists(abandoned.file());
            }
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                int number = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
                HostClaim claim = new HostClaim(number, directory);
                if (claim.isWritten()) {
                    return claim;
                }
            }
            throw new ClusterException("no subnet is free; see " + FOLDER);
        });
    }

    /** Gives it back. */
    void release(Cleaning cleaning) {
        locked(() -> {
            cleaning.remove(this);
            return Files.deleteIfExists(file());
        });
    }

    /** host from 1 to 254. */
    String address(int host) {
        return "10." + (number >> 8) + "." + (number & 0xff) + "." + host;
    }

    String subnet() {
        return address(0) + "/24";
    }

    /** Four letters and digits, a part of all names. */
    String id() {
        return Integer.toHexString(number);
    }

    private boolean isWritten() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String text = self.pid() + " " + startMillis(self) + "\n" + directory + "\n";
        try {
            Files.writeString(file(), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private Path file() {
        return FOLDER.resolve(id());
    }

    private static List<HostClaim> abandoned() throws IOException {
        List<HostClaim> abandoned = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals(LOCK)) {
                    continue;
                }
                List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                if (lines.size() == 2 && !isAlive(lines.get(0).split(" ", -1))) {
                    abandoned.add(new HostClaim(Integer.parseInt(name, 16), Path.of(lines.get(1))));
                }
            }
        }
        return abandoned;
    }

    private static boolean isAlive(String[] identity) {
        long started = Long.parseLong(identity[1]);
        return ProcessHandle.of(Long.parseLong(identity[0]))
                .filter(process -> Math.abs(startMillis(process) - started) <= START_TOLERANCE.toMillis())
                .isPresent();
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** One program of this machine at a time, and one thread of it. */
    private static synchronized <T> T locked(Step<T> step) {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return step.run();
            }
        } catch (IOException e) {
            throw new ClusterException("cannot claim hosts in " + FOLDER, e);
        }
    }
}
