package io.stator.txn;

/**
 * Tells an intent from every other one that its item ever had, of the same transaction, too.
 *
 * @param version from the partition's sequence, taken when the intent was made; what the item gets on commit
 */
public record IntentStamp(long version) {}
