package io.stator.harness.stator;

import io.stator.harness.history.Function;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.KeyedSystem;
import io.stator.model.AttributeValue;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.TransactionCanceledException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects each of which is an item of one table, and what is known after a failure. Thread-safe. */
abstract class StatorObjects implements KeyedSystem {
    static final String COLLECTION = "collection";
    static final String NAME = "name";
    static final String VALUE = "value";

    final TableClient client;
    final String table;

    StatorObjects(TableClient client, String table) {
        this.client = client;
        this.table = table;
    }

    static TableSchema schemaOf(String table) {
        return TableSchema.of(table, COLLECTION, KeyType.STRING, NAME, KeyType.STRING);
    }

    static Item key(String collection, String name) {
        return Item.builder().set(COLLECTION, collection).set(NAME, name).build();
    }

    /** Of an object that is alone in its collection, so that objects spread over the partitions. */
    static Item key(String name) {
        return key(name, "only");
    }

    /** The number in an item; null: there is none. */
    static @Nullable String numberOf(Item item) {
        return item.get(VALUE) instanceof AttributeValue.N number
                ? number.value().toBigDecimal().toPlainString()
                : null;
    }

    /** The string in an item; null: there is none. */
    static @Nullable String stringOf(Item item) {
        return item.get(VALUE) instanceof AttributeValue.S string ? string.value() : null;
    }

    @Override
    public void prepare() {
        client.createTable(schemaOf(table));
    }

    @Override
    public final Outcome perform(String key, Function function) {
        try {
            return ask(key, function);
        } catch (StatorException e) {
            return outcomeOf(function, e);
        }
    }

    /** @throws StatorException what {@link #outcomeOf} makes an outcome of */
    abstract Outcome ask(String key, Function function);

    /** What is known after a failure. What no fault of a cluster explains is thrown on. */
    static Outcome outcomeOf(Function function, StatorException failure) {
        return outcomeOf(function.readsOnly(), failure);
    }

    /** @param readsOnly whether it would have left everything as it is */
    static Outcome outcomeOf(boolean readsOnly, StatorException failure) {
        return switch (failure.code()) {
            case CONDITIONAL_CHECK_FAILED -> new Outcome.Mismatched();
            case OUTCOME_UNKNOWN, REQUEST_EXPIRED, INTERNAL_SERVER_ERROR ->
                readsOnly ? new Outcome.Failed() : new Outcome.Unknown();
            case TRANSACTION_CANCELED -> cancelled(failure);
            case THROTTLING,
                    PROVISIONED_THROUGHPUT_EXCEEDED,
                    SERVICE_UNAVAILABLE,
                    WRONG_ROUTE,
                    TRANSACTION_CONFLICT,
                    TRANSACTION_IN_PROGRESS -> new Outcome.Failed();
            case VALIDATION, RESOURCE_NOT_FOUND, RESOURCE_IN_USE, LIMIT_EXCEEDED, IDEMPOTENT_PARAMETER_MISMATCH ->
                throw failure;
        };
    }

    /** A condition failed on what was there at some moment of the call, whatever else was in the transaction's way. */
    private static Outcome cancelled(StatorException failure) {
        List<Code> codes = failure instanceof TransactionCanceledException cancelled
                ? cancelled.reasons().stream().map(CancellationReason::code).toList()
                : List.of();
        if (codes.contains(Code.VALIDATION_ERROR)) {
            throw failure;
        }
        return codes.contains(Code.CONDITIONAL_CHECK_FAILED) ? new Outcome.Mismatched() : new Outcome.Failed();
    }

    static IllegalArgumentException unsupported(Function function) {
        return new IllegalArgumentException("not a function of these objects: " + function);
    }
}
