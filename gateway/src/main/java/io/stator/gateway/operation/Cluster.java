package io.stator.gateway.operation;

import io.stator.client.routing.DataCalls;
import io.stator.client.routing.TableCalls;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** What operations do their work with. */
record Cluster(DataCalls data, TableCalls tables) {
    private static final String NOT_FOUND = "Requested resource not found";

    /**
     * Makes a request of what is known of a table, and sends it.
     *
     * @param nameOrArn what the request calls the table
     */
    <Q, R> CompletableFuture<R> onTable(
            String nameOrArn, Function<TableInfo, Q> request, Function<Q, CompletableFuture<R>> send) {
        return onItems(tables.withTable(TableArns.nameOf(nameOrArn), request).thenCompose(send));
    }

    /** A call on items, of which DynamoDB does not say which table was not found. */
    static <R> CompletableFuture<R> onItems(CompletableFuture<R> call) {
        return notFoundAs(NOT_FOUND, call);
    }

    /** A call whose failure because there is no such table is to have this message. */
    static <R> CompletableFuture<R> notFoundAs(String message, CompletableFuture<R> call) {
        return call.exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof StatorException stator && stator.code() == ErrorCode.RESOURCE_NOT_FOUND) {
                return CompletableFuture.failedFuture(
                        new StatorException(ErrorCode.RESOURCE_NOT_FOUND, message, cause));
            }
            return CompletableFuture.failedFuture(failure);
        });
    }
}
