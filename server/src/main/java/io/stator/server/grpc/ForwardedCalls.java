package io.stator.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.stator.server.peer.PeerHeaders;

/** Knows the calls by which a node asks for this node's own answer: they are never sent on, so none goes in circles. */
final class ForwardedCalls implements ServerInterceptor {
    private static final Context.Key<Boolean> FORWARDED = Context.keyWithDefault("stator-forwarded", false);

    /** Whether the call of this thread is one; asked while it begins. */
    static boolean isForwarded() {
        return FORWARDED.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return headers.containsKey(PeerHeaders.FORWARDED)
                ? Contexts.interceptCall(Context.current().withValue(FORWARDED, true), call, headers, next)
                : next.startCall(call, headers);
    }
}
