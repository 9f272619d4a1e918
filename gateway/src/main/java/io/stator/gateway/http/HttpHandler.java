package io.stator.gateway.http;

import java.util.concurrent.CompletableFuture;

/** Answers requests. Thread-safe. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Called by a thread that serves many connections: must not block.
     *
     * @param room in which a large answer is to be reserved before the work begins
     * @return completed by any thread; its failure, or an exception, is a bug and is answered 500
     */
    CompletableFuture<HttpAnswer> handle(HttpRequest request, AnswerRoom room);
}
