package io.stator.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.stator.gateway.error.ApiErrorType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection beyond the limit: is told so, whatever it asks. What it sends is read away for a while: a socket that is closed
 * with bytes unread is reset, and the peer may then lose the answer that it has not read yet. Used by the connection's
 * thread only.
 */
final class SurplusConnection extends ChannelInboundHandlerAdapter {
    private final HttpLimits limits;
    private final AtomicInteger readAway;
    private @Nullable Deadline deadline;

    /** @param readAway how many are, in all of the server */
    SurplusConnection(HttpLimits limits, AtomicInteger readAway) {
        this.limits = limits;
        this.readAway = readAway;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        boolean reads = readAway.incrementAndGet() <= limits.surplusMax();
        deadline = new Deadline(context.channel().eventLoop(), context::close);
        deadline.in(limits.surplusMillis());
        HttpAnswer answer = Answers.error(ApiErrorType.SERVICE_UNAVAILABLE, "Too many connections.");
        context.writeAndFlush(Answers.message(answer, AnswerBytes.of(answer, false), false))
                .addListener(sent -> {
                    if (reads && sent.isSuccess() && context.channel() instanceof DuplexChannel channel) {
                        channel.shutdownOutput();
                    } else {
                        context.close();
                    }
                });
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ReferenceCountUtil.release(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) {
            readAway.decrementAndGet();
            deadline.cancel();
            deadline = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
