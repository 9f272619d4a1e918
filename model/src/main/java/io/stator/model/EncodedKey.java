package io.stator.model;

import com.google.protobuf.ByteString;

/**
 * An item's primary key, encoded: what orders items and places them on the ring.
 *
 * @param token place on the ring, unsigned
 * @param partitionKey order-preserving encoding
 * @param sortKey order-preserving encoding; empty if the table has none
 */
public record EncodedKey(long tableId, long token, ByteString partitionKey, ByteString sortKey) {
    public Position position() {
        return new Position(token, tableId, partitionKey, sortKey);
    }
}
