package io.stator.gateway;

import java.util.Optional;

/**
 * A request, and who sent it.
 *
 * @param body JSON, decompressed; not looked at yet, and not to be changed
 * @param identity the same for all attempts of one call; empty if the client does not say which call this is, so that
 *     nothing is known of its retries
 * @param accessKeyId of the sender
 * @param proven whether the sender has shown to have that key's secret; else anybody may have said so
 */
public record ApiRequest(byte[] body, Optional<RequestIdentity> identity, String accessKeyId, boolean proven) {

    /** The user who sent it; empty where all are one, since nobody proves who he is. */
    public String user() {
        return proven ? accessKeyId : "";
    }
}
