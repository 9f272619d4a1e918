/**
 * Values, items, keys and tables, with DynamoDB's rules and limits; conditions and updates and what
 * they do to an item; the order-preserving key encoding and the item codec.
 *
 * <p>Pure: no I/O, no clock, no threads. Everything here is immutable or stateless and may be shared
 * between threads. Start reading at {@link io.stator.model.Item}, then {@link
 * io.stator.model.KeyCodec}. JSON is a package of its own, {@link
 * io.stator.model.json}.
 */
@NullMarked
package io.stator.model;

import org.jspecify.annotations.NullMarked;
