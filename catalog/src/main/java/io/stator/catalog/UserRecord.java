package io.stator.catalog;

import com.google.protobuf.ByteString;

/**
 * Who may use the gateway.
 *
 * @param name unique
 * @param accessKeyId unique; what requests name
 * @param sealedSecret what they are signed by, encrypted: the catalog never sees it in clear
 * @param createdAtMillis wall clock, since 1970
 */
public record UserRecord(String name, String accessKeyId, ByteString sealedSecret, long createdAtMillis) {

    /** Without the secret, sealed though it is. */
    @Override
    public String toString() {
        return "user " + name + " (" + accessKeyId + ")";
    }
}
