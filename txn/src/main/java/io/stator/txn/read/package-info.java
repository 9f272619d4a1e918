/**
 * Reads items on which intents may stand: {@link io.stator.txn.read.ItemRead} one item, {@link
 * io.stator.txn.read.TransactionalRead} several at one moment. Reads write nothing, and never wait for a coordinator. Uses the
 * words of {@code io.stator.txn} only.
 */
@NullMarked
package io.stator.txn.read;

import org.jspecify.annotations.NullMarked;
