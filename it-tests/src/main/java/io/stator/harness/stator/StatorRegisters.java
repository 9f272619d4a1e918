package io.stator.harness.stator;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.Registers;
import io.stator.model.AttributeValue;
import io.stator.model.Condition;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Registers that are items of one collection, so all in one partition; a compare-and-set is a put with
 * a condition. Thread-safe.
 */
public final class StatorRegisters implements Registers {
    private static final String COLLECTION = "collection";
    private static final String NAME = "name";
    private static final String VALUE = "value";

    private final StatorClient client;
    private final BlockingStatorClient blocking;
    private final String table;

    /** @param table made by {@link #schema} */
    public StatorRegisters(StatorClient client, String table) {
        this.client = client;
        this.blocking = client.blocking();
        this.table = table;
    }

    public static TableSchema schema(String table) {
        return TableSchema.of(table, COLLECTION, KeyType.STRING, NAME, KeyType.STRING);
    }

    /** The key of a register. */
    public static Item key(String name) {
        return Item.builder().set(COLLECTION, "registers").set(NAME, name).build();
    }

    @Override
    public Outcome perform(String name, Function function) {
        try {
            if (function instanceof Write write) {
                blocking.put(put(name, write.value()));
                return new Outcome.Done();
            }
            if (function instanceof CompareAndSet set) {
                blocking.put(put(name, set.replacement()).onlyIf(condition(set.expected())));
                return new Outcome.Done();
            }
            return new Outcome.Found(blocking.get(Get.of(table, key(name)))
                    .map(StatorRegisters::valueOf)
                    .orElse(null));
        } catch (StatorException e) {
            return outcomeOf(function, e);
        }
    }

    /** A strong read that goes on by itself. Its request is on its way when this returns, or soon after. */
    public CompletableFuture<Outcome> read(String name) {
        return client.get(Get.of(table, key(name))).handle((item, failure) -> {
            if (failure == null) {
                return new Outcome.Found(item.map(StatorRegisters::valueOf).orElse(null));
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof StatorException e) {
                return outcomeOf(new Read(), e);
            }
            throw new CompletionException(cause);
        });
    }

    private Put put(String name, @Nullable String value) {
        Item item = Item.builder()
                .set(COLLECTION, "registers")
                .set(NAME, name)
                .set(VALUE, Objects.requireNonNull(value, "a register cannot be emptied"))
                .build();
        return Put.of(table, item);
    }

    private static Condition condition(@Nullable String expected) {
        return expected == null
                ? Condition.attributeNotExists(VALUE)
                : Condition.equalTo(VALUE, new AttributeValue.S(expected));
    }

    private static @Nullable String valueOf(Item item) {
        return item.get(VALUE) instanceof AttributeValue.S value ? value.value() : null;
    }

    /** What is known after a failure. */
    private static Outcome outcomeOf(Function function, StatorException failure) {
        return switch (failure.code()) {
            case CONDITIONAL_CHECK_FAILED -> new Outcome.Mismatched();
            case OUTCOME_UNKNOWN, INTERNAL_SERVER_ERROR ->
                function instanceof Read ? new Outcome.Failed() : new Outcome.Unknown();
            case THROTTLING, SERVICE_UNAVAILABLE, WRONG_ROUTE -> new Outcome.Failed();
            case VALIDATION, RESOURCE_NOT_FOUND, RESOURCE_IN_USE, LIMIT_EXCEEDED -> throw failure;
        };
    }
}
