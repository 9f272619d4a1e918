package io.stator.gateway.operation;

import io.stator.client.routing.DataCalls;
import io.stator.client.routing.TableCalls;
import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.gateway.error.ErrorMembers;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.ThroughputExceededException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * What operations do their work with.
 *
 * @param arns what tables are called in errors
 */
record Cluster(DataCalls data, TableCalls tables, TableArns arns) {
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

    /** A call on items, of which DynamoDB does not say which table was not found, but which one has no throughput left. */
    <R> CompletableFuture<R> onItems(CompletableFuture<R> call) {
        return notFoundAs(NOT_FOUND, call).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return CompletableFuture.failedFuture(
                    cause instanceof ThroughputExceededException exceeded ? told(exceeded) : failure);
        });
    }

    private ApiException told(ThroughputExceededException exceeded) {
        String direction = switch (exceeded.type()) {
            case READ -> "Read";
            case WRITE -> "Write";
        };
        return switch (exceeded.mode()) {
            case PROVISIONED ->
                new ApiException(
                        ApiErrorType.PROVISIONED_THROUGHPUT_EXCEEDED,
                        exceeded.getMessage(),
                        reasons(
                                "ThrottlingReasons",
                                "Table" + direction + "ProvisionedThroughputExceeded",
                                exceeded.table()));
            case PAY_PER_REQUEST ->
                new ApiException(
                        ApiErrorType.THROTTLING,
                        exceeded.getMessage(),
                        reasons(
                                "throttlingReasons",
                                "Table" + direction + "MaxOnDemandThroughputExceeded",
                                exceeded.table()));
        };
    }

    /** @param member DynamoDB's two errors do not write it alike */
    private ErrorMembers reasons(String member, String reason, String table) {
        return generator -> {
            generator.writeArrayFieldStart(member);
            generator.writeStartObject();
            generator.writeStringField("reason", reason);
            generator.writeStringField("resource", arns.arn(table));
            generator.writeEndObject();
            generator.writeEndArray();
        };
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
