package io.stator.client.routing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call of its own. */
final class UnaryAttempt<Q, R> extends Attempt<R> {
    private final Ending<R> ending;
    private final MethodDescriptor<Q, R> method;
    private volatile @Nullable ClientCall<Q, R> call;
    private volatile boolean maybeSent;

    UnaryAttempt(String address, MethodDescriptor<Q, R> method, Ending<R> ending) {
        super(address);
        this.method = method;
        this.ending = ending;
    }

    /** To be called once. */
    void start(Channel channel, Deadline deadline, Q request) {
        // A server that forwards has a context of its own, whose end is not the end of this call.
        Context previous = Context.ROOT.attach();
        try {
            ClientCall<Q, R> started = channel.newCall(
                    method,
                    CallOptions.DEFAULT
                            .withDeadline(deadline)
                            .withStreamTracerFactory(new SentTracers(() -> maybeSent = true)));
            call = started;
            started.start(new Listener(), new Metadata());
            started.sendMessage(request);
            started.halfClose();
            started.request(2);
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    @Override
    void cancel() {
        ClientCall<Q, R> started = call;
        if (started != null) {
            started.cancel("The node does not connect", null);
        }
    }

    @Override
    boolean maybeSent() {
        return maybeSent;
    }

    /** gRPC does. */
    @Override
    void checkDeadline(long nowNanos) {}

    private final class Listener extends ClientCall.Listener<R> {
        private @Nullable R response;

        @Override
        public void onMessage(R message) {
            response = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            boolean empty = status.isOk() && response == null;
            Status full = empty ? Status.INTERNAL.withDescription("An answer without a message") : status;
            ending.ended(UnaryAttempt.this, response, full.isOk() ? null : ErrorCodec.fromTrailers(trailers), full);
        }
    }

    /** Hears when a call gets a connected transport. */
    private static final class SentTracers extends ClientStreamTracer.Factory {
        private final Runnable sent;

        SentTracers(Runnable sent) {
            this.sent = sent;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void streamCreated(io.grpc.Attributes transport, Metadata ignored) {
                    sent.run();
                }
            };
        }
    }
}
