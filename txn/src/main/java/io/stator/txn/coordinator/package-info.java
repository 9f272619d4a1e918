/**
 * What drives one transaction, from the request to the last confirmation: {@link io.stator.txn.coordinator.Coordinator}. It keeps
 * nothing; when it is lost, the record says what became of the transaction. Uses the words of {@code io.stator.txn} only.
 */
@NullMarked
package io.stator.txn.coordinator;

import org.jspecify.annotations.NullMarked;
