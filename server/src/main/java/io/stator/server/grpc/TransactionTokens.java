package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.txn.RequestToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** By what requests that are sent again are known. Stateless. */
final class TransactionTokens {
    private TransactionTokens() {}

    /** Null: it has none. */
    static @Nullable RequestToken of(TransactWriteRequest request) {
        if (request.getToken().isEmpty()) {
            return null;
        }
        MessageDigest token = sha256();
        ByteString owner = request.getTokenOwnerBytes();
        // Its length first: no owner and token together look like another pair.
        token.update(Integer.toString(owner.size()).getBytes(StandardCharsets.US_ASCII));
        token.update((byte) 0);
        token.update(owner.asReadOnlyByteBuffer());
        token.update(request.getTokenBytes().asReadOnlyByteBuffer());
        MessageDigest parameters = sha256();
        // Field by field in their order, of the same messages: the same request has the same bytes.
        request.getWritesList().forEach(write -> {
            byte[] bytes = write.toByteArray();
            parameters.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            parameters.update((byte) 0);
            parameters.update(bytes);
        });
        return new RequestToken(ByteString.copyFrom(token.digest()), ByteString.copyFrom(parameters.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
