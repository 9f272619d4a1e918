package io.stator.server.cli.cluster;

import io.stator.proto.v1.FollowerLag;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.TextTable;
import io.stator.server.launch.NodeState;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A cluster's status as aligned text. */
final class StatusText {
    private static final int DIGEST_CHARS = 16;

    private StatusText() {}

    static String write(String directory, List<NodeState> states, List<PartitionDigest> digests) {
        List<String> lines = new ArrayList<>();
        long up = states.stream().filter(state -> state.status().isPresent()).count();
        String clusterId = states.stream()
                .flatMap(state -> state.status().stream())
                .map(NodeStatus::getClusterId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .map(id -> "cluster " + id + " in ")
                .orElse("cluster in ");
        lines.add(clusterId + directory + ": " + up + " of " + Figures.counted(states.size(), "node") + " up");
        lines.add("");
        lines.addAll(nodes(states).lines());
        if (up > 0) {
            lines.add("");
            lines.addAll(replicas(states).lines());
        }
        if (!digests.isEmpty()) {
            lines.add("");
            lines.addAll(digests(digests).lines());
        }
        return String.join("\n", lines);
    }

    private static TextTable nodes(List<NodeState> states) {
        TextTable table = new TextTable()
                .words("node")
                .words("state")
                .numbers("pid")
                .words("clients")
                .words("raft")
                .words("metrics")
                .words("up for")
                .words("version");
        for (NodeState state : states) {
            String pid = state.pid().isPresent() ? Long.toString(state.pid().getAsLong()) : "-";
            table.row(
                    state.place().nodeId(),
                    stateOf(state),
                    pid,
                    state.place().clientAddress(),
                    state.place().raftAddress(),
                    "127.0.0.1:" + state.place().metricsPort(),
                    state.status()
                            .map(status -> Figures.duration(Duration.ofMillis(status.getUptimeMillis())))
                            .orElse("-"),
                    state.status().map(NodeStatus::getVersion).orElse("-"));
        }
        return table;
    }

    private static String stateOf(NodeState state) {
        return switch (state.process()) {
            case DOWN -> "down";
            case PAUSED -> "paused";
            case RUNNING ->
                state.status()
                        .map(status -> status.getDiskLow() ? "up, disk full" : "up")
                        .orElse("no answer");
        };
    }

    private static TextTable replicas(List<NodeState> states) {
        TextTable table = new TextTable()
                .words("partition")
                .words("replica")
                .words("role")
                .numbers("epoch")
                .numbers("term")
                .numbers("applied")
                .numbers("committed")
                .numbers("lag")
                .numbers("checkpoint")
                .numbers("log from")
                .numbers("installed");
        TreeSet<Long> partitions = new TreeSet<>();
        states.forEach(state -> state.status()
                .ifPresent(status -> status.getReplicasList().forEach(r -> partitions.add(r.getPartitionId()))));
        Map<String, Long> lags = lags(states);
        for (long partition : partitions) {
            for (NodeState state : states) {
                state.status().stream()
                        .flatMap(status -> status.getReplicasList().stream())
                        .filter(replica -> replica.getPartitionId() == partition)
                        .forEach(replica -> row(table, state, replica, lags));
            }
        }
        return table;
    }

    private static void row(TextTable table, NodeState state, ReplicaStatus replica, Map<String, Long> lags) {
        String name = name(replica.getPartitionId());
        Long lag = lags.get(replica.getPartitionId() + "/" + state.place().nodeId());
        table.row(
                name,
                state.place().nodeId(),
                replica.getRole().toLowerCase(Locale.ROOT),
                replica.getEpoch(),
                replica.getTerm(),
                replica.getAppliedIndex(),
                replica.getCommittedIndex(),
                lag == null ? "-" : lag,
                replica.getSnapshotIndex() < 0 ? "-" : replica.getSnapshotIndex(),
                replica.getLogStartIndex(),
                replica.getSnapshotsInstalled());
    }

    private static String name(long partition) {
        return partition == 0 ? "catalog" : Long.toUnsignedString(partition);
    }

    /** Entries behind, by "partition/node", as the leaders know it; a leader is never behind. */
    private static Map<String, Long> lags(List<NodeState> states) {
        Map<String, Long> lags = new HashMap<>();
        for (NodeState state : states) {
            for (ReplicaStatus replica :
                    state.status().map(NodeStatus::getReplicasList).orElse(List.of())) {
                if (replica.getRole().equals("LEADER")) {
                    lags.put(replica.getPartitionId() + "/" + state.place().nodeId(), 0L);
                    for (FollowerLag follower : replica.getFollowersList()) {
                        lags.put(replica.getPartitionId() + "/" + follower.getNode(), follower.getLagEntries());
                    }
                }
            }
        }
        return lags;
    }

    private static TextTable digests(List<PartitionDigest> digests) {
        TextTable table = new TextTable()
                .words("partition")
                .numbers("at index")
                .words("replica")
                .numbers("items")
                .words("digest")
                .words("");
        for (PartitionDigest partition : digests) {
            for (PartitionDigest.ReplicaDigest replica : partition.replicas()) {
                String digest = replica.digest()
                        .map(text -> text.substring(0, Math.min(DIGEST_CHARS, text.length())))
                        .orElse("missing");
                table.row(
                        name(partition.partitionId()),
                        partition.logIndex(),
                        replica.nodeId(),
                        replica.digest().isPresent() ? Figures.count(replica.items()) : "-",
                        digest,
                        replica.digest().isEmpty() ? replica.problem() : partition.agree() ? "" : "DIFFERS");
            }
        }
        return table;
    }
}
