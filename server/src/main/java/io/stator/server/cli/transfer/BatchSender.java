package io.stator.server.cli.transfer;

import io.stator.client.BatchWrite;
import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts batches of items. What is left unprocessed is sent again after a pause; so is a batch whose answer was
 * lost, since to put the items of a file twice is what an import may do. A batch that is refused as a whole
 * is sent item by item, so that one bad item costs no other. Thread-safe.
 */
final class BatchSender {
    private static final int ATTEMPTS_MAX = 8;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long PAUSE_MILLIS_MAX = 3_000;

    private final StatorClient client;
    private final String table;
    private final RefusedItems refused;
    private final LongAdder imported = new LongAdder();
    private final AtomicReference<@Nullable StatorException> fatal = new AtomicReference<>();

    BatchSender(StatorClient client, String table, RefusedItems refused) {
        this.client = client;
        this.table = table;
        this.refused = refused;
    }

    long imported() {
        return imported.sum();
    }

    /** Why it makes no sense to go on: the cluster is not there, or the table is not. Null: it does. */
    @Nullable
    StatorException fatal() {
        return fatal.get();
    }

    /** Completes, always normally, when each item is stored or reported. No key may be in it twice. */
    CompletableFuture<Void> send(List<SourceItem> batch) {
        return send(batch, 1);
    }

    private CompletableFuture<Void> send(List<SourceItem> batch, int attempt) {
        BatchWrite write = new BatchWrite(batch.stream()
                .<BatchWrite.Entry>map(source -> new BatchWrite.PutEntry(table, Objects.requireNonNull(source.item())))
                .toList());
        return client.batchWrite(write)
                .handle((rest, failure) ->
                        failure == null ? afterAnswer(batch, rest, attempt) : afterFailure(batch, failure, attempt))
                .thenCompose(next -> next);
    }

    private CompletableFuture<Void> afterAnswer(List<SourceItem> batch, BatchWrite rest, int attempt) {
        Set<Object> unprocessed = rest.entries().stream()
                .map(entry -> entry instanceof BatchWrite.PutEntry put ? put.item() : entry)
                .collect(Collectors.toSet());
        List<SourceItem> again = batch.stream()
                .filter(source -> unprocessed.contains(source.item()))
                .toList();
        imported.add(batch.size() - again.size());
        // Progress was made if some are gone: only attempts without any count.
        int nextAttempt = again.size() < batch.size() ? 1 : attempt + 1;
        return again.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : later(again, nextAttempt, new StatorException(ErrorCode.THROTTLING, "unprocessed, again and again"));
    }

    private CompletableFuture<Void> afterFailure(List<SourceItem> batch, Throwable failure, int attempt) {
        StatorException reason = reason(failure);
        if (reason.code().retryable() || reason.code() == ErrorCode.OUTCOME_UNKNOWN) {
            return later(batch, attempt + 1, reason);
        }
        if (reason.code() == ErrorCode.RESOURCE_NOT_FOUND) {
            fatal.compareAndSet(null, reason);
            return CompletableFuture.completedFuture(null);
        }
        if (batch.size() > 1) {
            return CompletableFuture.allOf(
                    batch.stream().map(source -> send(List.of(source), 1)).toArray(CompletableFuture[]::new));
        }
        batch.forEach(source -> refused.add(source.line(), String.valueOf(reason.getMessage())));
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> later(List<SourceItem> batch, int attempt, StatorException reason) {
        if (attempt > ATTEMPTS_MAX) {
            fatal.compareAndSet(null, reason);
        }
        if (fatal.get() != null) {
            return CompletableFuture.completedFuture(null);
        }
        long most = Math.min(PAUSE_MILLIS_MAX, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        long pause = ThreadLocalRandom.current().nextLong(most) + 1;
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS))
                .thenCompose(ignored -> send(batch, attempt));
    }

    private static StatorException reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StatorException known
                ? known
                : new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, String.valueOf(cause), cause);
    }
}
