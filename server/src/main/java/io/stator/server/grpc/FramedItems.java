package io.stator.server.grpc;

import io.grpc.Context;
import io.stator.client.routing.ErrorCodec;
import io.stator.model.StatorException;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Requests in frames are answered as they would be in calls. Thread-safe. */
final class FramedItems implements FrameDispatch {
    private final CallAnswers answers;
    private final ItemRequests items;
    private final ScheduledExecutorService timer;

    FramedItems(CallAnswers answers, ItemRequests items, ScheduledExecutorService timer) {
        this.answers = answers;
        this.items = items;
        this.timer = timer;
    }

    @Override
    public void serve(FramedRequest request, Consumer<FramedAnswer> end) {
        int id = request.getId();
        switch (request.getRequestCase()) {
            case PUT -> {
                boolean routed = request.getPut().hasRoute();
                run(
                        Operation.PUT,
                        request,
                        routed,
                        () -> items.put(request.getPut()),
                        end,
                        (builder, value) -> builder.setWritten(value));
            }
            case UPDATE -> {
                boolean routed = request.getUpdate().hasRoute();
                run(
                        Operation.UPDATE,
                        request,
                        routed,
                        () -> items.update(request.getUpdate()),
                        end,
                        (builder, value) -> builder.setWritten(value));
            }
            case DELETE -> {
                boolean routed = request.getDelete().hasRoute();
                run(
                        Operation.DELETE,
                        request,
                        routed,
                        () -> items.delete(request.getDelete()),
                        end,
                        (builder, value) -> builder.setWritten(value));
            }
            case GET -> {
                boolean routed = request.getGet().hasRoute();
                run(
                        Operation.GET,
                        request,
                        routed,
                        () -> items.get(request.getGet()),
                        end,
                        (builder, value) -> builder.setGot(value));
            }
            case TRANSACT_WRITE -> {
                boolean routed = request.getTransactWrite().hasRoute();
                run(
                        Operation.TRANSACT_WRITE,
                        request,
                        routed,
                        () -> items.transactWrite(request.getTransactWrite()),
                        end,
                        (builder, value) -> builder.setTransactWritten(value));
            }
            case TRANSACT_GET -> {
                boolean routed = request.getTransactGet().hasRoute();
                run(
                        Operation.TRANSACT_GET,
                        request,
                        routed,
                        () -> items.transactGet(request.getTransactGet()),
                        end,
                        (builder, value) -> builder.setTransactGot(value));
            }
            case STEPS ->
                run(
                        Operation.TRANSACTION_STEPS,
                        request,
                        true,
                        () -> items.steps(request.getSteps()),
                        end,
                        (builder, value) -> builder.setStepped(value));
            case REQUEST_NOT_SET ->
                end.accept(error(id, StatorException.validation("A request of no kind that this version knows")));
        }
    }

    private <A> void run(
            Operation operation,
            FramedRequest request,
            boolean routed,
            Supplier<CompletableFuture<A>> work,
            Consumer<FramedAnswer> end,
            BiConsumer<FramedAnswer.Builder, A> fill) {
        answers.run(operation, routed ? work : () -> withDeadline(request, work), (value, failure) -> {
            if (failure == null) {
                FramedAnswer.Builder answer = FramedAnswer.newBuilder().setId(request.getId());
                fill.accept(answer, value);
                end.accept(answer.build());
            } else {
                end.accept(error(request.getId(), failure));
            }
        });
    }

    /** What is sent on must not be waited for longer than its caller does. */
    private <A> CompletableFuture<A> withDeadline(FramedRequest request, Supplier<CompletableFuture<A>> work) {
        if (request.getTimeoutMillis() <= 0) {
            return work.get();
        }
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(request.getTimeoutMillis(), TimeUnit.MILLISECONDS, timer);
        Context previous = context.attach();
        try {
            return work.get().whenComplete((value, failure) -> context.cancel(null));
        } finally {
            context.detach(previous);
        }
    }

    static FramedAnswer error(int id, StatorException error) {
        return FramedAnswer.newBuilder()
                .setId(id)
                .setError(ErrorCodec.toProto(error))
                .build();
    }
}
