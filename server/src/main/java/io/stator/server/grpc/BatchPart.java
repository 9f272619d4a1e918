package io.stator.server.grpc;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.SizedItem;
import io.stator.partition.WrittenSizes;
import io.stator.server.replica.Failures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One write or key of a batch, and what becomes of it.
 *
 * @param <Q> what would be handed back as unprocessed
 * @param table index in the request
 */
record BatchPart<Q>(int table, Q request, CompletableFuture<Answer> answer) {

    /**
     * @param item that was read; null: none was
     * @param sizes of what was written; null: they are not asked for, or not known
     */
    record Answer(@Nullable SizedItem item, @Nullable WrittenSizes sizes) {
        static final Answer EMPTY = new Answer(null, null);
    }

    /** All of them, when each has ended somehow. Fails with the failure of one that must not be tried again. */
    static <Q> CompletableFuture<List<BatchPart<Q>>> settled(List<BatchPart<Q>> parts) {
        CompletableFuture<?>[] ends = parts.stream()
                .map(part -> part.answer().exceptionally(failure -> Answer.EMPTY))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends).thenCompose(done -> {
            StatorException worst = null;
            for (BatchPart<Q> part : parts) {
                StatorException failure = part.failure();
                if (failure != null && !mayBeTriedAgain(failure)) {
                    worst = worst == null || failure.code() == ErrorCode.OUTCOME_UNKNOWN ? failure : worst;
                }
            }
            return worst == null ? CompletableFuture.completedFuture(parts) : CompletableFuture.failedFuture(worst);
        });
    }

    /** A transaction that kept a write away is another's, and over soon. */
    private static boolean mayBeTriedAgain(StatorException failure) {
        return failure.code().retryable() || failure.code() == ErrorCode.TRANSACTION_CONFLICT;
    }

    /**
     * Where every part was refused, the batch is: the caller learns why, and where to go. What a transaction keeps away is only
     * unprocessed: nothing is wrong with the batch.
     */
    static <Q> void failIfNothingIsDone(List<BatchPart<Q>> parts) {
        StatorException refusal = null;
        for (BatchPart<Q> part : parts) {
            refusal = part.failure();
            if (refusal == null || refusal.code() == ErrorCode.TRANSACTION_CONFLICT) {
                return;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Surely not done. Call it when all have ended. */
    boolean isUnprocessed() {
        return answer.isCompletedExceptionally();
    }

    /**
     * Whether it is never done under its request id, since the partition remembers that a transaction kept it away. Call it when
     * all have ended.
     */
    boolean isConflict() {
        StatorException failure = failure();
        return failure != null && failure.code() == ErrorCode.TRANSACTION_CONFLICT;
    }

    /** Empty also where it failed. Call it when all have ended. */
    Answer value() {
        return isUnprocessed() ? Answer.EMPTY : answer.getNow(Answer.EMPTY);
    }

    /** Null: it did not fail. */
    private @Nullable StatorException failure() {
        if (!isUnprocessed()) {
            return null;
        }
        try {
            answer.getNow(Answer.EMPTY);
            return null;
        } catch (RuntimeException failure) {
            return Failures.translate(failure);
        }
    }
}
