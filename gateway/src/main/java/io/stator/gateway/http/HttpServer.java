package io.stator.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 server: keep-alive, pipelining (answered in order), chunked and gzip'ed bodies, {@code Expect:
 * 100-continue}. Everything that a peer sends is bounded by {@link HttpLimits}. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final int CONNECTIONS_WAITING_MAX = 1024;

    private final HttpLimits limits;
    private final EventLoopGroup threads;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final HeldBytes held;
    private final AtomicInteger surplusReadAway = new AtomicInteger();
    private final Channel listening;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpServer(InetSocketAddress address, HttpLimits limits, HttpHandler handler) throws IOException {
        this.limits = limits;
        held = new HeldBytes(limits.heldBytesMax());
        threads = new MultiThreadIoEventLoopGroup(
                limits.threads(), new DefaultThreadFactory("stator-gateway", true), NioIoHandler.newFactory());
        ConnectionParts parts = new ConnectionParts(limits, handler, held, closed::get);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, CONNECTIONS_WAITING_MAX)
                .option(ChannelOption.SO_REUSEADDR, true)
                // Read only when the connection asks for it: what is not read, the peer's own socket holds.
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, parts);
                    }
                });
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            threads.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IOException("cannot listen at " + address, bound.cause());
        }
        listening = bound.channel();
    }

    /**
     * @param address port 0: any that is free
     * @throws IOException if the address cannot be listened at
     */
    public static HttpServer start(InetSocketAddress address, HttpLimits limits, HttpHandler handler)
            throws IOException {
        return new HttpServer(address, limits, handler);
    }

    private void accept(Channel channel, ConnectionParts parts) {
        if (connections.size() >= limits.connectionsMax()) {
            channel.pipeline().addLast(new HttpResponseEncoder(), new SurplusConnection(limits, surplusReadAway));
            return;
        }
        connections.add(channel);
        Connection connection = new Connection(parts);
        RequestDecoder decoder = new RequestDecoder(limits);
        channel.pipeline()
                .addLast(new ArrivalWatch(connection, decoder))
                .addLast(decoder)
                .addLast(new HttpResponseEncoder())
                .addLast(connection);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Connections that are open. */
    public int connections() {
        return connections.size();
    }

    /** Bytes of bodies and answers in the process, see {@link HttpLimits#heldBytesMax}. */
    public long heldBytes() {
        return held.held();
    }

    /** Takes no more connections, waits a little for what is being answered, and ends the rest. Not by its own threads. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listening.close().syncUninterruptibly();
        for (Channel connection : connections) {
            connection.pipeline().fireUserEventTriggered(Connection.Ending.INSTANCE);
        }
        connections.newCloseFuture().awaitUninterruptibly(limits.drainMillis());
        connections.close().awaitUninterruptibly(limits.drainMillis());
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
