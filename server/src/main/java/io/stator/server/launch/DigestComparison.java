package io.stator.server.launch;

import io.grpc.StatusRuntimeException;
import io.stator.proto.v1.GetDigestResponse;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.PartitionDigest.ReplicaDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has every partition's leader start a digest, then asks each replica for its own at that index. Blocks the
 * calling thread.
 */
public final class DigestComparison {
    private static final long POLL_MILLIS = 50;

    private final ClusterCalls calls;
    private final Supplier<PartitionMap> partitionMap;
    private final long deadlineNanos;

    /** @param partitionMap with the leaders as they are known at the moment */
    public DigestComparison(ClusterCalls calls, Supplier<PartitionMap> partitionMap, Duration timeLimit) {
        this.calls = calls;
        this.partitionMap = partitionMap;
        this.deadlineNanos = System.nanoTime() + timeLimit.toNanos();
    }

    /**
     * One for each partition.
     *
     * @throws LaunchException if a partition has no leader that starts it in time
     */
    public List<PartitionDigest> run() {
        List<PartitionDigest> digests = new ArrayList<>();
        for (PartitionInfo partition : partitionMap.get().getPartitionsList()) {
            digests.add(ofPartition(partition.getId()));
        }
        return digests;
    }

    private PartitionDigest ofPartition(long partitionId) {
        String problem = "";
        do {
            PartitionMap map = partitionMap.get();
            PartitionInfo partition = map.getPartitionsList().stream()
                    .filter(candidate -> candidate.getId() == partitionId)
                    .findFirst()
                    .orElseThrow(() -> LaunchException.failed("partition " + partitionId + " is gone"));
            Map<String, String> addresses =
                    map.getNodesList().stream().collect(Collectors.toMap(NodeInfo::getId, NodeInfo::getClientAddress));
            String leader = addresses.get(partition.getLeader());
            if (leader == null) {
                problem = "no leader is known";
            } else {
                try {
                    long index = calls.startDigest(leader, partition);
                    return collect(partition, addresses, index);
                } catch (StatusRuntimeException e) {
                    problem = "its leader does not start one: " + reason(e);
                }
            }
            Pause.millis(POLL_MILLIS);
        } while (System.nanoTime() < deadlineNanos);
        throw LaunchException.failed("no digest of partition " + partitionId + ": " + problem);
    }

    private PartitionDigest collect(PartitionInfo partition, Map<String, String> addresses, long index) {
        List<ReplicaDigest> replicas = new ArrayList<>();
        for (String nodeId : partition.getReplicasList()) {
            replicas.add(ofReplica(nodeId, Optional.ofNullable(addresses.get(nodeId)), partition.getId(), index));
        }
        return new PartitionDigest(partition.getId(), index, replicas);
    }

    private ReplicaDigest ofReplica(String nodeId, Optional<String> address, long partitionId, long index) {
        if (address.isEmpty()) {
            return new ReplicaDigest(nodeId, Optional.empty(), 0, "its address is unknown");
        }
        String problem;
        do {
            try {
                GetDigestResponse answer = calls.digest(address.get(), partitionId, index);
                if (answer.getReady()) {
                    return new ReplicaDigest(nodeId, Optional.of(answer.getDigest()), answer.getItems(), "");
                }
                problem = "not ready within the time limit";
            } catch (StatusRuntimeException e) {
                problem = reason(e);
            }
            Pause.millis(POLL_MILLIS);
        } while (System.nanoTime() < deadlineNanos);
        return new ReplicaDigest(nodeId, Optional.empty(), 0, problem);
    }

    static String reason(StatusRuntimeException e) {
        String description = e.getStatus().getDescription();
        return description == null ? e.getStatus().getCode().toString() : description;
    }
}
