package io.stator.client.routing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.model.BillingMode;
import io.stator.model.CapacityType;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.ThroughputExceededException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.UpdateTypeException;
import io.stator.proto.v1.Error;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.ThroughputExceeded;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Errors on the wire: a gRPC status with an Error message (api.proto) in the trailer {@code
 * stator-error-bin}. The message decides; the status is for tools that do not know it. Stateless.
 */
public final class ErrorCodec {
    public static final Metadata.Key<byte[]> TRAILER =
            Metadata.Key.of("stator-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** Characters of a message that are sent: trailers are limited. */
    static final int MESSAGE_CHARS_MAX = 4_096;

    private ErrorCodec() {}

    /** What a server ends a call with. Anything but a StatorException becomes INTERNAL_SERVER_ERROR. */
    public static StatusRuntimeException toStatus(Throwable failure) {
        StatorException error = toStatorException(failure);
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, toProto(error).toByteArray());
        return statusOf(error.code()).withDescription(shortMessage(error)).asRuntimeException(trailers);
    }

    /** Unwraps what futures wrap, reads what gRPC throws; anything else becomes INTERNAL_SERVER_ERROR. */
    public static StatorException toStatorException(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StatorException error) {
            return error;
        }
        if (cause instanceof StatusRuntimeException status) {
            Metadata trailers = status.getTrailers();
            StatorException error = trailers == null ? null : fromTrailers(trailers);
            return error != null ? error : fromStatus(status.getStatus());
        }
        return new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "Internal error: " + cause, cause);
    }

    public static Error toProto(StatorException error) {
        Error.Builder builder =
                Error.newBuilder().setCode(toProto(error.code())).setMessage(shortMessage(error));
        Item item = error.item();
        if (item != null) {
            builder.setItem(ItemCodec.encode(item));
        }
        if (error instanceof RequestExpiredException expired) {
            builder.setWriteCount(expired.writeCount());
        }
        if (error instanceof ThroughputExceededException exceeded) {
            builder.setThroughput(ThroughputExceeded.newBuilder()
                    .setTable(exceeded.table())
                    .setWrites(exceeded.type() == CapacityType.WRITE)
                    .setOnDemand(exceeded.mode() == BillingMode.PAY_PER_REQUEST));
        }
        if (error instanceof UpdateTypeException) {
            builder.setUpdateOfWrongType(true);
        }
        if (error instanceof TransactionCanceledException cancelled) {
            cancelled.reasons().forEach(reason -> builder.addReasons(CancellationReasons.toProto(reason)));
        }
        PartitionInfo route = error instanceof WrongRouteException wrongRoute ? wrongRoute.route() : null;
        return route == null ? builder.build() : builder.setRoute(route).build();
    }

    public static StatorException fromProto(Error error) {
        ErrorCode code = fromProto(error.getCode());
        if (code == ErrorCode.WRONG_ROUTE) {
            return new WrongRouteException(error.getMessage(), error.hasRoute() ? error.getRoute() : null);
        }
        if (code == ErrorCode.REQUEST_EXPIRED) {
            return new RequestExpiredException(error.getMessage(), error.getWriteCount());
        }
        if (code == ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED) {
            return new ThroughputExceededException(
                    error.getMessage(),
                    error.getThroughput().getTable(),
                    error.getThroughput().getWrites() ? CapacityType.WRITE : CapacityType.READ,
                    error.getThroughput().getOnDemand() ? BillingMode.PAY_PER_REQUEST : BillingMode.PROVISIONED);
        }
        if (error.getUpdateOfWrongType()) {
            return new UpdateTypeException();
        }
        if (code == ErrorCode.TRANSACTION_CANCELED && error.getReasonsCount() > 0) {
            return new TransactionCanceledException(error.getReasonsList().stream()
                    .map(CancellationReasons::fromProto)
                    .toList());
        }
        Item item = error.hasItem() ? ItemCodec.decode(error.getItem()) : null;
        return new StatorException(code, error.getMessage(), item, null);
    }

    /** The server's own word on what went wrong; null if it sent none. */
    static @Nullable StatorException fromTrailers(Metadata trailers) {
        byte[] bytes = trailers.get(TRAILER);
        if (bytes == null) {
            return null;
        }
        try {
            return fromProto(Error.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | StatorException unreadable) {
            // The server did answer, but nobody knows what: as if it had not.
            return null;
        }
    }

    private static StatorException fromStatus(Status status) {
        String message = "gRPC " + status.getCode() + ": " + status.getDescription();
        ErrorCode code = status.getCode() == Status.Code.UNIMPLEMENTED
                ? ErrorCode.INTERNAL_SERVER_ERROR
                : ErrorCode.OUTCOME_UNKNOWN;
        return new StatorException(code, message, status.getCause());
    }

    private static String shortMessage(StatorException error) {
        String message = String.valueOf(error.getMessage());
        return message.length() <= MESSAGE_CHARS_MAX ? message : message.substring(0, MESSAGE_CHARS_MAX);
    }

    private static Status statusOf(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> Status.INVALID_ARGUMENT;
            case RESOURCE_NOT_FOUND -> Status.NOT_FOUND;
            case RESOURCE_IN_USE -> Status.ALREADY_EXISTS;
            case CONDITIONAL_CHECK_FAILED, IDEMPOTENT_PARAMETER_MISMATCH -> Status.FAILED_PRECONDITION;
            case LIMIT_EXCEEDED, THROTTLING, PROVISIONED_THROUGHPUT_EXCEEDED -> Status.RESOURCE_EXHAUSTED;
            case INTERNAL_SERVER_ERROR -> Status.INTERNAL;
            case SERVICE_UNAVAILABLE -> Status.UNAVAILABLE;
            case WRONG_ROUTE, REQUEST_EXPIRED, TRANSACTION_CANCELED, TRANSACTION_CONFLICT, TRANSACTION_IN_PROGRESS ->
                Status.ABORTED;
            case OUTCOME_UNKNOWN -> Status.UNKNOWN;
        };
    }

    static io.stator.proto.v1.ErrorCode toProto(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> io.stator.proto.v1.ErrorCode.ERROR_CODE_VALIDATION;
            case RESOURCE_NOT_FOUND -> io.stator.proto.v1.ErrorCode.ERROR_CODE_RESOURCE_NOT_FOUND;
            case RESOURCE_IN_USE -> io.stator.proto.v1.ErrorCode.ERROR_CODE_RESOURCE_IN_USE;
            case CONDITIONAL_CHECK_FAILED -> io.stator.proto.v1.ErrorCode.ERROR_CODE_CONDITIONAL_CHECK_FAILED;
            case LIMIT_EXCEEDED -> io.stator.proto.v1.ErrorCode.ERROR_CODE_LIMIT_EXCEEDED;
            case THROTTLING -> io.stator.proto.v1.ErrorCode.ERROR_CODE_THROTTLING;
            case PROVISIONED_THROUGHPUT_EXCEEDED ->
                io.stator.proto.v1.ErrorCode.ERROR_CODE_PROVISIONED_THROUGHPUT_EXCEEDED;
            case INTERNAL_SERVER_ERROR -> io.stator.proto.v1.ErrorCode.ERROR_CODE_INTERNAL_SERVER_ERROR;
            case SERVICE_UNAVAILABLE -> io.stator.proto.v1.ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE;
            case WRONG_ROUTE -> io.stator.proto.v1.ErrorCode.ERROR_CODE_WRONG_ROUTE;
            case OUTCOME_UNKNOWN -> io.stator.proto.v1.ErrorCode.ERROR_CODE_OUTCOME_UNKNOWN;
            case REQUEST_EXPIRED -> io.stator.proto.v1.ErrorCode.ERROR_CODE_REQUEST_EXPIRED;
            case TRANSACTION_CANCELED -> io.stator.proto.v1.ErrorCode.ERROR_CODE_TRANSACTION_CANCELED;
            case TRANSACTION_CONFLICT -> io.stator.proto.v1.ErrorCode.ERROR_CODE_TRANSACTION_CONFLICT;
            case TRANSACTION_IN_PROGRESS -> io.stator.proto.v1.ErrorCode.ERROR_CODE_TRANSACTION_IN_PROGRESS;
            case IDEMPOTENT_PARAMETER_MISMATCH -> io.stator.proto.v1.ErrorCode.ERROR_CODE_IDEMPOTENT_PARAMETER_MISMATCH;
        };
    }

    /** A code that this version does not know promises nothing. */
    private static ErrorCode fromProto(io.stator.proto.v1.ErrorCode code) {
        return switch (code) {
            case ERROR_CODE_VALIDATION -> ErrorCode.VALIDATION;
            case ERROR_CODE_RESOURCE_NOT_FOUND -> ErrorCode.RESOURCE_NOT_FOUND;
            case ERROR_CODE_RESOURCE_IN_USE -> ErrorCode.RESOURCE_IN_USE;
            case ERROR_CODE_CONDITIONAL_CHECK_FAILED -> ErrorCode.CONDITIONAL_CHECK_FAILED;
            case ERROR_CODE_LIMIT_EXCEEDED -> ErrorCode.LIMIT_EXCEEDED;
            case ERROR_CODE_THROTTLING -> ErrorCode.THROTTLING;
            case ERROR_CODE_PROVISIONED_THROUGHPUT_EXCEEDED -> ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED;
            case ERROR_CODE_INTERNAL_SERVER_ERROR -> ErrorCode.INTERNAL_SERVER_ERROR;
            case ERROR_CODE_SERVICE_UNAVAILABLE -> ErrorCode.SERVICE_UNAVAILABLE;
            case ERROR_CODE_WRONG_ROUTE -> ErrorCode.WRONG_ROUTE;
            case ERROR_CODE_REQUEST_EXPIRED -> ErrorCode.REQUEST_EXPIRED;
            case ERROR_CODE_TRANSACTION_CANCELED -> ErrorCode.TRANSACTION_CANCELED;
            case ERROR_CODE_TRANSACTION_CONFLICT -> ErrorCode.TRANSACTION_CONFLICT;
            case ERROR_CODE_TRANSACTION_IN_PROGRESS -> ErrorCode.TRANSACTION_IN_PROGRESS;
            case ERROR_CODE_IDEMPOTENT_PARAMETER_MISMATCH -> ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH;
            case ERROR_CODE_OUTCOME_UNKNOWN, ERROR_CODE_UNSPECIFIED, UNRECOGNIZED -> ErrorCode.OUTCOME_UNKNOWN;
        };
    }
}
