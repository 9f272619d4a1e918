package io.stator.gateway;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What makes the attempts of one call known as one: SDKs send the same {@code amz-sdk-invocation-id} with all of them.
 * A write that is sent with it as its request id is applied once.
 *
 * @param id {@value #BYTES} bytes
 */
public record RequestIdentity(ByteString id) {
    public static final int BYTES = 16;

    public RequestIdentity {
        if (id.size() != BYTES) {
            throw new IllegalArgumentException("an id of " + id.size() + " bytes");
        }
    }

    /**
     * The start of a hash over all that tells calls apart: two senders may have the same invocation id, and a sender that
     * uses one id for different bodies means different calls.
     *
     * @param bodyHash SHA-256 of the body
     */
    public static RequestIdentity of(String accessKeyId, String invocationId, byte[] bodyHash) {
        MessageDigest digest = sha256();
        addWithLength(digest, accessKeyId.getBytes(StandardCharsets.UTF_8));
        addWithLength(digest, invocationId.getBytes(StandardCharsets.UTF_8));
        addWithLength(digest, bodyHash);
        return new RequestIdentity(ByteString.copyFrom(digest.digest(), 0, BYTES));
    }

    /** The length comes first, so that no two different lists of parts have the same bytes. */
    private static void addWithLength(MessageDigest digest, byte[] part) {
        int length = part.length;
        digest.update(
                new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
