package io.stator.server.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.stator.server.bench.BenchmarkTarget.Entry;
import io.stator.server.bench.StatorTarget;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The bytes of requests, signed, with the headers that SDKs send. For keys that are plain ASCII. Thread-safe. */
final class ItemRequests {
    private static final byte[] PUT_START =
            bytes("{\"TableName\":\"" + StatorTarget.TABLE + "\",\"Item\":{\"" + StatorTarget.KEY + "\":{\"S\":\"");
    private static final byte[] PUT_VALUE = bytes("\"},\"" + StatorTarget.VALUE + "\":{\"B\":\"");
    private static final byte[] PUT_END = bytes("\"}}}");
    private static final byte[] GET_START =
            bytes("{\"TableName\":\"" + StatorTarget.TABLE + "\",\"Key\":{\"" + StatorTarget.KEY + "\":{\"S\":\"");
    private static final byte[] GET_CONSISTENT_END = bytes("\"}},\"ConsistentRead\":true}");
    private static final byte[] GET_EVENTUAL_END = bytes("\"}},\"ConsistentRead\":false}");

    private final RequestSigner signer;

    ItemRequests(RequestSigner signer) {
        this.signer = signer;
    }

    byte[] put(String host, Entry entry) {
        byte[] value = Base64.getEncoder().encode(entry.value().toByteArray());
        byte[] body = joined(PUT_START, bytes(entry.key()), PUT_VALUE, value, PUT_END);
        return whole(host, "DynamoDB_20120810.PutItem", body);
    }

    byte[] get(String host, String key, boolean consistent) {
        byte[] body = joined(GET_START, bytes(key), consistent ? GET_CONSISTENT_END : GET_EVENTUAL_END);
        return whole(host, "DynamoDB_20120810.GetItem", body);
    }

    private byte[] whole(String host, String target, byte[] body) {
        RequestSigner.Signature signature = signer.sign(host, target, body);
        byte[] head = bytes("POST / HTTP/1.1\r\nhost: " + host + "\r\ncontent-type: " + RequestSigner.CONTENT_TYPE
                + "\r\nx-amz-target: " + target + "\r\nx-amz-date: " + signature.date() + "\r\nauthorization: "
                + signature.authorization() + "\r\namz-sdk-invocation-id: " + invocationId()
                + "\r\namz-sdk-request: attempt=1; max=1\r\ncontent-length: " + body.length + "\r\n\r\n");
        return joined(head, body);
    }

    /** Random, as a UUID is. */
    private static String invocationId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + "-" + hex.toHexDigits(random.nextLong());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        byte[] whole =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
