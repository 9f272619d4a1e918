package io.stator.partition.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;

/**
 * The state of one replica on disk: one RocksDB database with one column family and no write-ahead log,
 * because the replica's log is that. What was written since the last flush is lost in a crash, from the
 * end, whole entries at a time; {@link #appliedIndex} of the reopened store says from where to replay.
 *
 * <p>One thread writes and restores; reads, checkpoints and trims come from any thread and may race with
 * {@link #swap} and {@link #close}: they see one database or are refused.
 */
public final class ReplicaStore implements StoreReads, AutoCloseable {
    /** How long a close waits for reads under way. They are short, or stop when their owner closes. */
    private static final long CLOSE_TIMEOUT_SECONDS = 60;

    private final StorageEnvironment environment;
    private final GenerationDirectory directory;
    /** Databases that were current; some may still be read. */
    private final Queue<OpenDatabase> replaced = new ConcurrentLinkedQueue<>();

    private volatile OpenDatabase current;
    private volatile long appliedIndex;
    private volatile boolean closed;

    private ReplicaStore(StorageEnvironment environment, GenerationDirectory directory, OpenDatabase database)
            throws IOException {
        this.environment = environment;
        this.directory = directory;
        this.current = database;
        this.appliedIndex = readAppliedIndex(database.get(StateKey.APPLIED.key()));
    }

    /**
     * Opens the store in a directory, or makes an empty one.
     *
     * @throws CorruptStoreException if what is there is damaged or of a newer format
     */
    public static ReplicaStore open(Path root, StorageEnvironment environment) throws IOException {
        GenerationDirectory directory = new GenerationDirectory(root);
        Optional<Path> existing = directory.current();
        OpenDatabase database;
        if (existing.isPresent()) {
            database = OpenDatabase.open(environment, existing.get(), false);
        } else {
            Path first = directory.create();
            database = OpenDatabase.open(environment, first, true);
            directory.makeCurrent(first);
        }
        try {
            return new ReplicaStore(environment, directory, database);
        } catch (IOException | RuntimeException e) {
            database.retire(null);
            throw e;
        }
    }

    /** Index of the last entry in the store; -1: none. */
    public long appliedIndex() {
        return appliedIndex;
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        OpenDatabase database = acquire();
        try {
            return database.get(key);
        } finally {
            database.release();
        }
    }

    @Override
    public StoreCursor cursor(KeyRange range, CursorOptions options) throws IOException {
        return new StoreCursor(acquire(), range, options, null);
    }

    /** The store as it is now. */
    public StoreSnapshot snapshot() throws IOException {
        return new StoreSnapshot(acquire());
    }

    /**
     * Writes an entry's effects and its index together.
     *
     * @throws CorruptStoreException if the index does not go forward
     */
    public void write(StoreBatch batch) throws IOException {
        if (batch.index() <= appliedIndex) {
            throw new CorruptStoreException(
                    "entry " + batch.index() + " was to be applied after entry " + appliedIndex);
        }
        OpenDatabase database = acquire();
        try {
            environment.entryWriter().write(batch.changes(), database::write);
        } catch (IOException e) {
            throw new IOException("entry " + batch.index() + " could not be written", e);
        } finally {
            database.release();
        }
        appliedIndex = batch.index();
    }

    /**
     * Writes a durable copy into a directory that does not exist, of regular files only; they share disk
     * space with the store as long as it has them.
     *
     * @return the applied index of the copy, read back from it
     */
    public long checkpoint(Path target) throws IOException {
        OpenDatabase database = acquire();
        try (Checkpoint checkpoint = Checkpoint.create(database.rocks())) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw new IOException("no checkpoint in " + target, e);
        } finally {
            database.release();
        }
        return CheckpointReader.appliedIndex(environment, target);
    }

    /** Makes a checkpoint's database ready beside the current one. Its files stay as they are. */
    public StagedStore stage(Path checkpoint) throws IOException {
        Path generation = directory.create();
        GenerationDirectory.copyDatabase(checkpoint, generation);
        OpenDatabase database = OpenDatabase.open(environment, generation, false);
        try {
            return new StagedStore(directory, database, readAppliedIndex(database.get(StateKey.APPLIED.key())));
        } catch (IOException | RuntimeException e) {
            database.retire(null);
            throw e;
        }
    }

    /**
     * Goes on with a staged database that was made current. Reads under way end on the old one, which goes
     * when they have ended and the staged one was closed.
     */
    public void swap(StagedStore staged) {
        OpenDatabase old = current;
        replaced.removeIf(OpenDatabase::isClosed);
        replaced.add(old);
        current = staged.exchange(old);
        appliedIndex = staged.appliedIndex();
    }

    /** Puts all that was written into files. */
    public void flush() throws IOException {
        OpenDatabase database = acquire();
        try {
            database.flush();
        } finally {
            database.release();
        }
    }

    /**
     * Deletes a range that nobody reads any more, and a marker with it. Ends early if it is cancelled or
     * the store is closed.
     *
     * @return whether the range is empty and the marker gone
     */
    public boolean trim(KeyRange range, byte[] marker, TrimSettings settings, BooleanSupplier cancelled)
            throws IOException {
        OpenDatabase database = acquire();
        try {
            return new RangeTrim(database, settings, () -> closed || cancelled.getAsBoolean()).trim(range, marker);
        } finally {
            database.release();
        }
    }

    /** Bytes in the files that count. */
    public long liveFileBytes() throws IOException {
        OpenDatabase database = acquire();
        try {
            return database.rocks().getLongProperty("rocksdb.live-sst-files-size");
        } catch (RocksDBException e) {
            throw new IOException("no size", e);
        } finally {
            database.release();
        }
    }

    /** Flushes, waits for the reads under way and closes. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        OpenDatabase database = current;
        try {
            database.flush();
        } finally {
            database.retire(null);
        }
        replaced.add(database);
        try {
            for (OpenDatabase each : replaced) {
                if (!each.awaitClosed(CLOSE_TIMEOUT_SECONDS)) {
                    throw new IOException("still read after " + CLOSE_TIMEOUT_SECONDS + " s: " + each.directory());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted while closing").initCause(e);
        }
    }

    static long readAppliedIndex(byte @Nullable [] value) throws CorruptStoreException {
        if (value == null) {
            return -1;
        }
        if (value.length != StoreBatch.APPLIED_BYTES) {
            throw new CorruptStoreException("malformed applied index");
        }
        return BigEndian.getLong(value, 0);
    }

    private OpenDatabase acquire() throws StoreClosedException {
        while (!closed) {
            OpenDatabase database = current;
            if (database.acquire()) {
                return database;
            }
            // Replaced in between: there is another one, or the store is closed.
            Thread.onSpinWait();
        }
        throw new StoreClosedException();
    }
}
