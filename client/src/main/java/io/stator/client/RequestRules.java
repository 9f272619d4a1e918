package io.stator.client;

import io.stator.client.routing.ScanSegment;
import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.Projection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be told wrong about a request without a server. The server checks it all again. */
final class RequestRules {
    private RequestRules() {}

    static void condition(@Nullable Condition condition) {
        if (condition != null) {
            ExpressionRules.condition(condition);
        }
    }

    static void projection(@Nullable Projection projection) {
        if (projection != null) {
            ExpressionRules.projection(projection);
        }
    }

    static void filter(TableInfo table, Query query) {
        if (query.filter() != null) {
            ExpressionRules.queryFilter(table, query.filter());
        }
    }

    static void filter(Scan scan) {
        if (scan.filter() != null) {
            ExpressionRules.scanFilter(scan.filter());
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

    static void alikeByTable(BatchGet batch) {
        Map<String, Get> seen = new HashMap<>();
        for (Get get : batch.gets()) {
            projection(get.projection());
            Get before = seen.put(get.table(), get);
            if (before != null && before.consistency() != get.consistency()) {
                throw StatorException.validation("All gets of one table must be strong, or all eventual");
            }
            if (before != null && !Objects.equals(before.projection(), get.projection())) {
                throw StatorException.validation("All gets of one table must have the same projection");
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
