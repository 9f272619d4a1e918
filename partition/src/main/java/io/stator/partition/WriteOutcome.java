package io.stator.partition;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.StatorException;
import io.stator.model.UpdateTypeException;
import io.stator.txn.Intent;
import org.jspecify.annotations.Nullable;

/** What became of a write that went through the log. All but {@link Done} and {@link DoneBefore} left the item as it was. */
public sealed interface WriteOutcome {

    /**
     * @param attributes an encoded item of what was asked for; null: nothing was asked for or there is none
     * @param sizes null: they were not asked for
     */
    record Done(@Nullable ByteString attributes, @Nullable WrittenSizes sizes) implements WriteOutcome {
        public Done(@Nullable ByteString attributes) {
            this(attributes, null);
        }
    }

    /**
     * @param item the encoded item, if there is one and it was asked for
     * @param sizes of the item that is there and the one that was to be put; null: they were not asked for, or an earlier
     *     attempt failed so, in an earlier log entry
     */
    record ConditionFailed(
            @Nullable ByteString item, @Nullable WrittenSizes sizes) implements WriteOutcome {
        public ConditionFailed(@Nullable ByteString item) {
            this(item, null);
        }
    }

    /** By a rule that only apply can check, such as an operand's type. */
    record Refused(ErrorCode code, String message) implements WriteOutcome {
        /** As apply threw it: remembered answers have code and words alone, so they say which kind it was. */
        public StatorException toException() {
            return code == ErrorCode.VALIDATION && message.equals(ErrorMessages.UPDATE_OF_WRONG_TYPE)
                    ? new UpdateTypeException()
                    : new StatorException(code, message);
        }
    }

    /** The key is not in this partition's bounds, or the epoch is another. */
    record WrongRoute() implements WriteOutcome {}

    /**
     * Not applied. So many writes came since it was first sent that an earlier attempt may be forgotten, or it says that
     * it was sent after writes that never were.
     */
    record Expired() implements WriteOutcome {}

    /** A retry of a write that was done; what it returned was too large to keep. */
    record DoneBefore() implements WriteOutcome {}

    /** This intent stands on the item. It is no answer that is remembered: another attempt may be done. */
    record Blocked(Intent intent) implements WriteOutcome {}

    /** An intent stands on the item, and this was the {@link ItemWrite#lastAttempt}: the write is never done. */
    record Conflicted() implements WriteOutcome {}

    /** This partition does not have the table, or only by another schema version. */
    record TableUnknown() implements WriteOutcome {}
}
