package io.stator.partition;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * @param items encoded, in key order (or backward)
 * @param more whether the range holds more in this partition
 * @param itemBytes the items' sizes by DynamoDB's rule
 */
public record Page(List<ByteString> items, boolean more, int itemBytes) {}
