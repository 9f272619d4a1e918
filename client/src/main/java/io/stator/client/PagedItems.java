package io.stator.client;

import io.stator.model.Item;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items page by page: a page is asked for when the one before is used up. Not thread-safe. */
final class PagedItems implements Iterator<Item> {
    private final Function<@Nullable Item, ItemPage> pageAfter;
    private Iterator<Item> page = Collections.emptyIterator();
    private @Nullable Item startKey;
    private boolean atEnd;

    PagedItems(@Nullable Item startKey, Function<@Nullable Item, ItemPage> pageAfter) {
        this.startKey = startKey;
        this.pageAfter = pageAfter;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && !atEnd) {
            ItemPage next = pageAfter.apply(startKey);
            page = next.items().iterator();
            startKey = next.lastEvaluatedKey().orElse(null);
            atEnd = next.lastEvaluatedKey().isEmpty();
        }
        return page.hasNext();
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more items");
        }
        return page.next();
    }
}
