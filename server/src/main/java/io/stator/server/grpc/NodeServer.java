package io.stator.server.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server of a node, with every limit on connections and calls. */
public final class NodeServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);

    /** Requests carry no headers of size; an attacker's should not fill the heap. */
    private static final int METADATA_BYTES_MAX = 32 << 10;

    /** Clients ping idle connections each 10 s; twice as often is still none to be punished. */
    private static final long KEEPALIVE_PERMITTED_SECONDS = 5;

    private static final long KEEPALIVE_SECONDS = 30;
    private static final long KEEPALIVE_TIMEOUT_SECONDS = 10;

    /** Window of a connection and of each call: a 1 MiB page goes out without waiting for the client. */
    private static final int FLOW_WINDOW_BYTES = 1 << 20;

    private final Server server;
    private final FrameSessions sessions;
    private final long shutdownMillis;

    /**
     * @param requestBytesMax largest message
     * @param receivedBytesMax of all messages that have not arrived whole; at least requestBytesMax
     * @param connectionsMax that are served, beside what nodes ask each other about the cluster
     * @param callsPerConnectionMax under way at once
     * @param shutdownMillis that close waits for calls under way
     */
    public record Limits(
            int requestBytesMax,
            long receivedBytesMax,
            int connectionsMax,
            int callsPerConnectionMax,
            long shutdownMillis) {}

    private NodeServer(Server server, FrameSessions sessions, long shutdownMillis) {
        this.server = server;
        this.sessions = sessions;
        this.shutdownMillis = shutdownMillis;
    }

    /** @throws StartupException if the address cannot be bound */
    public static NodeServer start(
            InetSocketAddress address,
            Limits limits,
            List<BindableService> services,
            FrameSessions sessions,
            RefusalListener refusals) {
        ConnectionLimit connections = new ConnectionLimit(limits.connectionsMax(), refusals);
        ReceiveLimit received = new ReceiveLimit(limits.receivedBytesMax(), refusals);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .directExecutor() // no handler blocks
                .maxInboundMessageSize(limits.requestBytesMax())
                .maxInboundMetadataSize(METADATA_BYTES_MAX)
                .maxConcurrentCallsPerConnection(limits.callsPerConnectionMax())
                .flowControlWindow(FLOW_WINDOW_BYTES)
                .permitKeepAliveTime(KEEPALIVE_PERMITTED_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .intercept(new ForwardedCalls())
                .addTransportFilter(connections)
                .intercept(connections)
                .addStreamTracerFactory(received)
                .intercept(received);
        services.forEach(builder::addService);
        try {
            return new NodeServer(builder.build().start(), sessions, limits.shutdownMillis());
        } catch (IOException e) {
            throw new StartupException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + " (client.port): "
                            + StartupException.rootMessage(e),
                    e);
        }
    }

    /** Takes no more calls; those under way go on. */
    public void stopAccepting() {
        server.shutdown();
        sessions.end();
    }

    /** Lets calls under way end for a while, then ends them. */
    @Override
    public void close() {
        stopAccepting();
        try {
            if (!server.awaitTermination(shutdownMillis, TimeUnit.MILLISECONDS)) {
                LOG.warn("calls still under way after {} ms are ended", shutdownMillis);
                server.shutdownNow();
                server.awaitTermination(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
