package io.stator.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/** Decodes requests, and knows whether bytes have come that it has not made anything of yet. Used by one thread. */
final class RequestDecoder extends HttpRequestDecoder {
    /** Whether it has taken bytes since what it decoded last. */
    private boolean taken;

    RequestDecoder(HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.lineBytesMax())
                .setMaxHeaderSize(limits.headerBytesMax()));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> decoded) throws Exception {
        int bytesBefore = bytes.readableBytes();
        int decodedBefore = decoded.size();
        super.decode(context, bytes, decoded);
        if (decoded.size() > decodedBefore) {
            taken = false;
        } else if (bytes.readableBytes() < bytesBefore) {
            taken = true;
        }
    }

    /** Whether there are bytes of something that it has not told of: between requests, of a next one's headers. */
    boolean isWithin() {
        return taken || actualReadableBytes() > 0;
    }
}
