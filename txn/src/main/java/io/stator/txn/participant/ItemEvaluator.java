package io.stator.txn.participant;

import io.stator.model.EncodedKey;
import java.io.IOException;

/**
 * Evaluates what a message's request asks of an item: condition, update, size; and whether the table is served. Only asked for items
 * that no intent stands on. Deterministic.
 */
@FunctionalInterface
public interface ItemEvaluator {
    Evaluation evaluate(EncodedKey key) throws IOException;
}
