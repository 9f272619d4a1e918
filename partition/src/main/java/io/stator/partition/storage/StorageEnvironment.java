package io.stator.partition.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RateLimiter;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What all stores of a node share: cache, write buffers, background threads. Thread-safe. Close it after
 * the last store.
 */
public final class StorageEnvironment implements AutoCloseable {
    /** Largest memtable of one store; all of them together stay under writeBufferBytes. */
    private static final long MEMTABLE_BYTES_MAX = 32L << 20;

    private static final int MEMTABLES_MAX = 3;
    private static final double BLOOM_BITS_PER_KEY = 10;
    private static final long BLOCK_BYTES = 8 << 10;
    private static final long INFO_LOG_BYTES_MAX = 1 << 20;
    private static final long MANIFEST_BYTES_MAX = 16 << 20;
    private static final long SYNC_EVERY_BYTES = 1 << 20;

    /**
     * Of what has been flushed, of the level that it is merged into, and of those below. The second is all there is of a small store, and
     * is written anew by each merge; ZSTD is for what lies still.
     */
    private static final List<CompressionType> COMPRESSION =
            List.of(CompressionType.LZ4_COMPRESSION, CompressionType.LZ4_COMPRESSION, CompressionType.ZSTD_COMPRESSION);

    private final StorageSettings settings;
    private final EntryWriter entryWriter;
    private final BackgroundWork backgroundWork;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter;
    private final @Nullable RateLimiter rateLimiter;
    private final AtomicInteger openStores = new AtomicInteger();
    private boolean closed;

    public StorageEnvironment(StorageSettings settings) {
        this(settings, EntryWriter.atOnce(), StorageListener.NONE);
    }

    /** @param entryWriter writes what all stores are given */
    public StorageEnvironment(StorageSettings settings, EntryWriter entryWriter, StorageListener listener) {
        loadLibrary(settings.nativeDirectory());
        this.backgroundWork = new BackgroundWork(listener);
        this.filter = new BloomFilter(BLOOM_BITS_PER_KEY);
        this.settings = settings;
        this.entryWriter = entryWriter;
        // Memtables are charged to the cache: together they never take more than the sum.
        this.cache = new LRUCache(settings.blockCacheBytes() + settings.writeBufferBytes());
        this.writeBuffers = new WriteBufferManager(settings.writeBufferBytes(), cache);
        this.rateLimiter =
                settings.backgroundBytesPerSecond() == 0 ? null : new RateLimiter(settings.backgroundBytesPerSecond());
        Env env = Env.getDefault();
        env.setBackgroundThreads(1, Priority.HIGH);
        env.setBackgroundThreads(settings.backgroundThreads() - 1, Priority.LOW);
    }

    private static void loadLibrary(@Nullable Path directory) {
        if (directory != null) {
            try {
                Files.createDirectories(directory);
                NativeLibraryLoader.getInstance()
                        .loadLibrary(directory.toAbsolutePath().toString());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unpack RocksDB's native library into " + directory, e);
            }
        }
        RocksDB.loadLibrary();
    }

    /** Options for one database; the caller closes them after it. */
    Options newOptions() {
        Options options = new Options()
                .setEnv(Env.getDefault())
                .setCreateIfMissing(false)
                .setParanoidChecks(true)
                .setMaxOpenFiles(settings.openFilesPerStore())
                .setMaxBackgroundJobs(settings.backgroundThreads())
                .setBytesPerSync(SYNC_EVERY_BYTES)
                .setAvoidFlushDuringShutdown(true)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES_MAX)
                .setKeepLogFileNum(2)
                .setMaxManifestFileSize(MANIFEST_BYTES_MAX)
                .setListeners(List.of(backgroundWork))
                .setWriteBufferManager(writeBuffers);
        if (rateLimiter != null) {
            options.setRateLimiter(rateLimiter);
        }
        long memtableBytes = Math.min(MEMTABLE_BYTES_MAX, settings.writeBufferBytes());
        // Files no larger than a memtable: a dropped table gives most of its space back by whole files.
        return options.setWriteBufferSize(memtableBytes)
                .setTargetFileSizeBase(memtableBytes)
                .setMaxWriteBufferNumber(MEMTABLES_MAX)
                .setCompactionStyle(CompactionStyle.LEVEL)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionPerLevel(COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setOptimizeFiltersForMemory(true)
                        .setWholeKeyFiltering(true)
                        .setFilterPolicy(filter));
    }

    EntryWriter entryWriter() {
        return entryWriter;
    }

    void storeOpened() {
        openStores.incrementAndGet();
    }

    void storeClosed() {
        openStores.decrementAndGet();
    }

    int openStores() {
        return openStores.get();
    }

    /** @throws IllegalStateException while a store is open: its memory would be freed under it */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        int open = openStores.get();
        if (open != 0) {
            throw new IllegalStateException("stores still open: " + open);
        }
        closed = true;
        backgroundWork.close();
        writeBuffers.close();
        filter.close();
        if (rateLimiter != null) {
            rateLimiter.close();
        }
        cache.close();
    }
}
