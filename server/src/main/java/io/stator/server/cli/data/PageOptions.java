package io.stator.server.cli.data;

import io.stator.client.ItemPage;
import io.stator.model.Item;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ItemFormat;
import io.stator.server.cli.console.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a query or scan to print: one page, or all of them, or up to a number of items. */
final class PageOptions {
    @Option(names = "--limit", paramLabel = "N", description = "Print N items at most.")
    private int limit;

    @Option(names = "--all", description = "Print every page, not just the first (1 MB).")
    private boolean all;

    @Option(names = "--start-after", paramLabel = "KEY", description = "Go on after this key.")
    private @Nullable String startAfter;

    int limit() {
        if (limit < 0) {
            throw CommandFailure.badInput("--limit: must not be negative");
        }
        return limit;
    }

    boolean all() {
        return all;
    }

    @Nullable
    Item startAfter(ItemOptions items) {
        return startAfter == null ? null : items.parse("--start-after", startAfter);
    }

    /**
     * Prints an item on a line, page by page, until there is no more, or as much as was asked for; then says
     * on the error stream how to go on.
     *
     * @param pageAfter reads the page after a key (null: the first) with as many items as the second number
     */
    void print(Terminal terminal, ItemOptions items, Pages pageAfter) {
        ItemFormat format = items.format();
        Item after = startAfter(items);
        int printed = 0;
        while (true) {
            ItemPage page = pageAfter.read(after, limit() == 0 ? 0 : limit() - printed);
            page.items().forEach(item -> terminal.out().println(format.writeItem(item)));
            printed += page.items().size();
            after = page.lastEvaluatedKey().orElse(null);
            boolean enough = limit() == 0 ? !all : printed >= limit();
            if (after == null || enough || terminal.out().checkError()) {
                break;
            }
        }
        if (after != null) {
            terminal.err()
                    .println("there is more: --start-after '" + format.writeItem(after) + "'"
                            + (limit() == 0 ? ", or --all" : ""));
        }
    }

    /** One page of something. */
    interface Pages {
        ItemPage read(@Nullable Item after, int limit);
    }
}
