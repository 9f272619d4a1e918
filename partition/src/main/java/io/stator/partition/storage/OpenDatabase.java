package io.stator.partition.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB database and who uses it. Its memory is freed when the owner has retired it and the last
 * user has released it, so that a read never meets a freed database, however it races with a close or a
 * restore. Thread-safe.
 */
final class OpenDatabase {
    /** Counts up when keys or values change that have no format of their own. */
    private static final int FORMAT = 1;

    private final StorageEnvironment environment;
    private final Path directory;
    private final Options options;
    private final RocksDB rocks;
    private final ReadOptions readOptions = new ReadOptions();
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final AtomicInteger references = new AtomicInteger(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Runnable afterClose;

    private OpenDatabase(StorageEnvironment environment, Path directory, Options options, RocksDB rocks) {
        this.environment = environment;
        this.directory = directory;
        this.options = options;
        this.rocks = rocks;
        environment.storeOpened();
    }

    /** @param create makes the database; else it must be there */
    static OpenDatabase open(StorageEnvironment environment, Path directory, boolean create) throws IOException {
        Options options = environment.newOptions().setCreateIfMissing(create);
        RocksDB rocks;
        try {
            rocks = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            options.close();
            throw new IOException("cannot open the store in " + directory, e);
        }
        OpenDatabase database = new OpenDatabase(environment, directory, options, rocks);
        try {
            database.checkFormat(create);
        } catch (IOException | RuntimeException e) {
            database.retire(null);
            throw e;
        }
        return database;
    }

    private void checkFormat(boolean create) throws IOException {
        byte[] format = get(StateKey.FORMAT.key());
        if (format == null && create) {
            byte[] current = new byte[Integer.BYTES];
            BigEndian.putInt(current, 0, FORMAT);
            try {
                rocks.put(writeOptions, StateKey.FORMAT.key(), current);
            } catch (RocksDBException e) {
                throw new IOException("cannot write to the store in " + directory, e);
            }
            flush();
        } else if (format == null || format.length != Integer.BYTES) {
            throw new CorruptStoreException("no store format in " + directory);
        } else if (Integer.compareUnsigned(BigEndian.getInt(format, 0), FORMAT) > 0) {
            throw CorruptStoreException.newer(
                    "the store in " + directory + " has", BigEndian.getInt(format, 0), FORMAT);
        } else if (BigEndian.getInt(format, 0) != FORMAT) {
            throw new CorruptStoreException("the store in " + directory + " has an impossible format");
        }
    }

    /** False: it is closed, or about to be. */
    boolean acquire() {
        while (true) {
            int users = references.get();
            if (users == 0) {
                return false;
            }
            if (references.compareAndSet(users, users + 1)) {
                return true;
            }
        }
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            readOptions.close();
            writeOptions.close();
            rocks.close();
            options.close();
            environment.storeClosed();
            Runnable last = afterClose;
            if (last != null) {
                last.run();
            }
            closed.countDown();
        }
    }

    /** Gives up the owner's reference, once. Flushes and compactions under way are stopped. */
    void retire(@Nullable Runnable afterLastUser) {
        afterClose = afterLastUser;
        rocks.cancelAllBackgroundWork(true);
        release();
    }

    boolean awaitClosed(long timeoutSeconds) throws InterruptedException {
        return closed.await(timeoutSeconds, TimeUnit.SECONDS);
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return rocks.get(readOptions, key);
        } catch (RocksDBException e) {
            throw new IOException("read failed", e);
        }
    }

    /** At once: a crash leaves all of it, or none. */
    void write(List<StoreBatch.Change> changes) throws IOException {
        try (WriteBatch batch = new WriteBatch()) {
            for (StoreBatch.Change change : changes) {
                byte[] value = change.value();
                if (value == null) {
                    batch.delete(change.key());
                } else {
                    batch.put(change.key(), value);
                }
            }
            rocks.write(writeOptions, batch);
        } catch (RocksDBException e) {
            throw new IOException("write failed", e);
        }
    }

    void flush() throws IOException {
        try (FlushOptions flushOptions = new FlushOptions().setWaitForFlush(true)) {
            rocks.flush(flushOptions);
        } catch (RocksDBException e) {
            throw new IOException("flush failed", e);
        }
    }

    Path directory() {
        return directory;
    }

    RocksDB rocks() {
        return rocks;
    }
}
