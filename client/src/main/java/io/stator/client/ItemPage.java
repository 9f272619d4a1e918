package io.stator.client;

import io.stator.model.Item;
import java.util.List;
import java.util.Optional;

/**
 * One page of a query or scan.
 *
 * @param scannedCount how many items were looked at, of which the filter left these
 * @param lastEvaluatedKey go on after it; empty: that was all
 */
public record ItemPage(List<Item> items, int scannedCount, Optional<Item> lastEvaluatedKey) {
    public ItemPage {
        items = List.copyOf(items);
    }
}
