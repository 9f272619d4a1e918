package io.stator.gateway.auth;

import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.gateway.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its signature, in the Authorization header or in the query. Nothing is checked but that it is
 * there. The order of checks, and the words, are those that dynalite's tests found DynamoDB to have.
 *
 * @param credential key id and scope, with slashes between
 * @param signedHeaders names, with semicolons between
 * @param date when it was signed, as the request says it
 * @param expires seconds for which a presigned request is good, as it says it; null for any other
 * @param presigned whether the signature is in the query
 */
record SignatureClaim(
        String algorithm,
        String credential,
        String signedHeaders,
        String signature,
        String date,
        @Nullable String expires,
        boolean presigned) {
    private static final List<String> HEADER_PARAMETERS = List.of("Credential", "Signature", "SignedHeaders");
    private static final List<String> QUERY_PARAMETERS =
            List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date");

    /** @throws ApiException if it says too little */
    static SignatureClaim of(HttpRequest request) {
        String header = request.headers().first("authorization");
        QueryString uri = QueryString.of(request.uri());
        Map<String, String> query = uri.isEmpty() ? Map.of() : uri.parameters();
        boolean presigned = query.containsKey("X-Amz-Algorithm");
        if (header != null && presigned) {
            throw new ApiException(
                    ApiErrorType.INVALID_SIGNATURE,
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }
        if (presigned) {
            return inQuery(query);
        }
        if (header == null || !header.trim().startsWith("AWS4-")) {
            throw new ApiException(
                    ApiErrorType.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        return inHeader(header.trim(), date(request));
    }

    private static @Nullable String date(HttpRequest request) {
        String date = request.headers().first("x-amz-date");
        return date != null ? date : request.headers().first("date");
    }

    private static SignatureClaim inHeader(String header, @Nullable String date) {
        List<String> words = words(header);
        Map<String, String> parameters = new HashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw incomplete("'" + word
                        + "' not a valid key=value pair (missing equal-sign) in Authorization header: '" + header
                        + "'.");
            }
            parameters.put(word.substring(0, equals), word.substring(equals + 1));
        }
        StringBuilder missing = new StringBuilder();
        for (String name : HEADER_PARAMETERS) {
            if (parameters.getOrDefault(name, "").isEmpty()) {
                missing.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        if (date == null || date.isEmpty()) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        if (!missing.isEmpty() || date == null) {
            throw incomplete(missing + "Authorization=" + header);
        }
        return new SignatureClaim(
                words.get(0),
                parameters.getOrDefault("Credential", ""),
                parameters.getOrDefault("SignedHeaders", ""),
                parameters.getOrDefault("Signature", ""),
                date,
                null,
                false);
    }

    /** What stands between commas and blanks; at least one, for the text begins with none of them. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',' || text.charAt(i) == ' ') {
                if (i > from) {
                    words.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }

    private static SignatureClaim inQuery(Map<String, String> query) {
        StringBuilder missing = new StringBuilder();
        for (String name : QUERY_PARAMETERS) {
            if (query.getOrDefault(name, "").isEmpty()) {
                missing.append("AWS query-string parameters must include '")
                        .append(name)
                        .append("'. ");
            }
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing + "Re-examine the query-string parameters.");
        }
        return new SignatureClaim(
                query.getOrDefault("X-Amz-Algorithm", ""),
                query.getOrDefault("X-Amz-Credential", ""),
                query.getOrDefault("X-Amz-SignedHeaders", ""),
                query.getOrDefault("X-Amz-Signature", ""),
                query.getOrDefault("X-Amz-Date", ""),
                query.get("X-Amz-Expires"),
                true);
    }

    String accessKeyId() {
        int end = credential.indexOf('/');
        return end < 0 ? credential : credential.substring(0, end);
    }

    static ApiException incomplete(String message) {
        return new ApiException(ApiErrorType.INCOMPLETE_SIGNATURE, message);
    }
}
