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

    /** What makes the attempts of one part of a call known as one, where a call writes more than one item. */
    public RequestIdentity part(int index) {
        MessageDigest digest = sha256();
        digest.update(id.asReadOnlyByteBuffer());
        digest.update(intBytes(index));
        return new RequestIdentity(ByteString.copyFrom(digest.digest(), 0, BYTES));
    }

    /** The length comes first, so that no two different lists of parts have the same bytes. */
    private static void addWithLength(MessageDigest digest, byte[] part) {
        digest.update(intBytes(part.length));
        digest.update(part);
    }

    private static byte[] intBytes(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
