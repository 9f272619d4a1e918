package io.stator.client.routing;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.stator.model.StatorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that this process' own node serves. What it was given up for may still be done. */
final class LocalAttempt<R> extends Attempt<R> {
    private final Deadline deadline;
    private final Ending<R> ending;
    private final AtomicBoolean ended = new AtomicBoolean();

    LocalAttempt(String address, Deadline deadline, Ending<R> ending) {
        super(address);
        this.deadline = deadline;
        this.ending = ending;
    }

    /** To be called once. */
    <Q> void start(LocalNode node, MethodDescriptor<Q, R> method, Q request) {
        CompletableFuture<R> answer;
        // As over the network: what is served has no part in the context of whoever asks.
        Context previous = Context.ROOT.attach();
        try {
            answer = node.serve(method, request);
        } catch (RuntimeException refused) {
            answer = CompletableFuture.failedFuture(refused);
        } finally {
            Context.ROOT.detach(previous);
        }
        answer.whenComplete((response, failure) -> {
            if (failure == null) {
                end(response, null, Status.OK);
            } else {
                end(null, ErrorCodec.toStatorException(failure), Status.UNKNOWN);
            }
        });
    }

    private void end(@Nullable R response, @Nullable StatorException said, Status status) {
        if (ended.compareAndSet(false, true)) {
            ending.ended(this, response, said, status);
        }
    }

    @Override
    boolean maybeSent() {
        return true;
    }

    @Override
    void cancel() {
        end(null, null, Status.CANCELLED);
    }

    @Override
    void checkDeadline(long nowNanos) {
        if (deadline.isExpired()) {
            end(null, null, Status.DEADLINE_EXCEEDED);
        }
    }
}
