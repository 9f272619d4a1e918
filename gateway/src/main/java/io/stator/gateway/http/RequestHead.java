package io.stator.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What stands before a request's body. */
record RequestHead(io.netty.handler.codec.http.HttpRequest message) {

    /** -1: not said. */
    long promisedBytes() {
        return HttpUtil.getContentLength(message, -1L);
    }

    /** What the client waits for before it sends the body; null: nothing. */
    @Nullable
    String expectation() {
        boolean old = message.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        return old ? null : message.headers().get(HttpHeaderNames.EXPECT);
    }

    boolean expectsContinue() {
        return HttpUtil.is100ContinueExpected(message);
    }

    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(message);
    }

    boolean isCompressed() {
        String encoding = message.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        return encoding != null && encoding.trim().equalsIgnoreCase("gzip");
    }

    boolean takesGzip() {
        return AnswerBytes.gzipAccepted(message.headers().get(HttpHeaderNames.ACCEPT_ENCODING));
    }

    /** Whether a script of a web page asks. */
    boolean ofAnotherOrigin() {
        return message.headers().contains(HttpHeaderNames.ORIGIN);
    }

    boolean wantsNoBody() {
        return message.method().equals(HttpMethod.HEAD);
    }

    HttpRequest with(byte[] sent, byte[] body) {
        return new HttpRequest(
                message.method().name(), message.uri(), new RequestHeaders(message.headers()), sent, body);
    }
}
