package io.stator.client.routing;

import io.grpc.Status;
import io.stator.client.routing.NodeConnections.Health;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt means.
 *
 * @param again whether the same request may be sent again, and may then succeed
 * @param health what it says about the node
 */
record AttemptFailure(StatorException error, boolean again, Health health) {

    static AttemptFailure of(Attempt<?> attempt, Repeat repeat, @Nullable StatorException said, Status status) {
        if (said != null) {
            boolean again =
                    said.code().retryable() || (repeat != Repeat.FORBIDDEN && said.code() == ErrorCode.OUTCOME_UNKNOWN);
            return new AttemptFailure(said, again, Health.GOOD);
        }
        String message = attempt.address() + ": gRPC " + status.getCode() + ": " + status.getDescription();
        Health health = healthBy(status.getCode());
        if (repeat != Repeat.HARMLESS && attempt.maybeSent() && status.getCode() != Status.Code.UNIMPLEMENTED) {
            boolean again = repeat == Repeat.RECOGNIZED;
            return new AttemptFailure(failure(ErrorCode.OUTCOME_UNKNOWN, message, status), again, health);
        }
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL, ABORTED ->
                new AttemptFailure(failure(ErrorCode.SERVICE_UNAVAILABLE, message, status), true, health);
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                new AttemptFailure(failure(ErrorCode.INTERNAL_SERVER_ERROR, message, status), false, health);
        };
    }

    private static Health healthBy(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE -> Health.UNREACHABLE;
            case DEADLINE_EXCEEDED, CANCELLED -> Health.STALLED;
            case OK,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED -> Health.GOOD;
        };
    }

    private static StatorException failure(ErrorCode code, String message, Status status) {
        return new StatorException(code, message, status.getCause());
    }
}
