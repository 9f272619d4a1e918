package io.stator.model;

import org.jspecify.annotations.Nullable;

/**
 * Why one item of a cancelled transaction was in the way, or that it was not. Immutable.
 *
 * @param message DynamoDB's; null: there is none
 * @param item that a condition failed on, where the request asked for it
 */
public record CancellationReason(
        Code code, @Nullable String message, @Nullable Item item) {
    /** This item was not in the way. */
    public static final CancellationReason NONE = new CancellationReason(Code.NONE, null, null);

    /** DynamoDB's codes, as far as Stator gives them. */
    public enum Code {
        NONE("None"),
        CONDITIONAL_CHECK_FAILED("ConditionalCheckFailed"),
        TRANSACTION_CONFLICT("TransactionConflict"),
        VALIDATION_ERROR("ValidationError"),
        PROVISIONED_THROUGHPUT_EXCEEDED("ProvisionedThroughputExceeded"),
        THROTTLING_ERROR("ThrottlingError");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /** As DynamoDB writes it. */
        public String text() {
            return text;
        }
    }
}
