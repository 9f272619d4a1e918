/**
 * Ends what lost coordinators left behind. {@link io.stator.txn.recovery.IntentResolver} is for one intent that somebody met, {@link
 * io.stator.txn.recovery.RecordRecovery} for one record, {@link io.stator.txn.recovery.BlockedWrite} for a write that is kept away
 * by an intent. Any number of them may be at work on the same transaction. Uses the words of {@code io.stator.txn} only.
 */
@NullMarked
package io.stator.txn.recovery;

import org.jspecify.annotations.NullMarked;
