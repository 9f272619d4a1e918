package io.stator.harness.stator;

import io.stator.client.Get;
import io.stator.client.TransactGet;
import io.stator.harness.stator.client.TableClient;
import io.stator.model.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two items in which one object is kept, each in a collection of its own, so that most pairs lie in two partitions. */
record ItemPair(String table, Item first, Item second) {
    static ItemPair of(String table, String name) {
        return new ItemPair(table, StatorObjects.key(name + "/first"), StatorObjects.key(name + "/second"));
    }

    /** What is in each of them at one moment. */
    record Values(@Nullable String first, @Nullable String second) {
        /** What no object ever has. */
        String both() {
            return "'" + first + "' in the first item and '" + second + "' in the second";
        }
    }

    Values read(TableClient client, Function<Item, @Nullable String> value) {
        List<Optional<Item>> items =
                client.transactGet(TransactGet.of().get(Get.of(table, first)).get(Get.of(table, second)));
        return new Values(
                items.get(0).map(value).orElse(null), items.get(1).map(value).orElse(null));
    }
}
