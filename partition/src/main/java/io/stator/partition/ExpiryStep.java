package io.stator.partition;

import org.jspecify.annotations.Nullable;

/**
 * What a step of a search for expired items did.
 *
 * @param looked items that were looked at
 * @param deleted items that had expired, and had not changed since
 * @param next where to go on; null: every table was seen
 */
public record ExpiryStep(int looked, int deleted, @Nullable WalkPlace next) {}
