package io.stator.gateway.error;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.BillingMode;
import io.stator.model.CancellationReason;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.ThroughputExceededException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.json.DynamoJson;
import io.stator.model.json.JsonTypeException;
import io.stator.model.json.MalformedJsonException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of an error.
 *
 * <p>DynamoDB has no word for an outcome that is not known, and its SDKs try again after an InternalServerError. They
 * send the same invocation id with it, which is the request id of a write: if the first attempt was applied after all,
 * the partition answers the second one from memory, as long as it keeps answers (decision 0006); of one that it recognizes
 * but has no answer of, the client gets the InternalServerError in the end. So a write whose outcome stays unknown is never
 * told as done or as not done.
 *
 * @param type says the HTTP status
 * @param json the body
 * @param bug whether the error should not have been: its cause is to be logged, and is not told to the client
 */
public record ErrorBody(ApiErrorType type, JsonBytes json, boolean bug) {
    private static final String INTERNAL =
            "The request processing has failed because of an unknown error, exception or failure.";

    /** @param message null: there is none */
    public static ErrorBody of(ApiErrorType type, @Nullable String message) {
        return of(type, message, null);
    }

    /** @param error what an operation threw, or failed with */
    public static ErrorBody of(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ApiException told) {
            return of(told.type(), told.getMessage(), told.members());
        }
        if (cause instanceof JsonTypeException wrongType) {
            return of(ApiErrorType.SERIALIZATION, wrongType.getMessage());
        }
        if (cause instanceof MalformedJsonException) {
            // DynamoDB does not say what is wrong.
            return of(ApiErrorType.SERIALIZATION, null);
        }
        if (cause instanceof StatorException told) {
            return of(told);
        }
        return internal();
    }

    private static ErrorBody of(StatorException error) {
        ErrorCode code = error.code();
        return switch (code) {
            case VALIDATION -> of(ApiErrorType.VALIDATION, error.getMessage());
            case RESOURCE_NOT_FOUND -> of(ApiErrorType.RESOURCE_NOT_FOUND, error.getMessage());
            case RESOURCE_IN_USE -> of(ApiErrorType.RESOURCE_IN_USE, error.getMessage());
            case CONDITIONAL_CHECK_FAILED -> conditionFailed(error);
            case LIMIT_EXCEEDED -> of(ApiErrorType.LIMIT_EXCEEDED, error.getMessage());
            case THROTTLING -> of(ApiErrorType.THROTTLING, error.getMessage());
            case PROVISIONED_THROUGHPUT_EXCEEDED ->
                of(
                        isOfOnDemand(error) ? ApiErrorType.THROTTLING : ApiErrorType.PROVISIONED_THROUGHPUT_EXCEEDED,
                        error.getMessage());
            case TRANSACTION_CANCELED -> cancelled(error);
            case TRANSACTION_CONFLICT -> of(ApiErrorType.TRANSACTION_CONFLICT, error.getMessage());
            case TRANSACTION_IN_PROGRESS -> of(ApiErrorType.TRANSACTION_IN_PROGRESS, error.getMessage());
            case IDEMPOTENT_PARAMETER_MISMATCH -> of(ApiErrorType.IDEMPOTENT_PARAMETER_MISMATCH, error.getMessage());
            case INTERNAL_SERVER_ERROR -> internal();
            // Refused before anything was done, by a node that is not the right one: no more to a client than busy.
            case SERVICE_UNAVAILABLE, WRONG_ROUTE ->
                of(ApiErrorType.SERVICE_UNAVAILABLE, "Service is unable to handle request.");
            case OUTCOME_UNKNOWN, REQUEST_EXPIRED -> of(ApiErrorType.INTERNAL_SERVER_ERROR, INTERNAL);
        };
    }

    private static boolean isOfOnDemand(StatorException error) {
        return error instanceof ThroughputExceededException exceeded && exceeded.mode() == BillingMode.PAY_PER_REQUEST;
    }

    private static ErrorBody conditionFailed(StatorException error) {
        Item item = error.item();
        ErrorMembers members = item == null
                ? null
                : generator -> {
                    generator.writeFieldName("Item");
                    DynamoJson.writeItem(generator, item);
                };
        return of(ApiErrorType.CONDITIONAL_CHECK_FAILED, error.getMessage(), members);
    }

    private static ErrorBody cancelled(StatorException error) {
        List<CancellationReason> reasons =
                error instanceof TransactionCanceledException cancelled ? cancelled.reasons() : List.of();
        return of(ApiErrorType.TRANSACTION_CANCELED, error.getMessage(), generator -> {
            generator.writeArrayFieldStart("CancellationReasons");
            for (CancellationReason reason : reasons) {
                write(reason, generator);
            }
            generator.writeEndArray();
        });
    }

    private static void write(CancellationReason reason, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("Code", reason.code().text());
        JsonBytes.member(generator, "Message", reason.message());
        Item item = reason.item();
        if (item != null) {
            generator.writeFieldName("Item");
            DynamoJson.writeItem(generator, item);
        }
        generator.writeEndObject();
    }

    private static ErrorBody internal() {
        ErrorBody told = of(ApiErrorType.INTERNAL_SERVER_ERROR, INTERNAL);
        return new ErrorBody(told.type, told.json, true);
    }

    private static ErrorBody of(ApiErrorType type, @Nullable String message, @Nullable ErrorMembers members) {
        JsonBytes json = JsonBytes.object(generator -> {
            generator.writeStringField("__type", type.qualifiedName());
            JsonBytes.member(generator, type.messageName(), message);
            if (members != null) {
                members.write(generator);
            }
        });
        return new ErrorBody(type, json, false);
    }
}
