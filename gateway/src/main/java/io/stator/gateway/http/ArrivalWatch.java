package io.stator.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells a connection that bytes have come, also if they make up no headers yet. */
final class ArrivalWatch extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final RequestDecoder decoder;

    /** @param decoder the next to get the bytes */
    ArrivalWatch(Connection connection, RequestDecoder decoder) {
        this.connection = connection;
        this.decoder = decoder;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        connection.bytesCome();
        context.fireChannelRead(bytes);
        connection.bytesCame(decoder.isWithin());
    }
}
