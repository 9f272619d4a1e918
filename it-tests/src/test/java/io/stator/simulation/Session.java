package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A conversation and what its driver knows.
 *
 * @param operations what messages for an item do to it
 * @param requestId of a write
 * @param skew of the driver's clock
 * @param onResult told once
 */
record Session<R>(
        Conversation<R> conversation,
        Map<EncodedKey, ItemOperation> operations,
        String requestId,
        long skew,
        Consumer<R> onResult) {}
