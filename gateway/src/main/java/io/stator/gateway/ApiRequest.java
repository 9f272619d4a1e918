package io.stator.gateway;

import java.util.Optional;

/**
 * A request whose sender is known.
 *
 * @param body JSON, decompressed; not looked at yet, and not to be changed
 * @param identity the same for all attempts of one call; empty if the client does not say which call this is, so that
 *     nothing is known of its retries
 * @param accessKeyId of the sender
 */
public record ApiRequest(byte[] body, Optional<RequestIdentity> identity, String accessKeyId) {}
