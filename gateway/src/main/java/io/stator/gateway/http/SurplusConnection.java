package io.stator.gateway.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.stator.gateway.error.ApiErrorType;

/** A connection beyond the limit: is told so, whatever it would have asked. */
final class SurplusConnection extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
        HttpAnswer answer = Answers.error(ApiErrorType.SERVICE_UNAVAILABLE, "Too many connections.");
        context.writeAndFlush(Answers.message(answer, AnswerBytes.of(answer, false), false))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
