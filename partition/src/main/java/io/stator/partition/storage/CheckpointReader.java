package io.stator.partition.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Reads a finished checkpoint back. */
final class CheckpointReader {
    private CheckpointReader() {}

    static long appliedIndex(StorageEnvironment environment, Path checkpoint) throws IOException {
        long index;
        try (Options options = environment.newOptions();
                RocksDB rocks = RocksDB.openReadOnly(options, checkpoint.toString())) {
            index = ReplicaStore.readAppliedIndex(rocks.get(StateKey.APPLIED.key()));
        } catch (RocksDBException e) {
            throw new CorruptStoreException("unreadable checkpoint in " + checkpoint, e);
        }
        deleteInfoLogs(checkpoint);
        GenerationDirectory.sync(checkpoint);
        Path parent = checkpoint.toAbsolutePath().getParent();
        if (parent != null) {
            GenerationDirectory.sync(parent);
        }
        return index;
    }

    /** Opening leaves a log behind, which is no part of the state. */
    private static void deleteInfoLogs(Path checkpoint) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(checkpoint)) {
            files = listed.filter(file -> file.getFileName().toString().startsWith("LOG"))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
