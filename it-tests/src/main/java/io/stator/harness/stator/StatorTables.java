package io.stator.harness.stator;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.client.TableClient;
import io.stator.harness.workload.Tables;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;

/** Tables with room for one item each. Thread-safe. */
public final class StatorTables implements Tables {
    private final TableClient client;

    public StatorTables(TableClient client) {
        this.client = client;
    }

    @Override
    public Outcome perform(String table, Function function) {
        if (function.equals(CREATE)) {
            return create(table);
        }
        if (function.equals(DELETE)) {
            return delete(table);
        }
        if (function instanceof Write write && write.value() != null) {
            return write(table, write.value());
        }
        if (function instanceof Read) {
            return read(table);
        }
        throw StatorObjects.unsupported(function);
    }

    private Outcome create(String table) {
        try {
            client.createTable(StatorObjects.schemaOf(table));
            return new Outcome.Done();
        } catch (StatorException e) {
            if (e.code() == ErrorCode.RESOURCE_IN_USE) {
                return new Outcome.Mismatched();
            }
            return e.code() == ErrorCode.LIMIT_EXCEEDED ? new Outcome.Failed() : StatorObjects.outcomeOf(CREATE, e);
        }
    }

    private Outcome delete(String table) {
        try {
            client.deleteTable(table);
            return new Outcome.Done();
        } catch (StatorException e) {
            if (isMissing(e)) {
                return new Outcome.Mismatched();
            }
            // In use: still on its way in, or on its way out.
            return e.code() == ErrorCode.RESOURCE_IN_USE || e.code() == ErrorCode.LIMIT_EXCEEDED
                    ? new Outcome.Failed()
                    : StatorObjects.outcomeOf(DELETE, e);
        }
    }

    private Outcome write(String table, String value) {
        Item item = StatorObjects.key("only").toBuilder()
                .set(StatorObjects.VALUE, value)
                .build();
        try {
            client.put(table, item);
            return new Outcome.Done();
        } catch (StatorException e) {
            return isMissing(e) ? new Outcome.Mismatched() : StatorObjects.outcomeOf(new Write(value), e);
        }
    }

    private Outcome read(String table) {
        try {
            return new Outcome.Found(client.get(table, StatorObjects.key("only"), true)
                    .map(StatorTables::valueOf)
                    .orElse(EMPTY));
        } catch (StatorException e) {
            return isMissing(e) ? new Outcome.Found(null) : StatorObjects.outcomeOf(new Read(), e);
        }
    }

    private static boolean isMissing(StatorException failure) {
        return failure.code() == ErrorCode.RESOURCE_NOT_FOUND;
    }

    private static String valueOf(Item item) {
        return item.get(StatorObjects.VALUE) instanceof AttributeValue.S value ? value.value() : EMPTY;
    }
}
