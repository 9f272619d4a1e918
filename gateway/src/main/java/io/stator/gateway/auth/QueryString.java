package io.stator.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A request's path and query, as they are signed. Text has one character for each byte. */
final class QueryString {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String path;
    private final List<Map.Entry<String, String>> pairs = new ArrayList<>();

    private QueryString(String uri) {
        int question = uri.indexOf('?');
        path = question < 0 ? uri : uri.substring(0, question);
        if (question < 0) {
            return;
        }
        for (String pair : uri.substring(question + 1).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                pairs.add(Map.entry(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
    }

    static QueryString of(String uri) {
        return new QueryString(uri);
    }

    /** Whether there is no query. */
    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /** The first value of each. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        pairs.forEach(pair -> parameters.putIfAbsent(pair.getKey(), pair.getValue()));
        return parameters;
    }

    /** Sorted and encoded, without the signature itself. */
    String canonicalQuery() {
        if (pairs.isEmpty()) {
            return "";
        }
        return pairs.stream()
                .filter(pair -> !pair.getKey().equals("X-Amz-Signature"))
                .map(pair -> Map.entry(encoded(pair.getKey()), encoded(pair.getValue())))
                .sorted(Map.Entry.<String, String>comparingByKey()
                        .thenComparing(Map.Entry::getValue, Comparator.naturalOrder()))
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
    }

    /** Without empty and dotted steps, and encoded once more. */
    String canonicalPath() {
        if (path.equals("/") || path.isEmpty()) {
            return "/";
        }
        List<String> steps = new ArrayList<>();
        for (String step : path.split("/", -1)) {
            if (step.equals("..")) {
                if (!steps.isEmpty()) {
                    steps.remove(steps.size() - 1);
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.add(encoded(step));
            }
        }
        String joined = "/" + String.join("/", steps);
        return path.endsWith("/") && !steps.isEmpty() ? joined + "/" : joined;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                decoded.append((char) (high << 4 | low));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(ISO_8859_1)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }
}
