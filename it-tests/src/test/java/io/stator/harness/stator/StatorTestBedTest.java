package io.stator.harness.stator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.nemesis.RecordingCluster;
import io.stator.harness.stator.cluster.StatorCluster;
import io.stator.server.launch.PartitionDigest;
import io.stator.server.launch.PartitionDigest.ReplicaDigest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatorTestBedTest {

    /** Answers with these digests, and does nothing else. */
    private static final class Digests extends RecordingCluster implements StatorCluster {
        private final Supplier<List<PartitionDigest>> digests;

        Digests(Supplier<List<PartitionDigest>> digests) {
            super(3, Set.of(), List.of());
            this.digests = digests;
        }

        @Override
        public String address(int node) {
            return "127.0.0.1:" + node;
        }

        @Override
        public List<URI> gateways() {
            return nodes().stream()
                    .map(node -> URI.create("http://127.0.0.1:" + node))
                    .toList();
        }

        @Override
        public ChannelFactory channels() {
            return new NettyChannelFactory();
        }

        @Override
        public List<PartitionDigest> digests(Duration timeLimit) {
            return digests.get();
        }
    }

    private static Judgement inspected(Supplier<List<PartitionDigest>> digests) {
        try (StatorTestBed bed = new StatorTestBed(new Digests(digests), ClientKind.STATOR)) {
            List<Judgement> judgements = bed.inspect();
            assertThat(judgements).hasSize(1);
            return judgements.get(0);
        }
    }

    private static PartitionDigest partition(long number, String... digests) {
        List<ReplicaDigest> replicas = Stream.of(digests)
                .map(digest -> new ReplicaDigest(
                        "n", Optional.of(digest).filter(known -> !known.isEmpty()), 1, digest.isEmpty() ? "late" : ""))
                .toList();
        return new PartitionDigest(number, 7, replicas);
    }

    @Test
    void itTellsWhichClientIsUsed() {
        try (StatorTestBed bed = new StatorTestBed(new Digests(List::of), ClientKind.STATOR)) {
            assertThat(bed.facts()).containsEntry("client", "Stator's Java client");
        }
        try (StatorTestBed bed = new StatorTestBed(new Digests(List::of), ClientKind.AWS_SDK)) {
            assertThat(bed.facts().get("client")).matches("AWS SDK for Java 2\\.[0-9.]+, at the nodes' DynamoDB API");
        }
    }

    @Test
    void replicasThatAgreeAreValid() {
        assertThat(inspected(() -> List.of(partition(1, "a", "a", "a"), partition(2, "b", "b", "b")))
                        .result())
                .isEqualTo(Result.VALID);
    }

    @Test
    void replicasThatDifferAreInvalid() {
        Judgement judgement = inspected(() -> List.of(partition(1, "a", "a", "a"), partition(2, "b", "", "c")));
        assertThat(judgement.result()).isEqualTo(Result.INVALID);
        assertThat(judgement.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.title()).contains("partition 2"));
    }

    @Test
    void aDigestThatIsMissingProvesNothing() {
        assertThat(inspected(() -> List.of(partition(1, "a", "", "a"))).result())
                .isEqualTo(Result.UNDECIDED);
        Supplier<List<PartitionDigest>> none = () -> {
            throw new ClusterException("no leader");
        };
        assertThat(inspected(none).result()).isEqualTo(Result.UNDECIDED);
    }
}
