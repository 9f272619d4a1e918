/**
 * Commands as they stand in a partition's log (command.proto), to and from the model's types; and messages of transactions, which nodes
 * send each other, too (transaction.proto): {@link io.stator.partition.command.TransactionStepCodec}, {@link
 * io.stator.partition.command.TransactionAnswerCodec}.
 *
 * <p>{@link io.stator.partition.command.Command} is what apply works on; {@link
 * io.stator.partition.command.CommandCodec} writes and reads it. Pure.
 */
@NullMarked
package io.stator.partition.command;

import org.jspecify.annotations.NullMarked;
