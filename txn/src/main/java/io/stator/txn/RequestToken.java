package io.stator.txn;

import com.google.protobuf.ByteString;

/**
 * By what a request that is sent again is known: DynamoDB's ClientRequestToken.
 *
 * @param token of whoever is allowed to use it: two users' equal tokens differ here
 * @param parameters a hash of everything that the request asks for
 */
public record RequestToken(ByteString token, ByteString parameters) {}
