package io.stator.gateway.operation;

import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.TableCalls;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorMessages;
import io.stator.model.KeyCodec;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TransactionCanceledException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at the items of a transaction when their tables are known. What DynamoDB finds wrong then, it tells in three ways,
 * and in this order: there is no such table; the request as a whole is invalid; the transaction is cancelled for reasons of
 * its items, of which it tells all.
 */
record TransactedTables(TableCalls tables) {

    /** @return fails with what is wrong, if anything is */
    CompletableFuture<Void> check(List<? extends TransactedItem> items) {
        CompletableFuture<Optional<StatorException>> found = CompletableFuture.completedFuture(Optional.empty());
        for (Map.Entry<String, List<Integer>> table : places(items).entrySet()) {
            CompletableFuture<Optional<StatorException>> here = tables.withTable(table.getKey(), info -> {
                        check(info, items, table.getValue());
                        return info;
                    })
                    .handle((checked, failure) ->
                            failure == null ? Optional.empty() : Optional.of(ErrorCodec.toStatorException(failure)));
            found = found.thenCombine(here, TransactedTables::first);
        }
        return found.thenCompose(
                wrong -> wrong.isPresent() ? CompletableFuture.failedFuture(wrong.get()) : CompletableFuture.allOf());
    }

    /** Which items are of which table, by its name, in the order of the request. */
    private static Map<String, List<Integer>> places(List<? extends TransactedItem> items) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String table = TableArns.nameOf(items.get(i).calledTable());
            places.computeIfAbsent(table, name -> new ArrayList<>()).add(i);
        }
        return places;
    }

    private static void check(TableInfo table, List<? extends TransactedItem> items, List<Integer> places) {
        Set<EncodedKey> seen = new HashSet<>();
        List<CancellationReason> reasons = new ArrayList<>(Collections.nCopies(items.size(), CancellationReason.NONE));
        for (int place : places) {
            TransactedItem item = items.get(place);
            Optional<StatorException> misfit = misfit(item, table);
            if (misfit.isPresent()) {
                reasons.set(
                        place,
                        new CancellationReason(
                                Code.VALIDATION_ERROR, misfit.get().getMessage(), null));
                continue;
            }
            item.requireValid(table);
            if (!seen.add(KeyCodec.encodeKey(table, item.keyed()))) {
                throw StatorException.validation(ErrorMessages.TRANSACTION_OF_ONE_ITEM_TWICE);
            }
        }
        if (reasons.stream().anyMatch(reason -> reason.code() != Code.NONE)) {
            throw new TransactionCanceledException(reasons);
        }
    }

    private static Optional<StatorException> misfit(TransactedItem item, TableInfo table) {
        try {
            item.requireFit(table);
            return Optional.empty();
        } catch (StatorException refused) {
            return Optional.of(refused);
        }
    }

    /** Of what is wrong with two tables, what is to be told; the reasons of both, if both have some. */
    private static Optional<StatorException> first(Optional<StatorException> earlier, Optional<StatorException> later) {
        if (earlier.isEmpty() || later.isEmpty()) {
            return earlier.isPresent() ? earlier : later;
        }
        if (earlier.get() instanceof TransactionCanceledException one
                && later.get() instanceof TransactionCanceledException other) {
            return Optional.of(merged(one, other));
        }
        return rank(later.get()) < rank(earlier.get()) ? later : earlier;
    }

    private static TransactionCanceledException merged(
            TransactionCanceledException one, TransactionCanceledException other) {
        List<CancellationReason> reasons = new ArrayList<>(one.reasons());
        for (int i = 0; i < reasons.size(); i++) {
            if (reasons.get(i).code() == Code.NONE) {
                reasons.set(i, other.reasons().get(i));
            }
        }
        return new TransactionCanceledException(reasons);
    }

    private static int rank(StatorException failure) {
        return switch (failure.code()) {
            case TRANSACTION_CANCELED -> 2;
            case VALIDATION -> 1;
            case RESOURCE_NOT_FOUND,
                    RESOURCE_IN_USE,
                    CONDITIONAL_CHECK_FAILED,
                    LIMIT_EXCEEDED,
                    THROTTLING,
                    PROVISIONED_THROUGHPUT_EXCEEDED,
                    TRANSACTION_CONFLICT,
                    TRANSACTION_IN_PROGRESS,
                    IDEMPOTENT_PARAMETER_MISMATCH,
                    INTERNAL_SERVER_ERROR,
                    SERVICE_UNAVAILABLE,
                    WRONG_ROUTE,
                    OUTCOME_UNKNOWN,
                    REQUEST_EXPIRED -> 0;
        };
    }
}
