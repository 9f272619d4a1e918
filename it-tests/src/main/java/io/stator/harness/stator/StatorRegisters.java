package io.stator.harness.stator;

import io.stator.client.Get;
import io.stator.client.StatorClient;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.EventualRead;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Registers;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Registers that are items; a compare-and-set is a put with a condition. Thread-safe. */
public final class StatorRegisters extends StatorObjects implements Registers {
    private static final String ONE_COLLECTION = "registers";

    private final UnaryOperator<String> collectionOf;

    /**
     * In one collection, so all in one partition.
     *
     * @param table made by {@link #schema}
     */
    public StatorRegisters(TableClient client, String table) {
        this(client, table, name -> ONE_COLLECTION);
    }

    private StatorRegisters(TableClient client, String table, UnaryOperator<String> collectionOf) {
        super(client, table);
        this.collectionOf = collectionOf;
    }

    /** Each in a collection of its own, so that they spread over the partitions. */
    public static StatorRegisters spread(TableClient client, String table) {
        return new StatorRegisters(client, table, name -> name);
    }

    public static TableSchema schema(String table) {
        return schemaOf(table);
    }

    /** The key of a register in the one collection. */
    public static Item key(String name) {
        return key(ONE_COLLECTION, name);
    }

    private Item keyOf(String name) {
        return key(collectionOf.apply(name), name);
    }

    @Override
    Outcome ask(String name, Function function) {
        if (function instanceof Write write) {
            client.put(table, item(name, write.value()));
            return new Outcome.Done();
        }
        if (function instanceof CompareAndSet set) {
            client.replace(table, item(name, set.replacement()), VALUE, set.expected());
            return new Outcome.Done();
        }
        if (function instanceof EventualRead || function instanceof Read) {
            return found(client.get(table, keyOf(name), function instanceof Read));
        }
        throw unsupported(function);
    }

    /**
     * A strong read of a register in the one collection, by the Java client, that goes on by itself. Its request is on its way
     * when this returns, or soon after.
     */
    public static CompletableFuture<Outcome> read(StatorClient client, String table, String name) {
        return client.get(Get.of(table, key(name))).handle((item, failure) -> {
            if (failure == null) {
                return found(item);
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof StatorException e) {
                return outcomeOf(new Read(), e);
            }
            throw new CompletionException(cause);
        });
    }

    private Item item(String name, @Nullable String value) {
        return keyOf(name).toBuilder()
                .set(VALUE, Objects.requireNonNull(value, "a register cannot be emptied"))
                .build();
    }

    private static Outcome found(Optional<Item> item) {
        return new Outcome.Found(item.map(StatorObjects::stringOf).orElse(null));
    }
}
