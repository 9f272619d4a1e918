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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cluster of Stator's, whatever its driver, with clients that all workloads share. */
public final class StatorTestBed implements TestBed {
    private static final Duration DIGEST_TIME_LIMIT = Duration.ofSeconds(60);

    private final StatorCluster cluster;
    private final ClientKind kind;
    private final StatorClients clients;

    /** Takes the cluster over: it serves, and is closed with this. */
    public StatorTestBed(StatorCluster cluster, ClientKind kind) {
        this.cluster = cluster;
        this.kind = kind;
        this.clients = StatorClients.of(cluster, kind);
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
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Stator", version == null ? "built from sources" : version);
        facts.put("client", kind.description());
        return facts;
    }

    @Override
    public void close() {
        clients.close();
        cluster.close();
    }
}
