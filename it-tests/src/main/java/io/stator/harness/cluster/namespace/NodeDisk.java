package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.linux.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node's disk: an ext4 file system in a file that takes only the space that is used, mounted where the node
 * keeps its data. Not thread-safe.
 */
final class NodeDisk {
    private static final String IMAGE = "disk.img";

    /**
     * A directory that is on the disk only. All that breaks a disk goes through it: where the disk is not mounted, as
     * when the cluster is being closed, it would break the disk of this machine.
     */
    private static final String INSIDE = ".disk";

    private static final String FILLER = "filler";
    private static final long BLOCK_BYTES = 4096;
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(30);

    /**
     * The file system by itself writes its journal every five minutes, not seconds: what a node does not fsync is not
     * saved by luck.
     */
    private static final String OPTIONS = "loop,noatime,commit=300";

    private final long bytes;
    private final Path image;
    private final Path mountPoint;
    private boolean frozen;

    /**
     * Makes nothing.
     *
     * @param mountPoint in the node's directory, which also holds the file
     * @param bytes its size
     */
    NodeDisk(Path mountPoint, long bytes) {
        this.bytes = bytes;
        this.image = mountPoint.resolveSibling(IMAGE);
        this.mountPoint = mountPoint;
    }

    /** An empty one. */
    void create() {
        try {
            Files.createDirectories(mountPoint);
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                // What was there takes no space any more.
                file.setLength(0);
                file.setLength(bytes);
            }
            Command.of("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()).run();
            mount();
            Files.delete(mountPoint.resolve("lost+found"));
            Files.createDirectory(inside());
            Command.of("sync", "-f", inside().toString()).run();
        } catch (IOException e) {
            throw new ClusterException("cannot make the disk " + image, e);
        }
    }

    Path mountPoint() {
        return mountPoint;
    }

    private Path inside() {
        return mountPoint.resolve(INSIDE);
    }

    private void mount() {
        Command.of("mount", "-t", "ext4", "-o", OPTIONS, image.toString(), mountPoint.toString())
                .run();
    }

    /** Not a block is left. */
    void fill() {
        Path filler = inside().resolve(FILLER);
        try {
            long piece = usableBytes();
            while (piece >= BLOCK_BYTES) {
                long length = (Files.exists(filler) ? Files.size(filler) : 0) + piece;
                boolean fits = Command.of("fallocate", "-l", Long.toString(length), filler.toString())
                        .succeeds();
                piece = fits ? usableBytes() : piece / 2;
            }
        } catch (IOException e) {
            throw new ClusterException("cannot fill the disk " + mountPoint, e);
        }
    }

    private long usableBytes() throws IOException {
        return Files.getFileStore(inside()).getUsableSpace() / BLOCK_BYTES * BLOCK_BYTES;
    }

    void free() {
        try {
            Files.deleteIfExists(inside().resolve(FILLER));
        } catch (IOException e) {
            throw new ClusterException("cannot free the disk " + mountPoint, e);
        }
    }

    boolean isFrozen() {
        return frozen;
    }

    /** Whoever writes stands still. */
    void freeze() {
        if (!frozen) {
            Command.of("fsfreeze", "-f", inside().toString()).run();
            frozen = true;
        }
    }

    void thaw() {
        if (frozen) {
            Command.of("fsfreeze", "-u", inside().toString()).run();
            frozen = false;
        }
    }

    /** At once: these processes end, and what is not on these disks yet never comes to them. */
    static void cutPower(List<NodeDisk> disks, List<Long> processes) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(disks.size()));
        disks.forEach(disk -> arguments.add(disk.inside().toString()));
        processes.forEach(process -> arguments.add(Long.toString(process)));
        Command.of("perl", "-e", Script.named("cut-power.pl"))
                .with(arguments.toArray(String[]::new))
                .run();
        // A process whose write stands still does not end, whatever it is sent.
        disks.forEach(NodeDisk::thaw);
    }

    /** Another, empty one takes its place. Only processes that are ending may have a file open. */
    void empty() {
        thaw();
        release();
        create();
    }

    /** As after a start of the machine. Only processes that are ending may have a file open. */
    void mountAgain() {
        release();
        mount();
    }

    private void release() {
        // A killed process is dead to the eye before its last thread has let go of its files.
        Command.of("umount", mountPoint.toString()).runWithin(RELEASE_TIMEOUT);
    }

    /** Takes down whatever is mounted below a directory, whole, frozen or without power, and deletes the images. */
    static void removeBelow(Path directory) {
        mountPointsBelow(directory).forEach(mount -> {
            if (!Command.of("umount", mount).succeeds()) {
                Command.of("umount", "--lazy", mount).succeeds();
            }
        });
        try (Stream<Path> nodes = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
            for (Path node : nodes.filter(Files::isDirectory).toList()) {
                Files.deleteIfExists(node.resolve(IMAGE));
            }
        } catch (IOException e) {
            throw new ClusterException("cannot delete the disks in " + directory, e);
        }
    }

    private static List<String> mountPointsBelow(Path directory) {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.map(line -> line.split(" ", -1)[1].replace("\\040", " "))
                    .filter(mount -> Path.of(mount).startsWith(directory))
                    .toList();
        } catch (IOException e) {
            throw new ClusterException("cannot read what is mounted", e);
        }
    }

    /** Lets everybody go on who waits for a disk. */
    static void thawBelow(Path directory) {
        mountPointsBelow(directory)
                .forEach(mount -> Command.of("fsfreeze", "-u", mount).succeeds());
    }
}
