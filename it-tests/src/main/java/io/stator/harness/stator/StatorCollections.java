package io.stator.harness.stator;

import io.stator.client.ItemPage;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.RemoveElement;
import io.stator.harness.history.Function.Walk;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.PageQuestion;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.PagedCollections;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * Collections whose elements are items: a walk of one is a query, a walk of all is a scan, whose segments take turns, page
 * by page. Thread-safe.
 */
public final class StatorCollections extends StatorObjects implements PagedCollections {
    /** All pages of a walk: one that takes longer is given up. */
    private static final Duration WALK_TIME_MAX = Duration.ofSeconds(10);

    public StatorCollections(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String collection, Function function) {
        if (function instanceof AddElement add) {
            client.put(table, key(collection, orderOf(add.element())));
            return new Outcome.Done();
        }
        if (function instanceof RemoveElement removal) {
            client.delete(table, key(collection, orderOf(removal.element())));
            return new Outcome.Done();
        }
        if (function instanceof Walk walk) {
            return new Outcome.FoundList(walk(firstPages(collection, walk)));
        }
        throw unsupported(function);
    }

    private static String orderOf(String element) {
        return element.substring(element.indexOf('/') + 1);
    }

    /** One for each segment, in their order. */
    private List<PageQuestion> firstPages(String collection, Walk walk) {
        if (collection.equals(PagedCollections.ALL)) {
            return IntStream.range(0, walk.segments())
                    .mapToObj(segment -> PageQuestion.ofAll(table, walk, segment))
                    .toList();
        }
        Item partitionKey = Item.builder().set(COLLECTION, collection).build();
        return List.of(PageQuestion.ofCollection(table, partitionKey, walk));
    }

    private List<String> walk(List<PageQuestion> firstPages) {
        long deadlineNanos = System.nanoTime() + WALK_TIME_MAX.toNanos();
        List<List<String>> bySegment = new ArrayList<>();
        firstPages.forEach(segment -> bySegment.add(new ArrayList<>()));
        Queue<PageQuestion> turns = new ArrayDeque<>(firstPages);
        while (!turns.isEmpty()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "A walk took too long");
            }
            PageQuestion next = turns.remove();
            ItemPage page = client.page(next);
            page.items().forEach(item -> bySegment.get(next.segment()).add(elementOf(item)));
            page.lastEvaluatedKey().ifPresent(last -> turns.add(next.startAfter(last)));
        }
        return bySegment.stream().flatMap(List::stream).toList();
    }

    private static String elementOf(Item item) {
        return PagedCollections.element(text(item, COLLECTION), text(item, NAME));
    }

    private static String text(Item item, String attribute) {
        return item.get(attribute) instanceof AttributeValue.S string ? string.value() : "no " + attribute;
    }
}
