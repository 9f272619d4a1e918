package io.stator.txn;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorCode;
import io.stator.txn.TransactionAnswer.TokenUse;
import org.jspecify.annotations.Nullable;

/** Why one item of a transaction was refused: what DynamoDB calls a cancellation reason. */
public sealed interface Refusal {

    /** Another transaction has an intent there: TransactionConflict. */
    record Conflict() implements Refusal {}

    /** An intent of another transaction with the same token stands there. @param use IN_PROGRESS or OTHER_PARAMETERS */
    record Repeated(TokenUse use) implements Refusal {}

    /** @param item as it is there, encoded, if it was asked for */
    record ConditionFailed(@Nullable ByteString item) implements Refusal {}

    /** By a rule that only the item that is there can tell, such as an operand's type. */
    record Invalid(ErrorCode code, String message) implements Refusal {}

    /** The deadline is over. */
    record TooLate() implements Refusal {}
}
