package io.stator.server.bootstrap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disk of a data directory has room for writes. They are refused before it is full: votes, members, leases and
 * what memory holds must still come to the disk, or the node is lost to its groups until it is started anew. Where something
 * else has filled the disk at once, a ballast file makes room for those. Looks twice a second, on a thread of its own, which
 * a disk may hold up. Thread-safe.
 */
public final class DiskSpace implements AutoCloseable {
    static final String BALLAST = "ballast";
    static final int BALLAST_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long LOOK_MILLIS = 500;

    private final Path ballast;
    private final long reserveBytes;
    private final UsableBytes usable;
    private final ScheduledExecutorService thread;
    private volatile boolean low;

    /** Says how much can still be written. */
    @FunctionalInterface
    interface UsableBytes {
        long now() throws IOException;
    }

    DiskSpace(Path directory, long reserveBytes, UsableBytes usable) {
        this.ballast = directory.resolve(BALLAST);
        this.reserveBytes = reserveBytes;
        this.usable = usable;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread looking = new Thread(task, "disk-space");
            looking.setDaemon(true);
            return looking;
        });
    }

    /** @param reserveBytes that no write takes */
    public static DiskSpace watch(Path directory, long reserveBytes) {
        DiskSpace space = new DiskSpace(
                directory, reserveBytes, () -> Files.getFileStore(directory).getUsableSpace());
        space.look();
        space.thread.scheduleWithFixedDelay(space::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return space;
    }

    /** Whether writes are to be refused. */
    public boolean isLow() {
        return low;
    }

    void look() {
        try {
            long usableNow = usable.now();
            boolean lowNow = usableNow < reserveBytes;
            if (lowNow != low) {
                LOG.warn(
                        lowNow
                                ? "the disk of {} is almost full: writes are refused"
                                : "the disk of {} has space again: writes are taken",
                        ballast.getParent());
            }
            low = lowNow;
            if (lowNow) {
                Files.deleteIfExists(ballast);
            } else if (usableNow >= reserveBytes + BALLAST_BYTES && !Files.exists(ballast)) {
                writeBallast();
            }
        } catch (IOException e) {
            LOG.warn("cannot tell how much space the disk of {} has", ballast.getParent(), e);
        } catch (RuntimeException e) {
            // Thrown, it would end the looking for good.
            LOG.error("cannot look at the disk of {}", ballast.getParent(), e);
        }
    }

    /** Zeros that take their place: a hole would keep none free. */
    private void writeBallast() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            out.write(new byte[BALLAST_BYTES]);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
