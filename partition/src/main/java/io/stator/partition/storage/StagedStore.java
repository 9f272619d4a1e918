package io.stator.partition.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that is to replace a store's current one: read it, then {@link #makeCurrent}, then {@link
 * ReplicaStore#swap}. Closed before the swap it leaves the store as it was. For one thread.
 */
public final class StagedStore implements StoreReads, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagedStore.class);

    private final GenerationDirectory directory;
    private final OpenDatabase database;
    private final long appliedIndex;
    private @Nullable OpenDatabase replaced;
    private boolean current;
    private boolean closed;

    StagedStore(GenerationDirectory directory, OpenDatabase database, long appliedIndex) {
        this.directory = directory;
        this.database = database;
        this.appliedIndex = appliedIndex;
    }

    public long appliedIndex() {
        return appliedIndex;
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        return database.get(key);
    }

    @Override
    public StoreCursor cursor(KeyRange range, CursorOptions options) throws IOException {
        if (!database.acquire()) {
            throw new StoreClosedException();
        }
        return new StoreCursor(database, range, options, null);
    }

    /** From here on a restart finds this database. */
    public void makeCurrent() throws IOException {
        directory.makeCurrent(database.directory());
        current = true;
    }

    /** Gives its database away for the one that it replaces. */
    OpenDatabase exchange(OpenDatabase old) {
        if (!current || replaced != null) {
            throw new IllegalStateException("not made current, or swapped before");
        }
        replaced = old;
        return database;
    }

    /** Gives up the staged database, or after a swap the one that it replaced, which is deleted. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        OpenDatabase old = replaced;
        if (old == null) {
            database.retire(null);
        } else {
            old.retire(() -> delete(old.directory()));
        }
    }

    private static void delete(Path generation) {
        try {
            GenerationDirectory.delete(generation);
        } catch (IOException e) {
            LOG.warn("old database not deleted, it will be at the next start: {}", generation, e);
        }
    }
}
