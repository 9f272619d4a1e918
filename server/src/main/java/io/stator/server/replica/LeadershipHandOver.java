package io.stator.server.replica;

import io.stator.catalog.NodeRecord;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what this node leads to others when it is closed, so that nobody must wait for an election. A courtesy: what
 * does not work within a moment is left to the election.
 */
public final class LeadershipHandOver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipHandOver.class);
    private static final long PATIENCE_MILLIS_MAX = 2_000;

    private final LocalReplicas replicas;
    private final Places places;
    private final long patienceMillis;

    public LeadershipHandOver(LocalReplicas replicas, Places places, long shutdownMillis) {
        this.replicas = replicas;
        this.places = places;
        this.patienceMillis = Math.min(PATIENCE_MILLIS_MAX, shutdownMillis);
    }

    @Override
    public void close() {
        if (patienceMillis == 0) {
            return;
        }
        List<CompletableFuture<Void>> transfers = new ArrayList<>();
        for (LocalPartition local : replicas.all()) {
            successor(local.record().replicas())
                    .ifPresent(node -> transfer(local.replica(), node).ifPresent(transfers::add));
        }
        replicas.localCatalog()
                .ifPresent(catalog -> successor(catalog.catalog().view().nodes().keySet())
                        .ifPresent(node -> transfer(catalog.replica(), node).ifPresent(transfers::add)));
        try {
            CompletableFuture.allOf(transfers.toArray(CompletableFuture<?>[]::new))
                    .get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("not all leadership was handed over: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<NodeRecord> successor(Collection<String> nodeIds) {
        return nodeIds.stream()
                .filter(nodeId -> !nodeId.equals(places.self().id()))
                .findFirst()
                .flatMap(nodeId -> Optional.ofNullable(places.node(nodeId)));
    }

    private static Optional<CompletableFuture<Void>> transfer(Replica<?> replica, NodeRecord successor) {
        return replica.status().role() == ReplicaStatus.Role.LEADER
                ? Optional.of(replica.transferLeadership(successor.memberId()))
                : Optional.empty();
    }
}
