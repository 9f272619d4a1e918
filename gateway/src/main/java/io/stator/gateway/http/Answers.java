package io.stator.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ErrorBody;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes answers into what Netty sends. */
final class Answers {
    private static final String JSON = "application/x-amz-json-1.0";

    /** DynamoDB's words for being busy. */
    static final String NO_ROOM = "Service is unable to handle request.";

    private Answers() {}

    /** What the server itself has to say. */
    static HttpAnswer error(ApiErrorType type, @Nullable String message) {
        return error(type.status(), ErrorBody.of(type, message));
    }

    /** In place of what there is no room for. */
    static HttpAnswer noRoom() {
        return error(ApiErrorType.SERVICE_UNAVAILABLE, NO_ROOM);
    }

    static HttpAnswer error(int status, ErrorBody error) {
        return new HttpAnswer(status, JSON, error.json().bytes(), error.json().length(), Map.of());
    }

    /** Whose pages may read the answer: everybody's, as at DynamoDB. */
    static void allowOrigin(FullHttpResponse message, RequestHead request) {
        if (request.ofAnotherOrigin()) {
            message.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
    }

    static FullHttpResponse message(HttpAnswer answer, AnswerBytes body, boolean keepAlive) {
        FullHttpResponse message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(body.bytes(), 0, body.length()));
        HttpHeaders headers = message.headers();
        headers.set("x-amzn-RequestId", RequestIds.next());
        headers.set("x-amz-crc32", Long.toString(body.crc32()));
        if (answer.contentType() != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        if (body.compressed()) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        answer.headers().forEach(headers::set);
        headers.set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        return message;
    }
}
