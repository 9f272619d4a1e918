package io.stator.gateway.auth;

import io.stator.gateway.error.ApiException;
import io.stator.gateway.http.HttpRequest;
import java.time.InstantSource;

/** Finds out who sent a request. Thread-safe. */
public interface Authentication {
    /**
     * @param bodyHash SHA-256 of the body as it was sent
     * @return the access key id of the sender
     * @throws ApiException MissingAuthenticationToken, IncompleteSignature, InvalidSignature or UnrecognizedClient, in
     *     DynamoDB's words
     */
    String accessKeyId(HttpRequest request, byte[] bodyHash);

    /** Whether a sender has proven to have the secret of that key. */
    boolean proves();

    /** Accepts whatever has the form of a signature. Clients need credentials, but any will do. */
    static Authentication open() {
        return new Authentication() {
            @Override
            public String accessKeyId(HttpRequest request, byte[] bodyHash) {
                return SignatureClaim.of(request).accessKeyId();
            }

            @Override
            public boolean proves() {
                return false;
            }
        };
    }

    /** Accepts what is signed with the secret of a known key, not longer ago than 15 minutes. */
    static Authentication required(Credentials credentials, InstantSource clock) {
        return new SignatureCheck(credentials, clock);
    }
}
