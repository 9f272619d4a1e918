package io.stator.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Takes writes and answers them when it is told to; its clock stands still until it is moved. */
final class FakeServer implements Supplier<Operation>, LongSupplier {
    private final List<Long> startedNanos = new ArrayList<>();
    private final List<CompletableFuture<Object>> open = new ArrayList<>();
    private long nowNanos;

    FakeServer(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    @Override
    public Operation get() {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        startedNanos.add(nowNanos);
        open.add(answer);
        return new Operation(OperationKind.WRITE, answer);
    }

    @Override
    public long getAsLong() {
        return nowNanos;
    }

    void pass(long nanos) {
        nowNanos += nanos;
    }

    void answerAll() {
        List<CompletableFuture<Object>> now = List.copyOf(open);
        open.clear();
        now.forEach(answer -> answer.complete(""));
    }

    void failAll(Throwable failure) {
        List<CompletableFuture<Object>> now = List.copyOf(open);
        open.clear();
        now.forEach(answer -> answer.completeExceptionally(failure));
    }

    /** Of every operation, when it was sent. */
    List<Long> startedNanos() {
        return startedNanos;
    }
}
