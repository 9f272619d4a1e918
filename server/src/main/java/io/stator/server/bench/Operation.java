package io.stator.server.bench;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An operation that was begun. */
record Operation(OperationKind kind, CompletableFuture<?> answer) {

    /** Of a failure of an answer. */
    static ErrorCode code(Throwable failure) {
        return cause(failure) instanceof StatorException known ? known.code() : ErrorCode.INTERNAL_SERVER_ERROR;
    }

    /** Of a failure of a future: what it failed with, out of what futures put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
