package io.stator.txn;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An item as it was at some moment. Two that are equal are the same state of the item, with no other in between.
 *
 * @param version of the item; of an absent one, by the partition's highest delete version
 * @param item null: there is none
 */
public record StoredValue(long version, @Nullable ByteString item) {}
