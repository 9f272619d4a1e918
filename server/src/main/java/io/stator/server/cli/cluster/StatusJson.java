package io.stator.server.cli.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.proto.v1.FollowerLag;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.launch.NodeState;
import io.stator.server.launch.PartitionDigest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * A cluster's status as JSON: {@code {"nodes":[{"id","state","pid","client_address",...,"replicas":[...]}],
 * "digests":[...]}}. Names and meanings are those of NodeStatus in api.proto; what is unknown is left out.
 */
final class StatusJson {
    private StatusJson() {}

    static String write(List<NodeState> states, List<PartitionDigest> digests) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("nodes");
            for (NodeState state : states) {
                node(json, state);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("digests");
            for (PartitionDigest digest : digests) {
                digest(json, digest);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void node(JsonGenerator json, NodeState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", state.place().nodeId());
        json.writeStringField("process", state.process().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("answers", state.status().isPresent());
        if (state.pid().isPresent()) {
            json.writeNumberField("pid", state.pid().getAsLong());
        }
        json.writeStringField("client_address", state.place().clientAddress());
        json.writeStringField("raft_address", state.place().raftAddress());
        json.writeStringField("metrics_url", state.place().metricsUrl());
        if (state.status().isPresent()) {
            NodeStatus status = state.status().get();
            json.writeStringField("cluster_id", status.getClusterId());
            json.writeStringField("version", status.getVersion());
            json.writeNumberField("uptime_millis", status.getUptimeMillis());
            json.writeNumberField("process_cpu_nanos", status.getProcessCpuNanos());
            json.writeBooleanField("disk_low", status.getDiskLow());
            json.writeArrayFieldStart("replicas");
            for (ReplicaStatus replica : status.getReplicasList()) {
                replica(json, replica);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void replica(JsonGenerator json, ReplicaStatus replica) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition_id", replica.getPartitionId());
        json.writeNumberField("epoch", replica.getEpoch());
        json.writeStringField("role", replica.getRole());
        json.writeStringField("leader", replica.getLeader());
        json.writeNumberField("term", replica.getTerm());
        json.writeNumberField("committed_index", replica.getCommittedIndex());
        json.writeNumberField("applied_index", replica.getAppliedIndex());
        json.writeNumberField("log_start_index", replica.getLogStartIndex());
        json.writeNumberField("snapshot_index", replica.getSnapshotIndex());
        json.writeNumberField("snapshots_installed", replica.getSnapshotsInstalled());
        json.writeArrayFieldStart("followers");
        for (FollowerLag follower : replica.getFollowersList()) {
            json.writeStartObject();
            json.writeStringField("node", follower.getNode());
            json.writeNumberField("lag_entries", follower.getLagEntries());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void digest(JsonGenerator json, PartitionDigest partition) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition_id", partition.partitionId());
        json.writeNumberField("log_index", partition.logIndex());
        json.writeBooleanField("agree", partition.agree());
        json.writeArrayFieldStart("replicas");
        for (PartitionDigest.ReplicaDigest replica : partition.replicas()) {
            json.writeStartObject();
            json.writeStringField("node", replica.nodeId());
            if (replica.digest().isPresent()) {
                json.writeStringField("digest", replica.digest().get());
                json.writeNumberField("items", replica.items());
            } else {
                json.writeStringField("problem", replica.problem());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
