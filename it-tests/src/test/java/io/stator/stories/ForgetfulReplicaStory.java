package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.StatorClient;
import io.stator.harness.stator.Loader;
import io.stator.harness.stator.mutant.Mutant;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The counter-proof of {@link ReplicasAgreeStory}: replicas that left out a write are found out. */
class ForgetfulReplicaStory {
    private static final String TABLE = "agreeing";

    @Test
    void aReplicaThatForgotAWriteHasAnotherDigest() throws InterruptedException {
        try (ClusterFolder folder =
                ClusterFolder.start(ClusterFolder.spec("forgetful-replica", Mutant.WRITE_FORGOTTEN))) {
            LocalCluster cluster = folder.cluster();
            try (StatorClient client = StatorClient.connect(cluster.addresses())) {
                client.blocking().createTable(Loader.schema(TABLE));
                ReplicasAgreeStory.load(client, TABLE);
            }
            List<PartitionDigest> digests = cluster.digests(Duration.ofSeconds(60));
            List<Long> differing = digests.stream()
                    .filter(digest -> !digest.agree())
                    .map(PartitionDigest::partitionId)
                    .toList();
            CommandRun status = CommandRun.of(
                    "cluster",
                    "status",
                    "--digest",
                    "--dir",
                    cluster.spec().directory().toString());
            System.out.printf(
                    "forgetful replica: partitions %s differ, status --digest exits with %d%n",
                    differing, status.exitCode());
            assertThat(differing).isNotEmpty();
            assertThat(status.exitCode()).as(status.toString()).isEqualTo(1);
        }
    }
}
