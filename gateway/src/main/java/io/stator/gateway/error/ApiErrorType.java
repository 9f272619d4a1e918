package io.stator.gateway.error;

/** DynamoDB's errors: what {@code __type} and which HTTP status each of them has. SDKs read the type behind the '#'. */
public enum ApiErrorType {
    // What is wrong before anybody has looked into the request's members.
    UNKNOWN_OPERATION(400, "com.amazon.coral.service#UnknownOperationException"),
    SERIALIZATION(400, "com.amazon.coral.service#SerializationException"),
    MISSING_AUTHENTICATION_TOKEN(400, "com.amazon.coral.service#MissingAuthenticationTokenException"),
    INCOMPLETE_SIGNATURE(400, "com.amazon.coral.service#IncompleteSignatureException"),
    INVALID_SIGNATURE(400, "com.amazon.coral.service#InvalidSignatureException"),
    UNRECOGNIZED_CLIENT(400, "com.amazon.coral.service#UnrecognizedClientException"),
    ACCESS_DENIED(400, "com.amazon.coral.service#AccessDeniedException"),
    /** A body that is longer than 16 MB. Believed: DynamoDB answers with the status, the name is that of its documents. */
    REQUEST_ENTITY_TOO_LARGE(413, "com.amazon.coral.service#RequestEntityTooLargeException"),

    VALIDATION(400, "com.amazon.coral.validate#ValidationException"),
    RESOURCE_NOT_FOUND(400, "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"),
    RESOURCE_IN_USE(400, "com.amazonaws.dynamodb.v20120810#ResourceInUseException"),
    CONDITIONAL_CHECK_FAILED(400, "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"),
    TRANSACTION_CANCELED(400, "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"),
    TRANSACTION_CONFLICT(400, "com.amazonaws.dynamodb.v20120810#TransactionConflictException"),
    TRANSACTION_IN_PROGRESS(400, "com.amazonaws.dynamodb.v20120810#TransactionInProgressException"),
    IDEMPOTENT_PARAMETER_MISMATCH(400, "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException"),
    LIMIT_EXCEEDED(400, "com.amazonaws.dynamodb.v20120810#LimitExceededException"),
    PROVISIONED_THROUGHPUT_EXCEEDED(400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"),
    THROTTLING(400, "com.amazon.coral.availability#ThrottlingException"),

    INTERNAL_SERVER_ERROR(500, "com.amazonaws.dynamodb.v20120810#InternalServerError"),
    SERVICE_UNAVAILABLE(503, "com.amazon.coral.availability#ServiceUnavailable");

    private final int status;
    private final String qualifiedName;

    ApiErrorType(int status, String qualifiedName) {
        this.status = status;
        this.qualifiedName = qualifiedName;
    }

    public int status() {
        return status;
    }

    /** What the member with the message is called: mostly "message". SDKs take either. */
    public String messageName() {
        return switch (this) {
            case SERIALIZATION,
                    ACCESS_DENIED,
                    TRANSACTION_CANCELED,
                    TRANSACTION_IN_PROGRESS,
                    IDEMPOTENT_PARAMETER_MISMATCH -> "Message";
            case UNKNOWN_OPERATION,
                    MISSING_AUTHENTICATION_TOKEN,
                    INCOMPLETE_SIGNATURE,
                    INVALID_SIGNATURE,
                    UNRECOGNIZED_CLIENT,
                    REQUEST_ENTITY_TOO_LARGE,
                    VALIDATION,
                    RESOURCE_NOT_FOUND,
                    RESOURCE_IN_USE,
                    CONDITIONAL_CHECK_FAILED,
                    TRANSACTION_CONFLICT,
                    LIMIT_EXCEEDED,
                    PROVISIONED_THROUGHPUT_EXCEEDED,
                    THROTTLING,
                    INTERNAL_SERVER_ERROR,
                    SERVICE_UNAVAILABLE -> "message";
        };
    }

    /** The value of {@code __type}. */
    public String qualifiedName() {
        return qualifiedName;
    }
}
