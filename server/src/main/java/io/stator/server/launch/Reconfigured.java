package io.stator.server.launch;

import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits until a cluster has come to what was decided about its nodes. Used by one thread. */
final class Reconfigured {
    private static final long POLL_MILLIS = 100;

    /** The catalog's leader begins the next step, if there is one, much sooner. */
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final Supplier<ClusterView> views;
    private final long deadline;

    /** @param deadline by {@link System#nanoTime} */
    Reconfigured(Supplier<ClusterView> views, long deadline) {
        this.views = views;
        this.deadline = deadline;
    }

    /** Until this node is part of the cluster, and each partition is where it is to be, evenly. */
    void awaitEntered(NodePlace place) {
        await(view -> {
            Optional<PartitionMap> map = view.mapOfCatalogLeader();
            if (map.isEmpty()) {
                return Optional.of("the catalog has no leader");
            }
            return view.nodes().stream()
                    .filter(node -> node.place().equals(place))
                    .flatMap(node -> strange(node, map.get()).stream())
                    .findFirst()
                    .or(() -> unsettled(map.get()))
                    .or(() -> uneven(map.get()));
        });
    }

    /** Until all nodes that run are part of the cluster, and each partition is where it is to be, evenly. */
    void awaitSettled() {
        await(view -> {
            Optional<PartitionMap> map = view.mapOfCatalogLeader();
            if (map.isEmpty()) {
                return Optional.of("the catalog has no leader");
            }
            return view.nodes().stream()
                    .filter(node -> node.process() == ProcessState.RUNNING)
                    .flatMap(node -> strange(node, map.get()).stream())
                    .findFirst()
                    .or(() -> unsettled(map.get()))
                    .or(() -> uneven(map.get()));
        });
    }

    /** Why a node does not take part yet. */
    private static Optional<String> strange(NodeState node, PartitionMap map) {
        if (node.status().isEmpty()) {
            return Optional.of("node " + node.place().number() + " does not answer");
        }
        String incarnation = node.status().get().getNode().getIncarnation();
        return map.getNodesList().stream()
                        .anyMatch(known -> known.getIncarnation().equals(incarnation))
                ? Optional.empty()
                : Optional.of("node " + node.place().number() + " is not part of the cluster yet");
    }

    /** Until this node is no part of the cluster, and each partition is where it is to be. */
    void awaitGone(NodePlace place) {
        await(view -> {
            Optional<PartitionMap> map = view.mapOfCatalogLeader();
            if (map.isEmpty()) {
                return Optional.of("the catalog has no leader");
            }
            if (map.get().getNodesList().stream().anyMatch(node -> node.getId().equals(place.nodeId()))) {
                return unsettled(map.get()).or(() -> Optional.of("node " + place.number() + " is not drained yet"));
            }
            return unsettled(map.get());
        });
    }

    private void await(Function<ClusterView, Optional<String>> missing) {
        long stillSince = System.nanoTime();
        while (true) {
            Optional<String> what = missing.apply(views.get());
            long now = System.nanoTime();
            if (what.isPresent()) {
                stillSince = now;
            } else if (now - stillSince >= STILL_NANOS) {
                return;
            }
            if (now > deadline) {
                throw LaunchException.failed(
                        "the cluster has not come to it in time: " + what.orElse("it still changes"));
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private static Optional<String> unsettled(PartitionMap map) {
        return map.getPartitionsList().stream()
                .filter(partition -> partition.getPlacement() != partition.getSettled())
                .findFirst()
                .map(partition -> "the replicas of partition " + partition.getId() + " are being changed");
    }

    private static Optional<String> uneven(PartitionMap map) {
        Map<String, Integer> held = new HashMap<>();
        for (NodeInfo node : map.getNodesList()) {
            held.put(node.getId(), 0);
        }
        for (PartitionInfo partition : map.getPartitionsList()) {
            partition.getReplicasList().forEach(nodeId -> held.merge(nodeId, 1, Integer::sum));
        }
        int most = held.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int least = held.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        return most - least > 1 ? Optional.of("replicas are not spread evenly yet") : Optional.empty();
    }
}
