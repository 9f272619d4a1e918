package io.stator.harness.stator;

import io.stator.client.Delete;
import io.stator.client.ItemPage;
import io.stator.client.Put;
import io.stator.client.Query;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.RemoveElement;
import io.stator.harness.history.Function.Walk;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.PagedCollections;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Collections whose elements are items: a walk of one is a query, a walk of all is a scan, whose segments go on at the
 * same time. Thread-safe.
 */
public final class StatorCollections extends StatorObjects implements PagedCollections {
    /** All pages of a walk: one that takes longer is given up. */
    private static final Duration WALK_TIME_MAX = Duration.ofSeconds(10);

    public StatorCollections(StatorClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String collection, Function function) {
        if (function instanceof AddElement add) {
            blocking.put(Put.of(table, key(collection, orderOf(add.element()))));
            return new Outcome.Done();
        }
        if (function instanceof RemoveElement removal) {
            blocking.delete(Delete.of(table, key(collection, orderOf(removal.element()))));
            return new Outcome.Done();
        }
        if (function instanceof Walk walk) {
            return new Outcome.FoundList(
                    collection.equals(PagedCollections.ALL) ? scan(walk) : query(collection, walk));
        }
        throw unsupported(function);
    }

    private static String orderOf(String element) {
        return element.substring(element.indexOf('/') + 1);
    }

    private List<String> query(String collection, Walk walk) {
        Query ascending = Query.of(table, AttributeValue.string(collection)).limit(walk.pageElements());
        Query consistent = walk.strong() ? ascending : ascending.eventual();
        Query query = switch (walk.direction()) {
            case ASCENDING, UNORDERED -> consistent;
            case DESCENDING -> consistent.descending();
        };
        return elementsOf(pages(start -> client.query(query.startAfter(start))));
    }

    private List<String> scan(Walk walk) {
        List<CompletableFuture<List<Item>>> segments = new ArrayList<>();
        for (int segment = 0; segment < walk.segments(); segment++) {
            Scan eventual = Scan.of(table).segment(segment, walk.segments()).limit(walk.pageElements());
            Scan scan = walk.strong() ? eventual.strong() : eventual;
            segments.add(pages(start -> client.scan(scan.startAfter(start))));
        }
        List<String> elements = new ArrayList<>();
        segments.forEach(segment -> elements.addAll(elementsOf(segment)));
        return elements;
    }

    @FunctionalInterface
    private interface Pages {
        CompletableFuture<ItemPage> after(@Nullable Item start);
    }

    private static CompletableFuture<List<Item>> pages(Pages pages) {
        return pagesAfter(pages, null, new ArrayList<>(), System.nanoTime() + WALK_TIME_MAX.toNanos());
    }

    /** One page after the other: none is asked for before the one before is there. */
    private static CompletableFuture<List<Item>> pagesAfter(
            Pages pages, @Nullable Item start, List<Item> walked, long deadlineNanos) {
        return pages.after(start).thenCompose(page -> {
            walked.addAll(page.items());
            if (page.lastEvaluatedKey().isEmpty()) {
                return CompletableFuture.completedFuture(walked);
            }
            if (System.nanoTime() > deadlineNanos) {
                return CompletableFuture.failedFuture(
                        new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "A walk took too long"));
            }
            return pagesAfter(pages, page.lastEvaluatedKey().get(), walked, deadlineNanos);
        });
    }

    private static List<String> elementsOf(CompletableFuture<List<Item>> pages) {
        try {
            return pages.join().stream().map(StatorCollections::elementOf).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatorException failure ? failure : e;
        }
    }

    private static String elementOf(Item item) {
        return PagedCollections.element(text(item, COLLECTION), text(item, NAME));
    }

    private static String text(Item item, String attribute) {
        return item.get(attribute) instanceof AttributeValue.S string ? string.value() : "no " + attribute;
    }
}
