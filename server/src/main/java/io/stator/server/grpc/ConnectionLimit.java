package io.stator.server.grpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.PeerGrpc;
import io.stator.server.peer.PeerHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls on connections that are too many, excepted what nodes ask each other about the cluster: what one connection may have under way is
 * bounded, and so is how many there are. A connection counts from its first call on; gRPC cannot refuse the connection
 * itself, which is small without calls. Thread-safe.
 */
final class ConnectionLimit extends ServerTransportFilter implements ServerInterceptor {
    private static final Attributes.Key<Connection> CONNECTION = Attributes.Key.create("stator-connection");

    private final int max;
    private final RefusalListener listener;
    // Guarded by this.
    private int admitted;

    ConnectionLimit(int max, RefusalListener listener) {
        this.max = max;
        this.listener = listener;
    }

    /** Guarded by the limit. */
    private static final class Connection {
        private boolean admitted;
        private boolean ended;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(CONNECTION, new Connection()).build();
    }

    /** @param attributes null, whatever gRPC says: the connection ended before it was ready */
    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
        Connection connection = attributes == null ? null : attributes.get(CONNECTION);
        if (connection != null) {
            end(connection);
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Connection connection = call.getAttributes().get(CONNECTION);
        if (connection == null || isOfANode(call, headers) || admit(connection)) {
            return next.startCall(call, headers);
        }
        listener.refused(RefusalListener.Reason.CONNECTIONS);
        RefusableCall.close(
                call,
                new StatorException(ErrorCode.THROTTLING, "The node serves as many connections as it may: " + max));
        return new ServerCall.Listener<>() {};
    }

    private static boolean isOfANode(ServerCall<?, ?> call, Metadata headers) {
        return headers.containsKey(PeerHeaders.FORWARDED)
                || PeerGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName());
    }

    private synchronized boolean admit(Connection connection) {
        if (!connection.admitted && !connection.ended && admitted < max) {
            connection.admitted = true;
            admitted++;
        }
        return connection.admitted;
    }

    private synchronized void end(Connection connection) {
        connection.ended = true;
        if (connection.admitted) {
            connection.admitted = false;
            admitted--;
        }
    }
}
