/**
 * Commands as they stand in a partition's log (command.proto), to and from the model's types.
 *
 * <p>{@link io.stator.partition.command.Command} is what apply works on; {@link
 * io.stator.partition.command.CommandCodec} writes and reads it. Pure.
 */
@NullMarked
package io.stator.partition.command;

import org.jspecify.annotations.NullMarked;
