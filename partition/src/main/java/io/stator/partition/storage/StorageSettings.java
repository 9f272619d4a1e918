package io.stator.partition.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the stores of one node may use together.
 *
 * @param blockCacheBytes of uncompressed blocks, filters and indexes
 * @param writeBufferBytes of changes that are not yet in files, over all stores; beyond it the fullest is flushed
 * @param backgroundThreads for flushes and compactions, from 2
 * @param backgroundBytesPerSecond that flushes and compactions may write; 0: as many as they can
 * @param openFilesPerStore kept open by one store, from 16
 * @param nativeDirectory where RocksDB's native library (17 MB) is unpacked, in place of what is there: of this process
 *     alone. Null: the system's temporary directory, where a process that is killed leaves it. The first store
 *     environment of a process decides
 */
public record StorageSettings(
        long blockCacheBytes,
        long writeBufferBytes,
        int backgroundThreads,
        long backgroundBytesPerSecond,
        int openFilesPerStore,
        @Nullable Path nativeDirectory) {

    public static final StorageSettings DEFAULT = new StorageSettings(128L << 20, 64L << 20, 2, 0, 512, null);

    public StorageSettings {
        if (blockCacheBytes < 1 << 20 || writeBufferBytes < 1 << 20) {
            throw new IllegalArgumentException("block cache and write buffers need 1 MB each at least");
        }
        if (backgroundThreads < 2 || backgroundBytesPerSecond < 0 || openFilesPerStore < 16) {
            throw new IllegalArgumentException(
                    "background threads from 2, bytes per second from 0, open files from 16");
        }
    }
}
