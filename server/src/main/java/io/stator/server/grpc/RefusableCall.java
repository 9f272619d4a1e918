package io.stator.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.client.routing.ErrorCodec;
import io.stator.model.StatorException;

/**
 * A call that may be ended beside its handler, by any thread: for the handler it is cancelled then, what it still sends goes
 * nowhere, and no message reaches it any more. Thread-safe where a call is not: refusing against everything else.
 */
final class RefusableCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    // Guarded by this.
    private boolean closed;
    private boolean served;
    private volatile boolean refused;

    RefusableCall(ServerCall<Q, A> call) {
        super(call);
    }

    /** Ends a call that has no other listener. */
    static void close(ServerCall<?, ?> call, StatorException error) {
        StatusRuntimeException refusal = ErrorCodec.toStatus(error);
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    /**
     * Nothing, if it has ended. A client takes an error that has a name for a promise that nothing was done, so only a call of which its handler
     * has got nothing ends by it; of another one, a stream, nobody can say so, as when a connection breaks.
     */
    synchronized void refuse(StatorException error) {
        if (closed) {
            return;
        }
        closed = true;
        refused = true;
        if (served) {
            delegate().close(Status.ABORTED.withDescription(error.getMessage()), new Metadata());
        } else {
            close(delegate(), error);
        }
    }

    /** Whether a message goes to the handler. */
    private synchronized boolean serves() {
        served |= !refused;
        return !refused;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!refused) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(A message) {
        if (!refused) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!refused) {
            closed = true;
            super.close(status, trailers);
        }
    }

    /** To gRPC a call has completed that was closed, to the handler it has not. */
    ServerCall.Listener<Q> listening(ServerCall.Listener<Q> listener) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q message) {
                if (serves()) {
                    super.onMessage(message);
                }
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }

            @Override
            public void onComplete() {
                if (refused) {
                    super.onCancel();
                } else {
                    super.onComplete();
                }
            }
        };
    }
}
