package io.stator.model;

/** What can go wrong with a request, each with DynamoDB's own error type and whether to try again. */
public enum ErrorCode {
    VALIDATION("ValidationException", false),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", false),
    RESOURCE_IN_USE("ResourceInUseException", false),
    CONDITIONAL_CHECK_FAILED("ConditionalCheckFailedException", false),
    LIMIT_EXCEEDED("LimitExceededException", false),
    /** Refused before anything was done, because the server has too much to do. */
    THROTTLING("ThrottlingException", true),
    /**
     * Refused before anything was done, because a table has consumed what it was given: {@link ThroughputExceededException}.
     * Of a table on demand DynamoDB calls it a ThrottlingException.
     */
    PROVISIONED_THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException", true),
    /** Nothing of a transaction was done: {@link TransactionCanceledException} says why. */
    TRANSACTION_CANCELED("TransactionCanceledException", false),
    /** A write of one item was not done, since a transaction that is not decided kept it away for too long. */
    TRANSACTION_CONFLICT("TransactionConflictException", false),
    /** An earlier request with this token is not decided yet. */
    TRANSACTION_IN_PROGRESS("TransactionInProgressException", false),
    /** An earlier request with this token asked for something else. */
    IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatchException", false),
    /** A bug or a broken invariant: the request may have had an effect only where it says so. */
    INTERNAL_SERVER_ERROR("InternalServerError", false),
    /** Refused before anything was done: no leader, shutting down, not reachable. */
    SERVICE_UNAVAILABLE("ServiceUnavailable", true),
    /** Refused before anything was done: another node or another epoch serves this key. */
    WRONG_ROUTE("WrongRoute", true),
    /** A write that may have been applied, or not, or may yet be. Never retried blindly. */
    OUTCOME_UNKNOWN("OutcomeUnknown", false),
    /**
     * Not applied by this call, which came so late that an earlier one with its request id may be forgotten. Only for
     * callers that count writes themselves; the Java client says {@link #OUTCOME_UNKNOWN}, or begins anew.
     */
    REQUEST_EXPIRED("RequestExpired", false);

    private final String type;
    private final boolean retryable;

    ErrorCode(String type, boolean retryable) {
        this.type = type;
        this.retryable = retryable;
    }

    /** DynamoDB's name of this error, where it has one. */
    public String type() {
        return type;
    }

    /** Whether the same request may be sent again: surely nothing was done. */
    public boolean retryable() {
        return retryable;
    }
}
