package io.stator.server.bench.http;

import io.stator.model.StatorException;
import io.stator.server.bench.BenchmarkTarget;
import io.stator.server.bench.CpuReading;
import io.stator.server.bench.StatorTarget;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A Stator cluster through the DynamoDB API. The table is made and filled through the Java client, so that all that is
 * measured finds the same. Owns neither of both.
 */
public final class DynamoTarget implements BenchmarkTarget {
    private final StatorTarget cluster;
    private final ItemCalls calls;

    public DynamoTarget(StatorTarget cluster, ItemCalls calls) {
        this.cluster = cluster;
        this.calls = calls;
    }

    /** @throws StatorException also if the API refuses a call, such as one of a stranger: before all of them are */
    @Override
    public void create() {
        cluster.create();
        try {
            calls.get("none", true).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatorException refused ? refused : e;
        }
    }

    @Override
    public CompletableFuture<Void> load(List<Entry> entries) {
        return cluster.load(entries);
    }

    @Override
    public CompletableFuture<?> write(Entry entry) {
        return calls.put(entry);
    }

    @Override
    public CompletableFuture<?> read(String key) {
        return calls.get(key, true);
    }

    @Override
    public CompletableFuture<?> eventualRead(String key) {
        return calls.get(key, false);
    }

    /** Not by this way: the command refuses it. */
    @Override
    public CompletableFuture<?> transactWrite(List<Entry> entries) {
        throw new UnsupportedOperationException("transactions are measured through the Java client");
    }

    /** Not by this way: the command refuses it. */
    @Override
    public CompletableFuture<?> transactRead(List<String> keys) {
        throw new UnsupportedOperationException("transactions are measured through the Java client");
    }

    @Override
    public int nodes() {
        return cluster.nodes();
    }

    @Override
    public int partitions() {
        return cluster.partitions();
    }

    @Override
    public CpuReading cpu() {
        return cluster.cpu();
    }
}
