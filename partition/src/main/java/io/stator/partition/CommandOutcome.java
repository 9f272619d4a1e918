package io.stator.partition;

import io.stator.model.ErrorCode;

/** What applying one command of a partition's log answers. */
public sealed interface CommandOutcome {

    /** A write went through the log. */
    record Written(WriteOutcome outcome) implements CommandOutcome {}

    /** What was asked for stands. */
    record Done() implements CommandOutcome {}

    /** Expired items were deleted; of those that the command names, these had not changed. */
    record ItemsExpired(int deleted) implements CommandOutcome {}

    /** A message of a transaction went through the log. */
    record Stepped(StepOutcome outcome) implements CommandOutcome {}

    /** Every replica computes its digest at this index. */
    record DigestStarted(long logIndex) implements CommandOutcome {}

    /** Without effect. */
    record Refused(ErrorCode code, String message) implements CommandOutcome {}
}
