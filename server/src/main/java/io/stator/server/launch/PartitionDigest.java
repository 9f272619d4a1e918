package io.stator.server.launch;

import java.util.List;
import java.util.Optional;

/**
 * What the replicas of one partition hold at one log index.
 *
 * @param partitionId as in the partition map
 * @param logIndex of the entry that asked for it
 * @param replicas in the partition map's order
 */
public record PartitionDigest(long partitionId, long logIndex, List<ReplicaDigest> replicas) {
    public PartitionDigest {
        replicas = List.copyOf(replicas);
    }

    /**
     * One replica's.
     *
     * @param digest hexadecimal; empty: not known in time
     * @param items how many items it covers; 0 if it is not known
     * @param problem why it is not known; empty if it is
     */
    public record ReplicaDigest(String nodeId, Optional<String> digest, long items, String problem) {}

    /** Whether every replica has one and all are the same. */
    public boolean agree() {
        return !replicas.isEmpty()
                && replicas.stream().allMatch(replica -> replica.digest().isPresent())
                && replicas.stream().map(ReplicaDigest::digest).distinct().count() == 1;
    }
}
