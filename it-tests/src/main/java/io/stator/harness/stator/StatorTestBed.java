package io.stator.harness.stator;

import io.stator.client.StatorClient;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.run.TestBed;
import io.stator.harness.stator.cluster.StatorCluster;
import io.stator.harness.workload.Workload;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cluster of Stator's, whatever its driver, with clients that all workloads share. */
public final class StatorTestBed implements TestBed {
    /** Of one operation, so that no worker is kept for long by a cluster that does not answer. */
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** Of one operation by a node that may not lead what it is asked for: it is asked until this is over. */
    private static final Duration DEADLINE_OF_ONE = Duration.ofSeconds(1);

    private static final Duration DIGEST_TIME_LIMIT = Duration.ofSeconds(60);

    private final StatorCluster cluster;
    private final StatorClients clients;

    /** Takes the cluster over: it serves, and is closed with this. */
    public StatorTestBed(StatorCluster cluster) {
        this.cluster = cluster;
        List<StatorClient> ofOne = cluster.nodes().stream()
                .map(node -> cluster.clientOf(node).deadline(DEADLINE_OF_ONE).build())
                .toList();
        this.clients =
                new StatorClients(cluster.clientOfAll().deadline(DEADLINE).build(), ofOne);
    }

    @Override
    public ClusterUnderTest cluster() {
        return cluster;
    }

    @Override
    public List<Workload> workloads(List<String> names) {
        return StatorWorkloads.of(names, clients);
    }

    /** Whether all replicas of each partition hold the same. */
    @Override
    public List<Judgement> inspect() {
        String subject = "cluster: replicas agree";
        List<PartitionDigest> digests;
        try {
            digests = cluster.digests(DIGEST_TIME_LIMIT);
        } catch (RuntimeException e) {
            return List.of(new Judgement(subject, Result.UNDECIDED, String.valueOf(e.getMessage()), List.of()));
        }
        List<Finding> differing = digests.stream()
                .filter(StatorTestBed::differs)
                .map(digest -> new Finding(
                        "replicas of partition " + digest.partitionId() + " differ at log index " + digest.logIndex(),
                        text(digest),
                        Optional.empty()))
                .toList();
        if (!differing.isEmpty()) {
            String summary = differing.size() + " of " + digests.size() + " partitions differ";
            return List.of(new Judgement(subject, Result.INVALID, summary, differing));
        }
        Result result = digests.stream().allMatch(PartitionDigest::agree) ? Result.VALID : Result.UNDECIDED;
        String summary = result == Result.VALID
                ? "the same in all replicas of " + digests.size() + " partitions"
                : "not every replica told its digest in time";
        return List.of(new Judgement(subject, result, summary, List.of()));
    }

    /** A digest that is missing proves nothing. */
    private static boolean differs(PartitionDigest digest) {
        return digest.replicas().stream()
                        .flatMap(replica -> replica.digest().stream())
                        .distinct()
                        .count()
                > 1;
    }

    private static String text(PartitionDigest digest) {
        return digest.replicas().stream()
                .map(replica -> replica.nodeId() + ": " + replica.digest().orElse("unknown, " + replica.problem())
                        + ", " + replica.items() + " items")
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Map<String, String> facts() {
        String version = StatorClient.class.getPackage().getImplementationVersion();
        return Map.of("Stator", version == null ? "built from sources" : version);
    }

    @Override
    public void close() {
        clients.close();
        cluster.close();
    }
}
