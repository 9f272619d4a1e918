package io.stator.server.launch;

import io.stator.proto.v1.FollowerLag;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.ReplicaStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** States of nodes, as tests need them. */
public final class States {
    private States() {}

    /** Two nodes; n1 leads the catalog and partition 1, n2 follows. */
    public static List<NodeState> ready() {
        return List.of(
                node(1, replica(0, "LEADER", 3, "n1"), replica(1, "LEADER", 3, "n1")),
                node(2, replica(0, "FOLLOWER", 3, "n1"), replica(1, "FOLLOWER", 3, "n1")));
    }

    public static NodeState node(int number, ReplicaStatus... replicas) {
        return running(number, status().addAllReplicas(List.of(replicas)).build());
    }

    /** One that refuses writes for want of space. */
    public static NodeState diskLow(int number) {
        return running(number, status().setDiskLow(true).build());
    }

    private static NodeStatus.Builder status() {
        return NodeStatus.newBuilder()
                .setClusterId("the-cluster")
                .setUptimeMillis(65_000)
                .setVersion("1.0");
    }

    private static NodeState running(int number, NodeStatus status) {
        PartitionMap map = PartitionMap.newBuilder()
                .addPartitions(
                        PartitionInfo.newBuilder().setId(1).addReplicas("n1").addReplicas("n2"))
                .build();
        return new NodeState(
                place(number),
                ProcessState.RUNNING,
                OptionalLong.of(100 + number),
                Optional.of(status),
                Optional.of(map),
                "");
    }

    public static NodeState down(int number) {
        return new NodeState(
                place(number), ProcessState.DOWN, OptionalLong.empty(), Optional.empty(), Optional.empty(), "down");
    }

    public static NodePlace place(int number) {
        return new NodePlace(number, NodeHost.LOOPBACK, Path.of("c", "node" + number), 9000 + 10 * number);
    }

    public static ReplicaStatus replica(long partition, String role, long term, String leader) {
        ReplicaStatus.Builder replica = ReplicaStatus.newBuilder()
                .setPartitionId(partition)
                .setEpoch(1)
                .setRole(role)
                .setTerm(term)
                .setLeader(leader)
                .setAppliedIndex(1234)
                .setCommittedIndex(1235)
                .setSnapshotIndex(-1);
        if (role.equals("LEADER")) {
            replica.addFollowers(FollowerLag.newBuilder().setNode("n2").setLagEntries(7));
        }
        return replica.build();
    }
}
