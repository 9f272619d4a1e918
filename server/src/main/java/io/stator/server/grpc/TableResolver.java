package io.stator.server.grpc;

import io.stator.catalog.CatalogView;
import io.stator.client.routing.SharedQuestions;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.server.replica.Places;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Tables by name: from this node's view of the catalog, which may be old, or by a strong read at the catalog's
 * leader. Strong reads of one name are shared by those who asked before the read began. Thread-safe.
 */
final class TableResolver {
    private static final String NOT_FOUND = "Requested resource not found";

    private final Places places;
    private final SharedQuestions<Optional<TableInfo>> lookUps;

    TableResolver(Places places, Function<String, CompletableFuture<Optional<TableInfo>>> strongLookUp) {
        this.places = places;
        this.lookUps = new SharedQuestions<>(strongLookUp);
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
        return lookUps.ask(name).thenApply(found -> {
            TableInfo table = found.orElse(null);
            if (table == null || !table.status().isUsable()) {
                throw notFound();
            }
            return table;
        });
    }

    static StatorException notFound() {
        return new StatorException(ErrorCode.RESOURCE_NOT_FOUND, NOT_FOUND);
    }
}
