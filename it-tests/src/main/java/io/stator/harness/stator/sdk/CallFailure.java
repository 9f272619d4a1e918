package io.stator.harness.stator.sdk;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What is known when a call of the SDK has failed. As the Java client does for its own attempts ({@code RetryingCall}), it
 * looks at all of them:
 *
 * <ul>
 *   <li>A failed condition holds for all: they have one invocation id, and so one request id. If an earlier one was done, the
 *       partition answers the later one with that; if the later one was refused first, an earlier one that still comes is
 *       answered with the refusal. That holds for as long as answers are kept, which is longer than a call takes here.
 *   <li>What is invalid would have been so in all of them, as would a token that was used for something else.
 *   <li>A transaction that was cancelled is one attempt's: it has given the token free that all of them share, so that one before
 *       it in doubt may yet come, and be done. A write that met a transaction may have been refused by a node that never
 *       asked the partition. Nothing is known, then.
 *   <li>Any other refusal is of the last one alone: it may come from a node that never asked the partition. With one
 *       before it in doubt, nothing is known.
 *   <li>Without an answer, nothing is known, unless each attempt before was refused, and none is under way.
 * </ul>
 */
final class CallFailure {
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private CallFailure() {}

    /** A {@link StatorException}, or what no fault of a cluster explains. */
    static RuntimeException of(SdkException failure, Attempts attempts) {
        if (!(failure instanceof AwsServiceException answer)) {
            return attempts.anyInDoubt()
                    ? unknown(failure)
                    : new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "Nothing was done: " + failure, failure);
        }
        String error = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        return switch (error) {
            case "ConditionalCheckFailedException" -> refused(ErrorCode.CONDITIONAL_CHECK_FAILED, failure);
            case "ValidationException" -> refused(ErrorCode.VALIDATION, failure);
            case "ResourceNotFoundException" -> lastRefused(ErrorCode.RESOURCE_NOT_FOUND, failure, attempts);
            case "ResourceInUseException" -> lastRefused(ErrorCode.RESOURCE_IN_USE, failure, attempts);
            case "LimitExceededException" -> lastRefused(ErrorCode.LIMIT_EXCEEDED, failure, attempts);
            case "IdempotentParameterMismatchException" -> refused(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, failure);
            case "TransactionConflictException" -> lastRefused(ErrorCode.TRANSACTION_CONFLICT, failure, attempts);
            case "TransactionInProgressException" -> lastRefused(ErrorCode.TRANSACTION_IN_PROGRESS, failure, attempts);
            case "TransactionCanceledException" -> cancelled(failure, attempts);
            case "ThrottlingException", "ProvisionedThroughputExceededException" ->
                lastRefused(ErrorCode.THROTTLING, failure, attempts);
            default ->
                answer.statusCode() >= BAD_REQUEST && answer.statusCode() < INTERNAL_SERVER_ERROR
                        ? failure
                        : lastRefused(ErrorCode.SERVICE_UNAVAILABLE, failure, attempts);
        };
    }

    private static StatorException cancelled(SdkException failure, Attempts attempts) {
        return !attempts.anyInDoubt() && failure instanceof TransactionCanceledException cancelled
                ? SdkTransactions.cancelled(cancelled)
                : unknown(failure);
    }

    private static StatorException lastRefused(ErrorCode code, SdkException failure, Attempts attempts) {
        return attempts.anyInDoubt() ? unknown(failure) : refused(code, failure);
    }

    private static StatorException refused(ErrorCode code, SdkException failure) {
        return new StatorException(code, String.valueOf(failure.getMessage()), failure);
    }

    private static StatorException unknown(SdkException failure) {
        return new StatorException(
                ErrorCode.OUTCOME_UNKNOWN,
                "An attempt may have been applied, or may yet be; at last: " + failure,
                failure);
    }
}
