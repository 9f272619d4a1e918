/**
 * The commit protocol of transactions, without I/O, clock and threads. This package holds its words: values, messages and
 * answers.
 *
 * <p>The anchor is a transaction's first item in canonical key order. Its partition keeps the {@link
 * io.stator.txn.TransactionRecord}, the one commit point; every item of another partition gets an {@link
 * io.stator.txn.Intent} before. {@link io.stator.txn.participant} is what a partition's apply does with messages, {@link
 * io.stator.txn.coordinator} drives one transaction, {@link io.stator.txn.read} reads items that may have intents, and {@link
 * io.stator.txn.recovery} ends what others left behind. The last three are {@link io.stator.txn.Conversation}s, for which a
 * driver carries {@link io.stator.txn.TransactionMessage}s to the partitions that own their keys.
 *
 * <p>Times are stamps of the hybrid clock, and always arguments. No promise but the length of the token window hangs on
 * their being right. The protocol and why it is correct: docs/decisions/0011. Uses {@code io.stator.model} only.
 */
@NullMarked
package io.stator.txn;

import org.jspecify.annotations.NullMarked;
