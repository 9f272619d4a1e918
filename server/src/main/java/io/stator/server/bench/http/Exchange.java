package io.stator.server.bench.http;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A request and its answer to be. Completed by the thread of the {@link ExchangeLoop}. */
final class Exchange {
    private final ByteBuffer request;
    private final boolean writes;
    private final long deadlineNanos;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    /**
     * @param writes whether an answer that is lost leaves an outcome unknown
     * @param deadlineNanos by the monotonic clock
     */
    Exchange(byte[] request, boolean writes, long deadlineNanos) {
        this.request = ByteBuffer.wrap(request);
        this.writes = writes;
        this.deadlineNanos = deadlineNanos;
    }

    /** What of it is still to be sent. */
    ByteBuffer request() {
        return request;
    }

    CompletableFuture<Void> answer() {
        return answer;
    }

    boolean isLate(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    void succeed() {
        answer.complete(null);
    }

    void fail(StatorException error) {
        answer.completeExceptionally(error);
    }

    /** There is no answer. */
    void lose(String reason) {
        boolean unknown = writes && request.position() > 0;
        fail(new StatorException(unknown ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.SERVICE_UNAVAILABLE, reason));
    }
}
