package io.stator.gateway.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a request. Names are of any case. Immutable. */
public final class RequestHeaders {
    private final HttpHeaders headers;

    RequestHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    public static RequestHeaders of(List<Map.Entry<String, String>> headers) {
        HttpHeaders copy = new DefaultHttpHeaders();
        headers.forEach(header -> copy.add(header.getKey(), header.getValue()));
        return new RequestHeaders(copy);
    }

    /** The first value; null if there is none. */
    public @Nullable String first(String name) {
        return headers.get(name);
    }

    /** All values, in their order. */
    public List<String> all(String name) {
        return headers.getAll(name);
    }
}
