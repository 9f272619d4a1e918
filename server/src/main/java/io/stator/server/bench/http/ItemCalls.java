package io.stator.server.bench.http;

import io.stator.server.bench.BenchmarkTarget.Entry;
import java.util.concurrent.CompletableFuture;

/**
 * Calls of the DynamoDB API on the table of a benchmark. Thread-safe. Futures fail with a {@link
 * io.stator.model.StatorException}: by the code that {@link ApiErrors} finds for an answer; without an answer a write with
 * OUTCOME_UNKNOWN, if it may have been sent, and everything else with SERVICE_UNAVAILABLE.
 */
public interface ItemCalls extends AutoCloseable {

    /** PutItem. */
    CompletableFuture<?> put(Entry entry);

    /** GetItem. */
    CompletableFuture<?> get(String key, boolean consistent);

    /** Calls under way fail. */
    @Override
    void close();
}
