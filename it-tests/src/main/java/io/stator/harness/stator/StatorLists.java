package io.stator.harness.stator;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.ElementLists;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.util.List;

/** Lists that are a list in an item each, appended to by an update's list_append. Thread-safe. */
public final class StatorLists extends StatorObjects implements ElementLists {
    public StatorLists(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String name, Function function) {
        if (function instanceof Append append) {
            client.append(table, key(name), VALUE, AttributeValue.string(append.element()));
            return new Outcome.Done();
        }
        if (function instanceof Read) {
            return new Outcome.FoundList(client.get(table, key(name), true)
                    .map(StatorLists::elementsOf)
                    .orElse(List.of()));
        }
        throw unsupported(function);
    }

    static List<String> elementsOf(Item item) {
        return item.get(VALUE) instanceof AttributeValue.L list
                ? list.values().stream().map(StatorLists::text).toList()
                : List.of();
    }

    private static String text(AttributeValue value) {
        return value instanceof AttributeValue.S string ? string.value() : value.toString();
    }
}
