package io.stator.client;

import io.stator.client.routing.ErrorCodec;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Waits for answers. A wait that is interrupted ends with a StatorException and the thread's flag set: the outcome of a
 * write is then unknown. Stateless.
 */
final class Waiting {
    private Waiting() {}

    static <T> T read(CompletableFuture<T> future) {
        return await(future, ErrorCode.SERVICE_UNAVAILABLE);
    }

    static <T> T written(CompletableFuture<T> future) {
        return await(future, ErrorCode.OUTCOME_UNKNOWN);
    }

    private static <T> T await(CompletableFuture<T> future, ErrorCode ifInterrupted) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StatorException(ifInterrupted, "Interrupted while waiting for the answer", interrupted);
        } catch (ExecutionException failed) {
            throw anew(ErrorCodec.toStatorException(failed));
        }
    }

    /** So that its stack shows who called. */
    private static StatorException anew(StatorException error) {
        if (error instanceof TransactionCanceledException cancelled) {
            TransactionCanceledException thrown = new TransactionCanceledException(cancelled.reasons());
            thrown.addSuppressed(cancelled);
            return thrown;
        }
        return new StatorException(error.code(), String.valueOf(error.getMessage()), error.item(), error);
    }
}
