/**
 * What a partition does with the messages of transactions, as rules over a small port, {@link
 * io.stator.txn.participant.ParticipantStore}. {@link io.stator.txn.participant.Participant} is the side of each item, {@link
 * io.stator.txn.participant.Anchor} that of the record, and {@link io.stator.txn.participant.TransactionApply} hands each message
 * to its rule. Deterministic: they are called by apply. Uses the words of {@code io.stator.txn} only.
 */
@NullMarked
package io.stator.txn.participant;

import org.jspecify.annotations.NullMarked;
