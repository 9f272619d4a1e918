package io.stator.server.bench;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An operation that was begun. */
record Operation(OperationKind kind, CompletableFuture<?> answer) {

    /** Of a failure of an answer. */
    static ErrorCode code(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StatorException known ? known.code() : ErrorCode.INTERNAL_SERVER_ERROR;
    }
}
