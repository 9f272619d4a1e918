package io.stator.client;

import io.stator.client.routing.Retries;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.TransactionCanceledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out work in transactions of several steps, anew for as long as others are in the way. Thread-safe. */
final class OptimisticTransactions {
    private final RoutedCalls calls;

    OptimisticTransactions(RoutedCalls calls) {
        this.calls = calls;
    }

    /** One call: its work, and what becomes of it. */
    private record Run<T>(
            Function<Transaction, CompletableFuture<T>> work, Retries retries, CompletableFuture<T> result) {}

    <T> CompletableFuture<T> run(Function<Transaction, CompletableFuture<T>> work) {
        Run<T> run = new Run<>(work, calls.retries(), new CompletableFuture<>());
        tryOnce(run);
        return run.result();
    }

    private <T> void tryOnce(Run<T> run) {
        OptimisticTransaction transaction = new OptimisticTransaction(calls);
        CompletableFuture.completedFuture(transaction)
                .thenCompose(run.work())
                .thenCompose(value -> transaction.commit().thenApply(done -> value))
                .whenComplete((value, failure) -> {
                    transaction.end();
                    if (failure == null) {
                        run.result().complete(value);
                    } else {
                        failed(run, cause(failure));
                    }
                });
    }

    private <T> void failed(Run<T> run, Throwable failure) {
        if (!isConflict(failure)) {
            run.result().completeExceptionally(failure);
            return;
        }
        run.retries().next().thenAccept(again -> {
            if (again) {
                tryOnce(run);
            } else {
                run.result().completeExceptionally(failure);
            }
        });
    }

    /** On the caller's thread, which waits. */
    <T extends @Nullable Object> T runHere(Function<BlockingTransaction, T> work) {
        Retries retries = calls.retries();
        while (true) {
            OptimisticTransaction transaction = new OptimisticTransaction(calls);
            try {
                T value = work.apply(new WaitingTransaction(transaction));
                Waiting.written(transaction.commit());
                return value;
            } catch (TransactionCanceledException cancelled) {
                if (!isConflict(cancelled) || !Waiting.read(retries.next())) {
                    throw cancelled;
                }
            } finally {
                transaction.end();
            }
        }
    }

    /** Whether another transaction was in the way, and nothing else. */
    private static boolean isConflict(Throwable failure) {
        return failure instanceof TransactionCanceledException cancelled
                && cancelled.reasons().stream()
                        .map(CancellationReason::code)
                        .allMatch(code -> code == Code.NONE || code == Code.TRANSACTION_CONFLICT)
                && cancelled.reasons().stream().anyMatch(reason -> reason.code() == Code.TRANSACTION_CONFLICT);
    }

    /** What a future failed with, without what other futures have put around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }
}
