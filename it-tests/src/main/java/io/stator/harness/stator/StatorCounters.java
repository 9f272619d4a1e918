package io.stator.harness.stator;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Counters;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.util.Optional;

/** Counters that are a number in an item each; an increment is an update's ADD. Thread-safe. */
public final class StatorCounters extends StatorObjects implements Counters {
    public StatorCounters(TableClient client, String table) {
        super(client, table);
    }

    @Override
    Outcome ask(String name, Function function) {
        if (function instanceof Increment increment) {
            return found(client.add(table, key(name), VALUE, AttributeValue.number(increment.amount())));
        }
        if (function instanceof Read) {
            return found(client.get(table, key(name), true));
        }
        throw unsupported(function);
    }

    private static Outcome found(Optional<Item> item) {
        return new Outcome.Found(item.map(StatorObjects::numberOf).orElse(null));
    }
}
