package io.stator.server.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what messages that have not arrived whole hold together: direct buffers, which every connection of the process needs, Raft's
 * too. Of too much the call whose message holds most is refused, again and again if need be: so small messages never pay for large ones,
 * and who stops halfway keeps nobody else out. What came before its call asked for it does not count: a
 * connection's flow window bounds it. Thread-safe.
 */
final class ReceiveLimit extends ServerStreamTracer.Factory implements ServerInterceptor {
    /** What holds less is never refused. It counts, but is no more than a call costs anyway, of which a connection has a limited number. */
    private static final int LARGE_BYTES = 4 << 10;

    private static final Context.Key<Arrival> ARRIVAL = Context.key("stator-arrival");

    private final long bytesMax;
    private final RefusalListener listener;
    private final AtomicLong held = new AtomicLong();
    private final Set<Arrival> large = ConcurrentHashMap.newKeySet();

    /** @param bytesMax at least what the largest message has, which alone is never refused then */
    ReceiveLimit(long bytesMax, RefusalListener listener) {
        this.bytesMax = bytesMax;
        this.listener = listener;
    }

    /** What messages hold that have not arrived whole. */
    long heldBytes() {
        return held.get();
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new Arrival();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Arrival arrival = ARRIVAL.get();
        if (arrival == null) {
            throw new IllegalStateException("not among the server's tracers");
        }
        RefusableCall<Q, A> refusable = new RefusableCall<>(call);
        arrival.call = refusable;
        return refusable.listening(next.startCall(refusable, headers));
    }

    private synchronized void makeRoom() {
        while (held.get() > bytesMax) {
            Arrival largest = null;
            for (Arrival arrival : large) {
                largest = largest == null || arrival.bytes > largest.bytes ? arrival : largest;
            }
            if (largest == null) {
                return;
            }
            largest.refuse();
        }
    }

    /** The message of a call that is arriving. */
    private final class Arrival extends ServerStreamTracer {
        private volatile @Nullable RefusableCall<?, ?> call;
        // Written under this.
        private volatile long bytes;
        private boolean ended;

        @Override
        public Context filterContext(Context context) {
            return context.withValue(ARRIVAL, this);
        }

        /** Of a message's body, as it comes. */
        @Override
        public void inboundWireSize(long more) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                bytes += more;
                if (bytes >= LARGE_BYTES) {
                    large.add(this);
                }
            }
            if (held.addAndGet(more) > bytesMax) {
                makeRoom();
            }
        }

        /** It is whole. */
        @Override
        public void inboundMessageRead(int number, long wireBytes, long plainBytes) {
            release(false);
        }

        @Override
        public void streamClosed(Status status) {
            release(true);
        }

        private synchronized void release(boolean ends) {
            held.addAndGet(-bytes);
            bytes = 0;
            large.remove(this);
            ended |= ends;
        }

        /** Nothing, if it is whole by now: under the lock, so that it is either refused or goes to its handler. */
        private synchronized void refuse() {
            if (bytes == 0) {
                return;
            }
            release(true);
            RefusableCall<?, ?> refused = call;
            if (refused != null) {
                listener.refused(RefusalListener.Reason.RECEIVED_BYTES);
                refused.refuse(new StatorException(
                        ErrorCode.THROTTLING,
                        "The node is receiving more than it has room for: " + bytesMax + " bytes; try again later"));
            }
        }
    }
}
