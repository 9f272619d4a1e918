package io.stator.consensus.ratis;

import io.stator.consensus.LogPosition;
import io.stator.consensus.MonotonicClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one replica, on disk, below the group's directory:
 *
 * <pre>
 * sm/checkpoint-TERM-INDEX/...          what the state machine wrote
 * sm/checkpoint-TERM-INDEX.manifest     written last; both are sent to a follower that lags
 * checkpoint-unfinished/                being written
 * </pre>
 *
 * When Ratis has received a checkpoint it replaces the whole {@code sm} by it, with an MD5 file beside
 * each file; those stay until the files are forced to disk. Thread-safe.
 */
final class Checkpoints implements StateMachineStorage {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final String PREFIX = "checkpoint-";
    private static final String MANIFEST = ".manifest";
    private static final String UNFINISHED = "checkpoint-unfinished";

    /** A checkpoint that a follower asked a chunk of within this time is not deleted. */
    static final long SENDING_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final MonotonicClock clock;
    private final int kept;

    // Guarded by this.
    private final NavigableMap<Long, Checkpoint> complete = new TreeMap<>();
    private @Nullable Path root;

    /** What Ratis knows of; it purges the log up to this one only. */
    private volatile @Nullable Checkpoint published;

    Checkpoints(MonotonicClock clock, int kept) {
        this.clock = clock;
        this.kept = kept;
    }

    /** One complete checkpoint. */
    static final class Checkpoint implements SnapshotInfo {
        private final TermIndex position;
        private final Path directory;
        private final List<FileInfo> files;
        private final MonotonicClock clock;
        private volatile long lastSentNanos;

        Checkpoint(CheckpointManifest manifest, Path stateMachineDirectory, MonotonicClock clock) {
            LogPosition at = manifest.position();
            this.position = TermIndex.valueOf(at.term(), at.index());
            this.directory = stateMachineDirectory.resolve(baseName(at));
            List<FileInfo> all = new ArrayList<>();
            // Ratis computes the digests while it sends.
            for (CheckpointManifest.Content file : manifest.files()) {
                all.add(new FileInfo(directory.resolve(file.name()), null));
            }
            all.add(new FileInfo(manifestPath(), null));
            this.files = List.copyOf(all);
            this.clock = clock;
            this.lastSentNanos = clock.nanos() - SENDING_NANOS;
        }

        Path directory() {
            return directory;
        }

        Path manifestPath() {
            return directory.resolveSibling(directory.getFileName() + MANIFEST);
        }

        @Override
        public TermIndex getTermIndex() {
            return position;
        }

        /** Ratis asks for each chunk anew, and so tells that the checkpoint is being sent. */
        @Override
        public List<FileInfo> getFiles() {
            lastSentNanos = clock.nanos();
            return files;
        }

        boolean beingSent(long nowNanos) {
            return nowNanos - lastSentNanos < SENDING_NANOS;
        }

        @Override
        public String toString() {
            return PREFIX + position;
        }
    }

    /** Finds the complete checkpoints and removes what a crash left of others. */
    synchronized void open(RaftStorageDirectory storage) throws IOException {
        Path base = storage.getRoot().toPath().toAbsolutePath();
        root = base;
        recoverReplacedDirectory(base);
        Files.createDirectories(stateMachineDirectory());
        DurableFiles.delete(base.resolve(UNFINISHED));
        load(true);
        published = newest();
    }

    /** Ratis moves {@code sm} away before it moves a received one in; a crash in between must not lose both. */
    private void recoverReplacedDirectory(Path base) throws IOException {
        for (Path each : DurableFiles.list(base)) {
            if (DurableFiles.name(each).startsWith(RaftStorageDirectory.STATE_MACHINE_DIR_NAME + ".tmp")) {
                if (Files.exists(stateMachineDirectory())) {
                    DurableFiles.delete(each);
                } else {
                    DurableFiles.move(each, stateMachineDirectory());
                }
            }
        }
        Path received = base.resolve(RaftStorageDirectory.TMP_DIR_NAME);
        if (Files.exists(received)) {
            for (Path incomplete : DurableFiles.list(received)) {
                DurableFiles.delete(incomplete);
            }
        }
    }

    /** Takes over what a leader sent: forced to disk before anything rests on it. */
    synchronized Checkpoint received() throws IOException {
        complete.clear();
        load(false);
        Checkpoint installed = newest();
        if (installed == null) {
            throw new IOException("no complete checkpoint among the received files");
        }
        published = installed;
        return installed;
    }

    private void load(boolean checkDigests) throws IOException {
        Path directory = stateMachineDirectory();
        List<Path> strangers = new ArrayList<>();
        for (Path file : DurableFiles.list(directory)) {
            if (DurableFiles.name(file).endsWith(MANIFEST)) {
                try {
                    CheckpointManifest manifest = CheckpointManifest.decode(Files.readAllBytes(file), file);
                    confirm(manifest, file, checkDigests);
                    complete.put(manifest.position().index(), new Checkpoint(manifest, directory, clock));
                } catch (CheckpointManifest.NewerManifestException e) {
                    // Not usable here, but whole: it must not be deleted with what is rubbish.
                    throw e;
                } catch (IOException e) {
                    LOG.warn("checkpoint {} is not usable", file, e);
                }
            }
        }
        for (Path file : DurableFiles.list(directory)) {
            String name = DurableFiles.name(file);
            boolean known = complete.values().stream()
                    .anyMatch(each -> file.equals(each.directory()) || file.equals(each.manifestPath()));
            if (!known && name.startsWith(PREFIX)) {
                strangers.add(file);
            }
        }
        for (Path stranger : strangers) {
            DurableFiles.delete(stranger);
        }
    }

    private void confirm(CheckpointManifest manifest, Path manifestPath, boolean checkDigests) throws IOException {
        Path directory = stateMachineDirectory().resolve(baseName(manifest.position()));
        List<Path> digests = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (CheckpointManifest.Content content : manifest.files()) {
            Path file = directory.resolve(content.name());
            if (!Files.isRegularFile(file) || Files.size(file) != content.bytes()) {
                throw new IOException("missing or of another size: " + file);
            }
            files.add(file);
        }
        files.add(manifestPath);
        for (Path file : files) {
            Path digest = MD5FileUtil.getDigestFileForFile(file.toFile()).toPath();
            if (Files.exists(digest)) {
                digests.add(digest);
                if (checkDigests) {
                    checkDigest(file);
                }
                DurableFiles.force(file);
            }
        }
        if (!digests.isEmpty()) {
            DurableFiles.force(directory);
            DurableFiles.force(stateMachineDirectory());
            DurableFiles.force(requireOpen());
            for (Path digest : digests) {
                Files.delete(digest);
            }
        }
    }

    private static void checkDigest(Path file) throws IOException {
        MD5Hash expected = MD5FileUtil.readStoredMd5ForFile(file.toFile());
        if (!MD5FileUtil.computeMd5ForFile(file.toFile()).equals(expected)) {
            throw new IOException("damaged on its way from the leader: " + file);
        }
    }

    /** Where the next checkpoint is to be written; does not exist. */
    synchronized Path newDirectory() throws IOException {
        Path directory = requireOpen().resolve(UNFINISHED);
        DurableFiles.delete(directory);
        return directory;
    }

    /** Makes what was written in {@link #newDirectory} a complete checkpoint, on disk. */
    CheckpointManifest finish(LogPosition position) throws IOException {
        Path written;
        Path target;
        synchronized (this) {
            written = requireOpen().resolve(UNFINISHED);
            target = stateMachineDirectory().resolve(baseName(position));
        }
        CheckpointManifest manifest = CheckpointManifest.of(position, written);
        DurableFiles.forceAll(written);
        DurableFiles.delete(target);
        DurableFiles.move(written, target);
        DurableFiles.write(target.resolveSibling(baseName(position) + MANIFEST), manifest.encode());
        synchronized (this) {
            complete.put(position.index(), new Checkpoint(manifest, stateMachineDirectory(), clock));
        }
        return manifest;
    }

    /** Index of the newest complete checkpoint, -1 if there is none. */
    synchronized long newestIndex() {
        return complete.isEmpty() ? -1 : complete.lastKey();
    }

    /** On the apply thread: from now on Ratis sees the newest. @return its index, -1 if there is none */
    synchronized long publish() {
        Checkpoint newest = newest();
        Checkpoint before = published;
        if (newest != null && (before == null || newest.getIndex() > before.getIndex())) {
            published = newest;
        }
        Checkpoint now = published;
        return now == null ? -1 : now.getIndex();
    }

    /** Keeps the newest, the published, and those that are being sent. */
    synchronized void deleteOld() throws IOException {
        long now = clock.nanos();
        List<Checkpoint> newestFirst = new ArrayList<>(complete.descendingMap().values());
        for (int i = kept; i < newestFirst.size(); i++) {
            Checkpoint old = newestFirst.get(i);
            if (!old.equals(published) && !old.beingSent(now)) {
                complete.remove(old.getIndex());
                DurableFiles.delete(old.manifestPath());
                DurableFiles.delete(old.directory());
            }
        }
    }

    @Override
    public @Nullable Checkpoint getLatestSnapshot() {
        return published;
    }

    @Override
    public void init(RaftStorage raftStorage) {
        // open() does it
    }

    @Override
    public void format() {
        // nothing is kept outside the group's directory
    }

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) {
        // on the apply thread: deleteOld() does it in the background
    }

    @Override
    public @Nullable File getSnapshotDir() {
        return null;
    }

    private @Nullable Checkpoint newest() {
        return complete.isEmpty() ? null : complete.lastEntry().getValue();
    }

    private Path stateMachineDirectory() {
        return requireOpen().resolve(RaftStorageDirectory.STATE_MACHINE_DIR_NAME);
    }

    private Path requireOpen() {
        Path base = root;
        if (base == null) {
            throw new IllegalStateException("the replica's storage is not open yet");
        }
        return base;
    }

    private static String baseName(LogPosition position) {
        return PREFIX + position.term() + "-" + position.index();
    }
}
