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

/**
 * One request to one node, and whether it may have got there.
 *
 * <p>A request is surely not sent as long as gRPC has not given it to a connected transport: then no
 * byte of it is in any buffer. From then on nothing is sure, since bytes that wait in a buffer for a
 * paused node will reach it when it goes on, even after the call was cancelled.
 */
final class Attempt<Q, R> extends ClientCall.Listener<R> {
    /** Told once how it ended, on an I/O thread or, if it never got away, on the caller's. */
    interface Ending<Q, R> {
        /** @param response there if the status is OK */
        void ended(Attempt<Q, R> attempt, @Nullable R response, Status status, Metadata trailers);
    }

    private final String address;
    private final Ending<Q, R> ending;
    private final long startedNanos = System.nanoTime();
    private final MethodDescriptor<Q, R> method;
    private volatile @Nullable ClientCall<Q, R> call;
    private volatile boolean maybeSent;
    private @Nullable R response;

    Attempt(String address, MethodDescriptor<Q, R> method, Ending<Q, R> ending) {
        this.address = address;
        this.method = method;
        this.ending = ending;
    }

    /** To be called once. */
    void start(Channel channel, Deadline deadline, Q request) {
        // A server that forwards has a context of its own, whose end is not the end of this call.
        Context previous = Context.ROOT.attach();
        try {
            ClientCall<Q, R> started = channel.newCall(
                    method, CallOptions.DEFAULT.withDeadline(deadline).withStreamTracerFactory(new Tracers()));
            call = started;
            started.start(this, new Metadata());
            started.sendMessage(request);
            started.halfClose();
            started.request(2);
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    void cancel() {
        ClientCall<Q, R> started = call;
        if (started != null) {
            started.cancel("The node does not connect", null);
        }
    }

    String address() {
        return address;
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean maybeSent() {
        return maybeSent;
    }

    @Override
    public void onMessage(R message) {
        response = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        boolean empty = status.isOk() && response == null;
        Status full = empty ? Status.INTERNAL.withDescription("An answer without a message") : status;
        ending.ended(this, response, full, trailers);
    }

    private final class Tracers extends ClientStreamTracer.Factory {
        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void streamCreated(io.grpc.Attributes transport, Metadata ignored) {
                    maybeSent = true;
                }
            };
        }
    }
}
