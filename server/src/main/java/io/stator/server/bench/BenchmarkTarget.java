package io.stator.server.bench;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a benchmark puts its load on: something that holds values by key, on several nodes. Thread-safe. Futures fail with
 * what {@link Operation#code} knows.
 */
public interface BenchmarkTarget {

    /** A key and its value. */
    record Entry(String key, ByteString value) {}

    /** Makes what the values are kept in, if it is not there. */
    void create();

    /** Keeps these; at most as many as go into a batch. For the time before the measurement. */
    CompletableFuture<Void> load(List<Entry> entries);

    CompletableFuture<?> write(Entry entry);

    /** Linearizable. */
    CompletableFuture<?> read(String key);

    CompletableFuture<?> eventualRead(String key);

    /** All of them or none; each of another key. */
    CompletableFuture<?> transactWrite(List<Entry> entries);

    /** As they were at one moment; each another key. */
    CompletableFuture<?> transactRead(List<String> keys);

    int nodes();

    int partitions();

    CpuReading cpu();
}
