package io.stator.harness.stator;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.EventualRead;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Walk;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.KeyedSystem;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;

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
        return switch (failure.code()) {
            case CONDITIONAL_CHECK_FAILED -> new Outcome.Mismatched();
            case OUTCOME_UNKNOWN, REQUEST_EXPIRED, INTERNAL_SERVER_ERROR ->
                isRead(function) ? new Outcome.Failed() : new Outcome.Unknown();
            case THROTTLING,
                    PROVISIONED_THROUGHPUT_EXCEEDED,
                    SERVICE_UNAVAILABLE,
                    WRONG_ROUTE,
                    TRANSACTION_CANCELED,
                    TRANSACTION_CONFLICT,
                    TRANSACTION_IN_PROGRESS -> new Outcome.Failed();
            case VALIDATION, RESOURCE_NOT_FOUND, RESOURCE_IN_USE, LIMIT_EXCEEDED, IDEMPOTENT_PARAMETER_MISMATCH ->
                throw failure;
        };
    }

    private static boolean isRead(Function function) {
        return function instanceof Read || function instanceof EventualRead || function instanceof Walk;
    }

    static IllegalArgumentException unsupported(Function function) {
        return new IllegalArgumentException("not a function of these objects: " + function);
    }
}
