package io.stator.server.launch;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetDigestRequest;
import io.stator.proto.v1.GetDigestResponse;
import io.stator.proto.v1.GetNodeStatusRequest;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.ListTransactionsRequest;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.RemoveNodeRequest;
import io.stator.proto.v1.Route;
import io.stator.proto.v1.StartDigestRequest;
import io.stator.proto.v1.UndecidedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The Cluster service of nodes by address (host:port), each call asked of that very node and tried once.
 * Every call but {@link #stateOf} throws a {@link
 * StatusRuntimeException} if it fails. Thread-safe.
 */
public final class ClusterCalls implements AutoCloseable {
    private final Duration timeout;
    private final ChannelFactory factory;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** @param timeout of each call */
    public ClusterCalls(Duration timeout) {
        this(timeout, new NettyChannelFactory());
    }

    /**
     * @param timeout of each call
     * @param factory how to connect to a node
     */
    public ClusterCalls(Duration timeout, ChannelFactory factory) {
        this.timeout = timeout;
        this.factory = factory;
    }

    /** As this node knows it. */
    public PartitionMap partitionMap(String address) {
        return stub(address).getPartitionMap(GetPartitionMapRequest.getDefaultInstance());
    }

    public NodeStatus nodeStatus(String address) {
        return stub(address).getNodeStatus(GetNodeStatusRequest.getDefaultInstance());
    }

    /** @return the log index at which every replica of the partition computes its digest */
    public long startDigest(String leaderAddress, PartitionInfo partition) {
        Route route = Route.newBuilder()
                .setPartitionId(partition.getId())
                .setEpoch(partition.getEpoch())
                .build();
        return stub(leaderAddress)
                .startDigest(StartDigestRequest.newBuilder().setRoute(route).build())
                .getLogIndex();
    }

    /** Answers once it is decided; then the node's replicas go elsewhere. */
    public void removeNode(String address, String nodeId) {
        stub(address)
                .removeNode(RemoveNodeRequest.newBuilder().setNodeId(nodeId).build());
    }

    public GetDigestResponse digest(String address, long partitionId, long logIndex) {
        return stub(address)
                .getDigest(GetDigestRequest.newBuilder()
                        .setPartitionId(partitionId)
                        .setLogIndex(logIndex)
                        .build());
    }

    /** Of the partitions that this node leads, the oldest first. */
    public List<UndecidedTransaction> undecidedTransactions(String address) {
        return stub(address)
                .listTransactions(ListTransactionsRequest.getDefaultInstance())
                .getTransactionsList();
    }

    /** Asks the node, if its process runs, and throws nothing. */
    public NodeState stateOf(NodePlace place, ProcessState process, OptionalLong pid) {
        if (process != ProcessState.RUNNING) {
            String problem = process == ProcessState.PAUSED ? "paused" : "down";
            return new NodeState(place, process, pid, Optional.empty(), Optional.empty(), problem);
        }
        try {
            NodeStatus status = nodeStatus(place.clientAddress());
            PartitionMap map = partitionMap(place.clientAddress());
            return new NodeState(place, process, pid, Optional.of(status), Optional.of(map), "");
        } catch (StatusRuntimeException e) {
            return new NodeState(place, process, pid, Optional.empty(), Optional.empty(), DigestComparison.reason(e));
        }
    }

    private ClusterGrpc.ClusterBlockingStub stub(String address) {
        ManagedChannel channel = channels.computeIfAbsent(address, factory::open);
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // Else gRPC waits for up to two minutes before it notices that the node is back.
            channel.resetConnectBackoff();
        }
        return ClusterGrpc.newBlockingStub(channel).withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
