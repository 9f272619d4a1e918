package io.stator.gateway.operation;

import org.jspecify.annotations.Nullable;

/** What of the consumed capacity an answer tells: ReturnConsumedCapacity. */
enum CapacityDetail {
    NONE,
    /** In all. */
    TOTAL,
    /** Also what of it the table consumed, and what each index. */
    INDEXES;

    /** @param member one of these names, as constraints have seen to; null: NONE */
    static CapacityDetail of(@Nullable String member) {
        return member == null ? NONE : valueOf(member);
    }
}
