package io.stator.gateway.operation;

import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The table that a request on tags means. */
record ResourceArn(String text, String table) {

    /** @throws StatorException a ValidationException if there is none */
    static String required(@Nullable String given) {
        if (given == null) {
            throw StatorException.validation("Invalid TableArn");
        }
        return given;
    }

    /** @throws StatorException a ValidationException if it is no ARN of a table, or no table can have that name */
    static ResourceArn of(String given) {
        String name = TableArns.nameOf(given);
        if (!TableArns.isArn(given) || !hasNameLength(name)) {
            throw StatorException.validation("Invalid TableArn: Invalid ResourceArn provided as input " + given);
        }
        return new ResourceArn(given, name);
    }

    private static boolean hasNameLength(String name) {
        return name.length() >= Limits.TABLE_NAME_CHARS_MIN && name.length() <= Limits.TABLE_NAME_CHARS_MAX;
    }

    /** A call whose failure because there is no such table is told in DynamoDB's words, which misspell it. */
    <R> CompletableFuture<R> call(CompletableFuture<R> call) {
        return Cluster.notFoundAs("Requested resource not found: ResourcArn: " + text + " not found", call);
    }
}
