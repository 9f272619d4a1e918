package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.RemoveElement;
import io.stator.harness.history.Function.Walk;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Collections in memory that are walked page by page, right in all that they do; subclasses err. Thread-safe. */
class MemoryCollections implements PagedCollections {
    private final NavigableSet<String> elements = new TreeSet<>();

    @Override
    public Outcome perform(String collection, Function function) {
        if (function instanceof AddElement add) {
            add(add.element());
            return new Outcome.Done();
        }
        if (function instanceof RemoveElement removal) {
            remove(removal.element());
            return new Outcome.Done();
        }
        Walk walk = (Walk) function;
        List<String> walked = new ArrayList<>();
        for (int segment = 0; segment < walk.segments(); segment++) {
            String after = "";
            boolean more = true;
            while (more) {
                List<String> page = page(part(collection, walk, segment, after), walk.pageElements(), after.isEmpty());
                walked.addAll(page);
                more = page.size() >= walk.pageElements();
                after = page.isEmpty() ? after : page.get(page.size() - 1);
            }
        }
        return new Outcome.FoundList(walked);
    }

    synchronized void add(String element) {
        elements.add(element);
    }

    synchronized void remove(String element) {
        elements.remove(element);
    }

    /** What is still to be walked, in order. */
    private synchronized List<String> part(String collection, Walk walk, int segment, String after) {
        boolean descending = walk.direction() == Walk.Direction.DESCENDING;
        List<String> part = new ArrayList<>();
        for (String element : descending ? elements.descendingSet() : elements) {
            boolean wanted = collection.equals(ALL) || element.startsWith(collection + "/");
            boolean ahead =
                    after.isEmpty() || (descending ? element.compareTo(after) < 0 : element.compareTo(after) > 0);
            if (wanted && ahead && Math.floorMod(element.hashCode(), walk.segments()) == segment) {
                part.add(element);
            }
        }
        return part;
    }

    /**
     * @param rest not empty unless the walk is at its end
     * @param first whether it is the first page
     */
    List<String> page(List<String> rest, int pageElements, boolean first) {
        return rest.subList(0, Math.min(pageElements, rest.size()));
    }
}
