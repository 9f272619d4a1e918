package io.stator.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells a connection that bytes have come, also if they make up no headers yet. */
final class ArrivalWatch extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    ArrivalWatch(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        connection.bytesCome();
        context.fireChannelRead(bytes);
        connection.bytesCame();
    }
}
