package io.stator.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** Text that is nearly right, or was, or never will be. Replays from its seed. One character is one byte. */
public final class HostileText {
    private static final String[] BODIES = {
        "{\"TableName\":\"tab\",\"Item\":{\"pk\":{\"S\":\"a\"},\"n\":{\"N\":\"-1.5e3\"},\"b\":{\"B\":\"YWI=\"}}}",
        "{\"TableName\":\"tab\",\"Item\":{\"m\":{\"M\":{\"l\":{\"L\":[{\"NULL\":true},{\"BOOL\":false}]}}}}}",
        "{\"TableName\":\"tab\",\"Item\":{\"s\":{\"SS\":[\"x\",\"y\"]},\"t\":{\"NS\":[\"1\",\"2\"]},\"u\":{\"BS\":[\"YQ==\"]}}}",
        "{\"TableName\":\"tab\",\"Limit\":5,\"ConsistentRead\":true,\"ReturnConsumedCapacity\":\"TOTAL\"}",
        "{\"TableName\":\"tab\",\"Names\":[\"a\",\"b\"],\"Values\":{\":v\":{\"S\":\"x\"},\":w\":{\"N\":\"7\"}}}",
        "{\"TableName\":\"tab\",\"Tags\":[{\"Key\":\"k\"}],\"Tag\":{\"Key\":\"k\",\"Value\":null},\"Other\":{\"deep\":[[{}]]}}",
    };

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "null",
        "true",
        "false",
        "0",
        "-",
        "1e",
        "1e999999999",
        "-0",
        "1.7976931348623157e309",
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "\u0000",
        "\u00ff",
        "\u00c3\u00a4",
        "\u00ed\u00a0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\"S\"",
        "\"N\"",
        "\"M\"",
        "\"L\"",
        "\"NULL\"",
        "\"Item\"",
        "\"Limit\"",
        "\"Names\"",
        "\"TableName\"",
        "{\"S\":\"x\"}",
        "{\"N\":\"1E126\"}",
        "{\"N\":\"1E-131\"}",
        "{\"L\":[",
        "{\"M\":{\"a\":",
        "{}",
        "[]",
        " ",
        "\n",
        "/*",
        "//",
        "NaN",
        "Infinity",
        "\u00ef\u00bb\u00bf",
        "'"
    };

    private static final String[] LINES = {
        "\r\n",
        "\r",
        "\n",
        " ",
        "\t",
        ":",
        "POST / HTTP/1.1",
        "GET / HTTP/1.0",
        "OPTIONS * HTTP/1.1",
        "Host: h",
        "Content-Length: 5",
        "Content-Length: 18446744073709551616",
        "Content-Length: -1",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Connection: close",
        "Connection: keep-alive",
        "Expect: 100-continue",
        "Content-Encoding: gzip",
        "Accept-Encoding: gzip",
        "Origin: x",
        "0\r\n\r\n",
        "5\r\nhello\r\n",
        "ffffffff\r\n",
        "5;x=y\r\nhel",
        "\u0000",
        "\u00ff",
        "Access-Control-Request-Headers: \u0001",
        "Authorization: AWS4-",
        "X-Amz-Target: DynamoDB_20120810.Echo",
        "Content-Type: application/x-amz-json-1.0",
        "X-Amz-Date: x",
        "Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
    };

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: DynamoDB_20120810.Echo\r\n"
            + "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Date: x\r\nAuthorization: AWS4-HMAC-SHA256 "
            + "Credential=a/b, SignedHeaders=host, Signature=0\r\n";

    private final Random random;

    public HostileText(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private String oneOf(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    byte[] body() {
        return switch (random.nextInt(12)) {
            case 0 -> deep().getBytes(ISO_8859_1);
            case 1 -> soup(PIECES, 30).getBytes(ISO_8859_1);
            case 2 -> wide().getBytes(ISO_8859_1);
            case 3 -> number().getBytes(ISO_8859_1);
            default -> mutated(oneOf(BODIES), PIECES).getBytes(ISO_8859_1);
        };
    }

    /** A body that is nearly this one. */
    public byte[] nearly(String right) {
        return mutated(right, PIECES).getBytes(ISO_8859_1);
    }

    /** What one connection sends. */
    byte[] connection() {
        StringBuilder text = new StringBuilder();
        int requests = 1 + random.nextInt(3);
        for (int i = 0; i < requests; i++) {
            String body = oneOf(BODIES);
            String request = HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> request;
                        case 1 -> soup(LINES, 20);
                        default -> mutated(request, LINES);
                    });
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private String mutated(String text, String[] pieces) {
        StringBuilder changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && changed.length() > 0; i++) {
            int at = random.nextInt(changed.length());
            int end = Math.min(changed.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(256));
                case 1 -> changed.delete(at, end);
                case 2 -> changed.insert(at, changed.substring(at, end));
                case 3 -> changed.replace(at, end, oneOf(pieces));
                default -> changed.insert(at, oneOf(pieces));
            }
        }
        return changed.toString();
    }

    private String soup(String[] pieces, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(oneOf(pieces));
        }
        return text.toString();
    }

    private String deep() {
        String[] opening = {"[", "{\"a\":", "{\"L\":[", "{\"M\":{\"a\":", "{\"Item\":"};
        String start = random.nextBoolean() ? "{\"Item\":{\"a\":" : "{\"x\":";
        return start + oneOf(opening).repeat(random.nextInt(300)) + (random.nextBoolean() ? "" : oneOf(PIECES));
    }

    private String wide() {
        String member =
                random.nextBoolean() ? "\"TableName\":\"tab\"," : "\"Names\":[" + "\"x\",".repeat(200) + "\"y\"],";
        return "{" + member.repeat(1 + random.nextInt(3)) + "\"Item\":{\"s\":{\"SS\":["
                + "\"x\",".repeat(random.nextInt(500)) + "\"z\"]}}}";
    }

    private String number() {
        String digits = String.valueOf(random.nextInt(10)).repeat(1 + random.nextInt(1200));
        String number = (random.nextBoolean() ? "-" : "")
                + digits
                + (random.nextBoolean() ? "" : "." + digits)
                + (random.nextBoolean() ? "" : "e" + (random.nextInt() >> random.nextInt(32)));
        return random.nextBoolean()
                ? "{\"TableName\":\"tab\",\"Limit\":" + number + "}"
                : "{\"TableName\":\"tab\",\"Item\":{\"n\":{\"N\":\"" + number + "\"}}}";
    }
}
