package io.stator.partition;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A range of one table's items, by [token, 8 bytes][partition key][sort key] as unsigned bytes: from
 * inclusive, to exclusive.
 *
 * @param to null: to the table's end
 */
public record TableRange(ByteString from, @Nullable ByteString to) {}
