package io.stator.server.peer;

import io.grpc.Metadata;

/** What calls between nodes say beside their request. */
public final class PeerHeaders {
    /** The caller is a node that wants this node's own answer, not to be sent on again. */
    public static final Metadata.Key<String> FORWARDED =
            Metadata.Key.of("stator-forwarded", Metadata.ASCII_STRING_MARSHALLER);

    private PeerHeaders() {}
}
