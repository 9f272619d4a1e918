package io.stator.gateway.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handler answers. The server adds the headers that DynamoDB has on every answer, and compresses the body if it is
 * worth it and the client takes it.
 *
 * @param contentType null: none is said
 * @param bytes the body, from its start on; not to be changed any more
 * @param length of the body in bytes
 * @param headers beside those of the server
 */
public record HttpAnswer(
        int status, @Nullable String contentType, byte[] bytes, int length, Map<String, String> headers) {
    public HttpAnswer(int status, @Nullable String contentType, byte[] bytes) {
        this(status, contentType, bytes, bytes.length, Map.of());
    }
}
