package io.stator.partition.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A database that is to replace a store's current one: read it, then {@link #makeCurrent}, then {@link
 * ReplicaStore#swap}. Closed before the swap it leaves the store as it was. For one thread.
 */
public final class StagedStore implements StoreReads, AutoCloseable {
    private final GenerationDirectory directory;
    private final OpenDatabase database;
    private final long appliedIndex;
    private boolean current;
    private boolean taken;

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

    OpenDatabase take() {
        if (!current || taken) {
            throw new IllegalStateException("not made current, or taken before");
        }
        taken = true;
        return database;
    }

    @Override
    public void close() {
        if (!taken) {
            taken = true;
            database.retire(null);
        }
    }
}
