package io.stator.server.grpc;

import io.stator.catalog.CatalogView;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.server.replica.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tables by name: from this node's view of the catalog, which may be old, or by a strong read at the catalog's
 * leader. Thread-safe.
 *
 * <p>Strong reads of one name are shared, but only with those who asked before the read began: a read that is under
 * way may already have missed a table that was created before a later request.
 */
final class TableResolver {
    private static final String NOT_FOUND = "Requested resource not found";

    private final Places places;
    private final Function<String, CompletableFuture<Optional<TableInfo>>> strongLookUp;
    private final Map<String, LookUps> lookUps = new HashMap<>();

    TableResolver(Places places, Function<String, CompletableFuture<Optional<TableInfo>>> strongLookUp) {
        this.places = places;
        this.strongLookUp = strongLookUp;
    }

    /** Of one name: the read under way, and the next one that others wait for. */
    private static final class LookUps {
        private @Nullable CompletableFuture<TableInfo> next;
    }

    /**
     * A table that is usable. Fails with ResourceNotFound if there is none, and while it is made or deleted, as
     * DynamoDB does.
     */
    CompletableFuture<TableInfo> resolve(String name) {
        Validation.tableName(name);
        CatalogView view = places.view();
        TableInfo known = view.tables().get(name);
        return known != null && known.status().isUsable() ? CompletableFuture.completedFuture(known) : refresh(name);
    }

    /** As the catalog's leader knows it now. */
    CompletableFuture<TableInfo> refresh(String name) {
        CompletableFuture<TableInfo> mine;
        synchronized (lookUps) {
            LookUps current = lookUps.get(name);
            if (current != null) {
                if (current.next == null) {
                    current.next = new CompletableFuture<>();
                }
                return current.next;
            }
            lookUps.put(name, new LookUps());
            mine = new CompletableFuture<>();
        }
        begin(name, mine);
        return mine;
    }

    private void begin(String name, CompletableFuture<TableInfo> waiting) {
        CompletableFuture<Optional<TableInfo>> read;
        try {
            read = strongLookUp.apply(name);
        } catch (RuntimeException e) {
            read = CompletableFuture.failedFuture(e);
        }
        read.whenComplete((found, failure) -> {
            beginNext(name);
            if (failure != null) {
                waiting.completeExceptionally(failure);
                return;
            }
            TableInfo table = found.orElse(null);
            if (table == null || !table.status().isUsable()) {
                waiting.completeExceptionally(notFound());
            } else {
                waiting.complete(table);
            }
        });
    }

    private void beginNext(String name) {
        CompletableFuture<TableInfo> next;
        synchronized (lookUps) {
            LookUps ended = lookUps.remove(name);
            next = ended == null ? null : ended.next;
            if (next != null) {
                lookUps.put(name, new LookUps());
            }
        }
        if (next != null) {
            begin(name, next);
        }
    }

    static StatorException notFound() {
        return new StatorException(ErrorCode.RESOURCE_NOT_FOUND, NOT_FOUND);
    }
}
