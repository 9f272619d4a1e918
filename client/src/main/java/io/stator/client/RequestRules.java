package io.stator.client;

import io.stator.client.routing.ScanSegment;
import io.stator.model.Condition;
import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be told wrong about a request without a server. The server checks it all again. */
final class RequestRules {
    private RequestRules() {}

    static void condition(@Nullable Condition condition) {
        if (condition != null) {
            Validation.condition(condition);
        }
    }

    /** Of a put or a delete. */
    static void returnValues(ReturnValues returnValues) {
        if (returnValues != ReturnValues.NONE && returnValues != ReturnValues.ALL_OLD) {
            throw StatorException.validation("Return values set to invalid value");
        }
    }

    static void startKey(TableInfo table, @Nullable Item startKey) {
        if (startKey != null) {
            Validation.key(table, startKey);
        }
    }

    static void segments(Scan scan) {
        new ScanSegment(scan.segment(), scan.totalSegments()).bounds();
    }

    static void oneConsistencyByTable(BatchGet batch) {
        Map<String, ReadConsistency> seen = new HashMap<>();
        for (Get get : batch.gets()) {
            ReadConsistency before = seen.put(get.table(), get.consistency());
            if (before != null && before != get.consistency()) {
                throw StatorException.validation("All gets of one table must be strong, or all eventual");
            }
        }
    }

    static void keys(TableInfo table, BatchGet batch) {
        for (Get get : batch.gets()) {
            if (get.table().equals(table.name())) {
                Validation.key(table, get.key());
            }
        }
    }

    static void entries(TableInfo table, BatchWrite batch) {
        for (BatchWrite.Entry entry : batch.entries()) {
            if (!entry.table().equals(table.name())) {
                continue;
            }
            if (entry instanceof BatchWrite.PutEntry put) {
                Validation.item(table, put.item());
            } else if (entry instanceof BatchWrite.DeleteEntry delete) {
                Validation.key(table, delete.key());
            }
        }
    }
}
