package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data directory of a node: who it belongs to, and the lock that keeps every other process out as long as it is
 * open. Thread-safe.
 *
 * <pre>
 * LOCK             held by the running node
 * identity         {@link IdentityFile}
 * native/          native libraries, unpacked at each start
 * raft/            logs and checkpoints
 * replicas/{group} the state of each replica
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
    private static final String IDENTITY = "identity";
    private static final String RAFT = "raft";
    private static final String REPLICAS = "replicas";
    private static final int INCARNATION_BYTES = 16;

    private final Path root;
    private final FileLock lock;
    private final IdentityFile file;
    private Identity identity;

    private DataDirectory(Path root, FileLock lock, IdentityFile file, Identity identity) {
        this.root = root;
        this.lock = lock;
        this.file = file;
        this.identity = identity;
    }

    /**
     * Makes the directory if it is not there, with a new incarnation, or opens it.
     *
     * @throws StartupException if another process has it, another node owns it, it is damaged, of a newer format, or
     *     cannot be read or written
     */
    public static DataDirectory open(Path root, String nodeId) {
        try {
            Files.createDirectories(root);
            return open(root, nodeId, lock(root));
        } catch (IOException e) {
            throw new StartupException("cannot use the data directory " + root + ": " + e, e);
        }
    }

    /** Whether there is anything that a node would keep, or stumble over. */
    public static boolean isUsed(Path root) {
        return Stream.of(IDENTITY, RAFT, REPLICAS).anyMatch(name -> Files.exists(root.resolve(name)));
    }

    private static FileLock lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another node in this very process.
            throw new StartupException("the data directory " + root + " is in use by this process", e);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new StartupException("the data directory " + root + " is in use by another process");
        }
        return lock;
    }

    private static DataDirectory open(Path root, String nodeId, FileLock lock) throws IOException {
        boolean opened = false;
        try {
            IdentityFile file = new IdentityFile(root.resolve(IDENTITY));
            Identity identity;
            if (file.exists()) {
                identity = file.read();
                if (!identity.nodeId().equals(nodeId)) {
                    throw new StartupException("the data directory " + root + " belongs to node '" + identity.nodeId()
                            + "', not to '" + nodeId + "' (node.id, data.dir)");
                }
            } else {
                if (Files.exists(root.resolve(RAFT)) || Files.exists(root.resolve(REPLICAS))) {
                    throw new StartupException("the data directory " + root + " has data but no identity file");
                }
                identity = new Identity(nodeId, newIncarnation(), "", List.of());
                file.write(identity);
            }
            opened = true;
            return new DataDirectory(root, lock, file, identity);
        } finally {
            if (!opened) {
                lock.acquiredBy().close();
            }
        }
    }

    private static String newIncarnation() {
        byte[] random = new byte[INCARNATION_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    public synchronized Identity identity() {
        return identity;
    }

    /**
     * Keeps, for good, which cluster the node belongs to; durable when it returns.
     *
     * @throws IllegalStateException if it belongs to another one
     */
    public synchronized void join(String clusterId, List<NodeRecord> members) {
        if (identity.inCluster()) {
            if (!identity.clusterId().equals(clusterId)) {
                throw new IllegalStateException("already part of cluster " + identity.clusterId());
            }
            return;
        }
        Identity joined = identity.joined(clusterId, members);
        try {
            file.write(joined);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the identity file in " + root, e);
        }
        identity = joined;
    }

    /**
     * Deletes the state of a group's replica: without the log that it belongs to, a replica that comes here later must not
     * find it. No-op if there is none.
     */
    public void deleteReplica(String group) throws IOException {
        DirectoryTree.delete(replica(group));
    }

    /** Where Raft logs and checkpoints lie. */
    public Path raft() {
        return root.resolve(RAFT);
    }

    /** Where native libraries are unpacked: what a killed process leaves here, the next one writes over. */
    public Path nativeLibraries() {
        return root.resolve("native");
    }

    /** Where the state of a group's replica lies. */
    public Path replica(String group) {
        return root.resolve(REPLICAS).resolve(group);
    }

    /** Lets another process have it: closing its file releases the lock. */
    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}
