package io.stator.conformance;

/** The errors that cases expect: the name that a client sees, and the status of HTTP. */
enum Code {
    VALIDATION("ValidationException", 400),
    NOT_FOUND("ResourceNotFoundException", 400),
    IN_USE("ResourceInUseException", 400),
    CONDITION_FAILED("ConditionalCheckFailedException", 400),
    THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException", 400),
    THROTTLING("ThrottlingException", 400),
    TRANSACTION_CANCELLED("TransactionCanceledException", 400),
    TOKEN_MISMATCH("IdempotentParameterMismatchException", 400),
    SERIALIZATION("SerializationException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    MISSING_TOKEN("MissingAuthenticationTokenException", 400),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400);

    private final String type;
    private final int status;

    Code(String type, int status) {
        this.type = type;
        this.status = status;
    }

    String type() {
        return type;
    }

    int status() {
        return status;
    }
}
