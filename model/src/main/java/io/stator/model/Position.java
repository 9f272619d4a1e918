package io.stator.model;

import com.google.protobuf.ByteString;

/**
 * A place on the ring that all tables share. Ordered by token (unsigned), table id, partition key and
 * sort key (their order-preserving encodings, as unsigned bytes).
 */
public record Position(long token, long tableId, ByteString partitionKey, ByteString sortKey)
        implements Comparable<Position> {

    /** Before every key whose token is this one or larger. */
    public static Position atToken(long token) {
        return new Position(token, 0, ByteString.EMPTY, ByteString.EMPTY);
    }

    @Override
    public int compareTo(Position other) {
        int byToken = Long.compareUnsigned(token, other.token);
        if (byToken != 0) {
            return byToken;
        }
        int byTable = Long.compareUnsigned(tableId, other.tableId);
        if (byTable != 0) {
            return byTable;
        }
        int byPartitionKey = ByteString.unsignedLexicographicalComparator().compare(partitionKey, other.partitionKey);
        return byPartitionKey != 0
                ? byPartitionKey
                : ByteString.unsignedLexicographicalComparator().compare(sortKey, other.sortKey);
    }
}
