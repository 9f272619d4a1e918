package io.stator.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.replica.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How every call ends: with its answer, or with one error that the client understands. Thread-safe. */
final class CallAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(CallAnswers.class);

    private final CallListener listener;

    CallAnswers(CallListener listener) {
        this.listener = listener;
    }

    /** @param work may throw, too */
    <A> void answer(Operation operation, StreamObserver<A> observer, Supplier<CompletableFuture<A>> work) {
        if (observer instanceof ServerCallStreamObserver<A> call) {
            // Without one, an answer to a client that is gone would throw.
            call.setOnCancelHandler(() -> LOG.trace("a client cancelled its {}", operation));
        }
        run(operation, work, (value, error) -> {
            if (error == null) {
                observer.onNext(value);
                observer.onCompleted();
            } else {
                observer.onError(ErrorCodec.toStatus(error));
            }
        });
    }

    /**
     * @param work may throw, too
     * @param end gets the answer, or the error and null
     */
    <A> void run(
            Operation operation, Supplier<CompletableFuture<A>> work, BiConsumer<A, @Nullable StatorException> end) {
        long start = System.nanoTime();
        CompletableFuture<A> answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((value, failure) -> {
            StatorException error = failure == null ? null : Failures.translate(failure);
            if (error != null && error.code() == ErrorCode.INTERNAL_SERVER_ERROR) {
                LOG.error("{} failed inside", operation, failure);
            }
            listener.ended(operation, error == null ? null : error.code(), System.nanoTime() - start);
            end.accept(value, error);
        });
    }
}
