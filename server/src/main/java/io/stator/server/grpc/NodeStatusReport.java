package io.stator.server.grpc;

import io.stator.catalog.CatalogCodec;
import io.stator.consensus.Replica;
import io.stator.proto.v1.FollowerLag;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.bootstrap.Identity;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a node says of itself when it is asked. Thread-safe. */
public final class NodeStatusReport implements Supplier<NodeStatus> {
    private final Places places;
    private final LocalReplicas replicas;
    private final NodeFacts facts;
    private final LongSupplier monotonicNanos;
    private final long startNanos;

    /**
     * What a node knows of itself alone.
     *
     * @param gatewayAddress host:port of its DynamoDB API; empty: it has none
     * @param diskLow whether writes are refused for want of space
     */
    public record NodeFacts(Supplier<Identity> identity, String gatewayAddress, BooleanSupplier diskLow) {}

    /** @param monotonicNanos a clock that never goes back; the node's age counts from now */
    public NodeStatusReport(Places places, LocalReplicas replicas, NodeFacts facts, LongSupplier monotonicNanos) {
        this.places = places;
        this.replicas = replicas;
        this.facts = facts;
        this.monotonicNanos = monotonicNanos;
        this.startNanos = monotonicNanos.getAsLong();
    }

    @Override
    public NodeStatus get() {
        NodeStatus.Builder status = NodeStatus.newBuilder()
                .setNode(CatalogCodec.toProto(places.self()))
                .setClusterId(facts.identity().get().clusterId())
                .setUptimeMillis(TimeUnit.NANOSECONDS.toMillis(monotonicNanos.getAsLong() - startNanos))
                .setProcessCpuNanos(processCpuNanos())
                .setVersion(version())
                .setGatewayAddress(facts.gatewayAddress())
                .setDiskLow(facts.diskLow().getAsBoolean());
        replicas.localCatalog().ifPresent(catalog -> status.addReplicas(replica(0, 0, catalog.replica())));
        for (LocalPartition partition : replicas.all()) {
            status.addReplicas(replica(partition.id(), partition.partition().epoch(), partition.replica()));
        }
        return status.build();
    }

    private ReplicaStatus replica(long partitionId, long epoch, Replica<?> replica) {
        io.stator.consensus.ReplicaStatus current = replica.status();
        ReplicaStatus.Builder status = ReplicaStatus.newBuilder()
                .setPartitionId(partitionId)
                .setEpoch(epoch)
                .setRole(current.role().name())
                .setLeader(places.nodeIdOf(current.leader()))
                .setTerm(current.term())
                .setCommittedIndex(current.committedIndex())
                .setAppliedIndex(current.appliedIndex())
                .setLogStartIndex(current.logStartIndex())
                .setSnapshotIndex(current.snapshotIndex())
                .setSnapshotsInstalled(current.snapshotsInstalled());
        current.followers()
                .forEach((memberId, follower) -> status.addFollowers(FollowerLag.newBuilder()
                        .setNode(places.nodeIdOf(memberId))
                        .setLagEntries(follower.lag())));
        return status.build();
    }

    /** Of the whole JVM. */
    private static long processCpuNanos() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process ? process.getProcessCpuTime() : 0;
    }

    private static String version() {
        String version = NodeStatusReport.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
