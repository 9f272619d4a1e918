/**
 * What commands do to a partition's state. Deterministic: it reads nothing but the state and the commands,
 * neither clock nor random numbers, locale, settings or the order of hash tables.
 *
 * <p>{@link io.stator.partition.apply.EntryEvaluation} turns one log entry into outcomes and one batch;
 * {@link io.stator.partition.apply.WriteEvaluation} decides one write, {@code StepEvaluation} hands one message of a transaction
 * to the rules of {@code io.stator.txn.participant}, with {@code TransactionStore} as their store. The state is {@link
 * io.stator.partition.apply.PartitionState}, with what readers need of it in {@link
 * io.stator.partition.apply.PartitionView}.
 */
@NullMarked
package io.stator.partition.apply;

import org.jspecify.annotations.NullMarked;
