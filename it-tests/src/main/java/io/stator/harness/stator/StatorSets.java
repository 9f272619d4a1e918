package io.stator.harness.stator;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.ElementSets;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.util.Set;

/**
 * Sets that are a string set in an item each, added to by an update's ADD. An item is read at one moment, so the sets
 * are linearizable; a set of one item for each element is what {@link StatorCollections} are. Thread-safe.
 */
public final class StatorSets extends StatorObjects implements ElementSets {
    public StatorSets(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String name, Function function) {
        if (function instanceof AddElement add) {
            client.add(table, key(name), VALUE, AttributeValue.stringSet(add.element()));
            return new Outcome.Done();
        }
        if (function instanceof Read) {
            return new Outcome.FoundSet(client.get(table, key(name), true)
                    .map(StatorSets::elementsOf)
                    .orElse(Set.of()));
        }
        throw unsupported(function);
    }

    private static Set<String> elementsOf(Item item) {
        return item.get(VALUE) instanceof AttributeValue.SS set ? Set.copyOf(set.values()) : Set.of();
    }
}
