package io.stator.server.replica;

import io.grpc.StatusRuntimeException;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.WrongRouteException;
import io.stator.consensus.ConsensusException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.PartitionInfo;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What failed inside, as what a client is told. Messages are constant: no data, no addresses. Stateless. */
public final class Failures {
    private Failures() {}

    /** Without a hint where else to go. */
    public static StatorException translate(Throwable failure) {
        return translate(failure, memberId -> null);
    }

    /** @param place of the leader with this member id (empty: unknown), as far as is known */
    public static StatorException translate(Throwable failure, Function<String, @Nullable PartitionInfo> place) {
        Throwable cause = unwrap(failure);
        if (cause instanceof ConsensusException consensus) {
            return translate(consensus, place);
        }
        if (cause instanceof StatorException || cause instanceof StatusRuntimeException) {
            return ErrorCodec.toStatorException(cause);
        }
        return new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "Internal server error", cause);
    }

    private static StatorException translate(
            ConsensusException failure, Function<String, @Nullable PartitionInfo> place) {
        return switch (failure.reason()) {
            case NOT_LEADER -> new WrongRouteException("Another node leads", place.apply(failure.leader()));
            case OVERLOADED ->
                new StatorException(ErrorCode.THROTTLING, "Too many requests are waiting; try again later", failure);
            case STOPPED -> new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The replica is stopped", failure);
            case TOO_LARGE -> new StatorException(ErrorCode.VALIDATION, "The request is too large", failure);
            case OUTCOME_UNKNOWN ->
                new StatorException(
                        ErrorCode.OUTCOME_UNKNOWN, "The outcome is unknown: it may or may not have been done", failure);
        };
    }

    /** What the futures' own exceptions wrap. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            Throwable inner = cause.getCause();
            if (inner == null) {
                return cause;
            }
            cause = inner;
        }
        return cause;
    }
}
