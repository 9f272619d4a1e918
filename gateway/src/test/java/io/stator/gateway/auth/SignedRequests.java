package io.stator.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stator.gateway.http.HttpRequest;
import io.stator.gateway.http.RequestHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that botocore signed, see {@code sigv4/generate.py}. */
public final class SignedRequests {
    public static final Instant SIGNED_AT = Instant.parse("2026-11-27T03:00:00Z");
    public static final String KEY_ID = "AKIDEXAMPLE";
    public static final Secret SECRET = new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private SignedRequests() {}

    /** By what is special about them. */
    public static Map<String, HttpRequest> all() throws IOException {
        Map<String, HttpRequest> requests = new LinkedHashMap<>();
        try (InputStream in = SignedRequests.class.getResourceAsStream("/sigv4/vectors.txt")) {
            String text = new String(in.readAllBytes(), ISO_8859_1);
            for (String block : text.split("=== ")) {
                if (!block.isEmpty()) {
                    int end = block.indexOf('\n');
                    requests.put(block.substring(0, end), parse(block.substring(end + 1)));
                }
            }
        }
        return requests;
    }

    private static HttpRequest parse(String text) {
        String[] parts = text.split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.add(Map.entry(header[0], header[1].trim()));
        }
        byte[] body = parts[1].strip().getBytes(ISO_8859_1);
        String[] line = lines[0].split(" ");
        return new HttpRequest(line[0], line[1], RequestHeaders.of(headers), body, body);
    }

    public static byte[] hash(HttpRequest request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(request.sent());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a request without a body, with these headers: name, value, name, value... */
    public static HttpRequest request(String uri, String... headers) {
        List<Map.Entry<String, String>> list = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            list.add(Map.entry(headers[i], headers[i + 1]));
        }
        byte[] body = "{}".getBytes(UTF_8);
        return new HttpRequest("POST", uri, RequestHeaders.of(list), body, body);
    }
}
