package io.stator.partition;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param items what was selected, encoded, in key order (or backward)
 * @param more whether the range holds more in this partition
 * @param itemBytes sizes by DynamoDB's rule of the items that were looked at, whole
 * @param scannedCount how many were looked at
 * @param count how many passed the filter
 * @param lastItem the last one that was looked at, encoded, whole; null: none was
 */
public record Page(
        List<ByteString> items,
        boolean more,
        int itemBytes,
        int scannedCount,
        int count,
        @Nullable ByteString lastItem) {

    /** Of all items that were looked at. */
    public Page(List<ByteString> items, boolean more, int itemBytes) {
        this(items, more, itemBytes, items.size(), items.size(), items.isEmpty() ? null : items.get(items.size() - 1));
    }
}
