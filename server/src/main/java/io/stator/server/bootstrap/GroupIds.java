package io.stator.server.bootstrap;

import io.stator.consensus.GroupId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names of a cluster's Raft groups: derived from its id, so never those of another cluster. */
public final class GroupIds {
    private static final long CATALOG = 0;

    private GroupIds() {}

    public static GroupId catalog(String clusterId) {
        return of(clusterId, CATALOG);
    }

    /** @param partitionId from 1 */
    public static GroupId partition(String clusterId, long partitionId) {
        if (partitionId == CATALOG) {
            throw new IllegalArgumentException("partition ids start at 1");
        }
        return of(clusterId, partitionId);
    }

    private static GroupId of(String clusterId, long number) {
        String text = "stator group " + clusterId + " " + Long.toUnsignedString(number);
        return new GroupId(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
}
