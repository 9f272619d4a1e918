package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.replica.Failures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One write or key of a batch, and what becomes of it.
 *
 * @param <Q> what would be handed back as unprocessed
 * @param answer an item, or empty
 */
record BatchPart<Q>(Q request, CompletableFuture<ByteString> answer) {

    /**
     * All of them, when each has ended somehow. Fails with the failure of one that must not be tried again, or that
     * the table has changed.
     */
    static <Q> CompletableFuture<List<BatchPart<Q>>> settled(List<BatchPart<Q>> parts) {
        CompletableFuture<?>[] ends = parts.stream()
                .map(part -> part.answer().exceptionally(failure -> ByteString.EMPTY))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends).thenCompose(done -> {
            Throwable worst = null;
            for (BatchPart<Q> part : parts) {
                Throwable failure = part.failure();
                if (failure != null && !retryable(failure)) {
                    worst = worst == null || isUnknown(failure) ? failure : worst;
                }
            }
            return worst == null ? CompletableFuture.completedFuture(parts) : CompletableFuture.failedFuture(worst);
        });
    }

    /** Where every part was refused, the batch is: the caller learns why, and where to go. */
    static <Q> void failIfNothingIsDone(List<List<BatchPart<Q>>> tables) {
        StatorException refusal = null;
        for (List<BatchPart<Q>> parts : tables) {
            for (BatchPart<Q> part : parts) {
                Throwable failure = part.failure();
                if (failure == null) {
                    return;
                }
                refusal = Failures.translate(failure);
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    static <Q> List<Q> unprocessed(List<BatchPart<Q>> parts) {
        return parts.stream()
                .filter(part -> part.failure() != null)
                .map(BatchPart::request)
                .toList();
    }

    /** Empty also where it failed. Call it when it has ended. */
    ByteString value() {
        return answer.isCompletedExceptionally() ? ByteString.EMPTY : answer.getNow(ByteString.EMPTY);
    }

    /** Null: it did not fail. */
    private @Nullable Throwable failure() {
        return answer.isCompletedExceptionally()
                ? Failures.unwrap(answer.handle((value, failure) -> failure).getNow(new IllegalStateException()))
                : null;
    }

    private static boolean retryable(Throwable failure) {
        return failure instanceof StatorException error && error.code().retryable();
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof StatorException error && error.code() == ErrorCode.OUTCOME_UNKNOWN;
    }
}
