package io.stator.gateway;

import java.util.concurrent.CompletableFuture;

/** One operation of the API, such as GetItem. Thread-safe. */
@FunctionalInterface
public interface ApiOperation {
    /**
     * Called by a thread that serves many connections: must neither block nor take long.
     *
     * @return the answer; may fail with a {@link io.stator.gateway.error.ApiException} or a
     *     {@link io.stator.model.StatorException}, which is told to the client by its code. Anything else is a bug: the
     *     client gets an InternalServerError without details
     * @throws RuntimeException the same, and means the same, as a failed future
     */
    CompletableFuture<ApiAnswer> call(ApiRequest request);

    /** Whether it reads items and does nothing else: such an answer can be dropped, and asked for again. */
    default boolean readsItems() {
        return false;
    }
}
