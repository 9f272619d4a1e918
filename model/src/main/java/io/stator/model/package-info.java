/**
 * Values, items, keys and tables, with DynamoDB's rules and limits; the order-preserving key encoding and the item codec.
 *
 * <p>Pure: no I/O, no clock, no threads. Everything here is immutable or stateless and may be shared
 * between threads. Start reading at {@link io.stator.model.Item}, then {@link
 * io.stator.model.KeyCodec}. Conditions, updates and projections, and what
 * they make of an item, are in {@link io.stator.model.expression}; JSON is in {@link io.stator.model.json}.
 */
@NullMarked
package io.stator.model;

import org.jspecify.annotations.NullMarked;
