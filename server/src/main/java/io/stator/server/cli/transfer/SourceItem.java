package io.stator.server.cli.transfer;

import io.stator.model.Item;
import org.jspecify.annotations.Nullable;

/**
 * What stood at one place of a file.
 *
 * @param line where it began, from 1
 * @param item null: what stood there is no item
 * @param problem why it is none; empty if it is one
 */
record SourceItem(long line, @Nullable Item item, String problem) {
    static SourceItem of(long line, Item item) {
        return new SourceItem(line, item, "");
    }

    static SourceItem bad(long line, String problem) {
        return new SourceItem(line, null, problem);
    }
}
