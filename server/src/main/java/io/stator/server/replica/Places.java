package io.stator.server.replica;

import io.stator.catalog.CatalogCodec;
import io.stator.catalog.CatalogView;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.consensus.Replica;
import io.stator.model.ErrorCode;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where nodes, partitions and their leaders are, as far as this node knows. Thread-safe. */
public final class Places {
    private final NodeRecord self;
    private final LocalReplicas replicas;
    private final Map<String, NodeRecord> byMemberId = new ConcurrentHashMap<>();
    private final Map<String, NodeRecord> byNodeId = new ConcurrentHashMap<>();

    /** @param self by the addresses that it has now */
    public Places(NodeRecord self, LocalReplicas replicas) {
        this.self = self;
        this.replicas = replicas;
        learn(List.of(self));
    }

    /** Makes nodes known; this node's own record stays as it is. */
    public void learn(Iterable<NodeRecord> nodes) {
        for (NodeRecord node : nodes) {
            NodeRecord record = node.id().equals(self.id()) ? self : node;
            byNodeId.put(record.id(), record);
            byMemberId.put(record.memberId(), record);
        }
    }

    public NodeRecord self() {
        return self;
    }

    public @Nullable NodeRecord node(String nodeId) {
        return byNodeId.get(nodeId);
    }

    /** Every node that is known, in no order. */
    public List<NodeRecord> nodes() {
        return List.copyOf(byNodeId.values());
    }

    /** Node id of a member; empty if it is unknown. */
    public String nodeIdOf(String memberId) {
        NodeRecord node = byMemberId.get(memberId);
        return node == null ? "" : node.id();
    }

    /** Node id of the leader that a replica knows; empty if it knows none. */
    public String leaderOf(Replica<?> replica) {
        return nodeIdOf(replica.status().leader());
    }

    /** Node id; empty if this node has no replica of it, or that knows none. */
    public String leaderOf(long partitionId) {
        LocalPartition local = replicas.partition(partitionId);
        return local == null ? "" : leaderOf(local.replica());
    }

    /** The partition that owns a place on the ring; empty before the cluster is founded. */
    public Optional<PartitionRecord> owner(Position position) {
        List<PartitionRecord> partitions = view().partitions();
        int low = 0;
        int high = partitions.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            PartitionRecord partition = partitions.get(middle);
            if (partition.bounds().contains(position)) {
                return Optional.of(partition);
            }
            Position from = partition.bounds().from();
            if (from != null && position.compareTo(from) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }

    public Optional<PartitionRecord> partition(long id) {
        return view().partition(id);
    }

    /** With its leader, as far as is known. */
    public PartitionInfo info(PartitionRecord partition) {
        return CatalogCodec.toProto(partition, leaderOf(partition.id()));
    }

    /** Where a key belongs; null if that is unknown. */
    public @Nullable PartitionInfo infoAt(Position position) {
        return owner(position).map(this::info).orElse(null);
    }

    /** The catalog's own group, with its leader by member id as far as is known. */
    public PartitionInfo catalogInfo(String leaderMemberId) {
        return PartitionInfo.newBuilder().setLeader(nodeIdOf(leaderMemberId)).build();
    }

    /**
     * What clients cache; this node by the address that it has now, and write counts of the partitions that are here.
     *
     * @throws StatorException SERVICE_UNAVAILABLE before the cluster is founded
     */
    public PartitionMap map() {
        CatalogView view = view();
        if (view.clusterId().isEmpty()) {
            throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The cluster is not founded yet");
        }
        PartitionMap map = CatalogCodec.partitionMap(view, this::leaderOf);
        PartitionMap.Builder current = map.toBuilder().clearNodes();
        for (NodeInfo node : map.getNodesList()) {
            current.addNodes(node.getId().equals(self.id()) ? CatalogCodec.toProto(self) : node);
        }
        for (PartitionInfo.Builder partition : current.getPartitionsBuilderList()) {
            LocalPartition local = replicas.partition(partition.getId());
            if (local != null) {
                partition.setWriteCount(local.partition().writeCount());
            }
        }
        return current.build();
    }

    /** Forgets nodes that the cluster does not have any more. */
    public void keep(Set<String> nodeIds) {
        byNodeId.keySet().removeIf(nodeId -> !nodeId.equals(self.id()) && !nodeIds.contains(nodeId));
    }

    /** Empty before the node knows its cluster. */
    public Optional<CatalogView> knownView() {
        return replicas.localCatalog().map(local -> local.catalog().view());
    }

    /** @throws StatorException SERVICE_UNAVAILABLE before the node knows its cluster */
    public CatalogView view() {
        return replicas.requireCatalog().catalog().view();
    }
}
