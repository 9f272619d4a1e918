package io.stator.server.peer;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Unary calls between nodes as futures that fail with a StatorException. Stateless. */
final class PeerCalls {
    private PeerCalls() {}

    /**
     * A call that surely never left this node fails as SERVICE_UNAVAILABLE, one that did and broke off as
     * OUTCOME_UNKNOWN.
     */
    static <Q, A> CompletableFuture<A> call(
            Channel channel, MethodDescriptor<Q, A> method, Q request, long timeoutMillis) {
        AtomicBoolean sent = new AtomicBoolean();
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS)
                .withStreamTracerFactory(new SentTracerFactory(sent));
        ClientCall<Q, A> call = channel.newCall(method, options);
        CompletableFuture<A> answer = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(new ForwardedCall<>(call), request, new StreamObserver<A>() {
            private @Nullable A value;

            @Override
            public void onNext(A next) {
                value = next;
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(translate(failure, sent.get()));
            }

            @Override
            public void onCompleted() {
                A complete = value;
                if (complete == null) {
                    onError(Status.INTERNAL.withDescription("no answer").asRuntimeException());
                } else {
                    answer.complete(complete);
                }
            }
        });
        return answer;
    }

    private static StatorException translate(Throwable failure, boolean sent) {
        StatorException error = ErrorCodec.toStatorException(failure);
        return !sent && error.code() == ErrorCode.OUTCOME_UNKNOWN
                ? new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "A node cannot be reached", failure)
                : error;
    }

    private static final class ForwardedCall<Q, A> extends ForwardingClientCall.SimpleForwardingClientCall<Q, A> {
        ForwardedCall(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            headers.put(PeerHeaders.FORWARDED, "1");
            super.start(listener, headers);
        }
    }

    /** Sees whether a call was handed to a connection. */
    private static final class SentTracerFactory extends ClientStreamTracer.Factory {
        private final AtomicBoolean sent;

        SentTracerFactory(AtomicBoolean sent) {
            this.sent = sent;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void outboundHeaders() {
                    sent.set(true);
                }
            };
        }
    }
}
