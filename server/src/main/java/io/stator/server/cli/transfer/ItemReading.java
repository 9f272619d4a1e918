package io.stator.server.cli.transfer;

import io.stator.model.Item;
import io.stator.server.cli.console.ItemFormat;
import org.jspecify.annotations.Nullable;

/** Reads items' texts in one format: the one it is given, or that of the first item it meets. Not thread-safe. */
final class ItemReading {
    private @Nullable ItemFormat format;

    /** @param format null: to be found out */
    ItemReading(@Nullable ItemFormat format) {
        this.format = format;
    }

    /** @throws io.stator.model.StatorException if it is no item of this format */
    Item parse(String json) {
        ItemFormat known = format;
        if (known == null) {
            known = ItemFormat.detect(ItemFormat.PLAIN.parseItem(json));
            format = known;
        }
        return known.parseItem(json);
    }
}
