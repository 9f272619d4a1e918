package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.client.Delete;
import io.stator.client.StatorClient;
import io.stator.client.Update;
import io.stator.harness.stator.Loader;
import io.stator.model.AttributeValue;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.expression.Condition;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After a load of all kinds of writes every replica of a partition holds the same, to the byte. */
@ExtendWith(SharedCluster.class)
class ReplicasAgreeStory {
    private static final String TABLE = "agreeing";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WRITES = 1_000;

    @Test
    void everyReplicaHasTheSameDigest(LocalCluster cluster) throws InterruptedException {
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            NewTable.create(client, Loader.schema(TABLE));
            load(client, TABLE);
        }
        List<PartitionDigest> digests = cluster.digests(LIMIT);
        digests.forEach(digest -> System.out.printf(
                "replicas agree: partition %d at index %d, %d items, digests %s%n",
                digest.partitionId(),
                digest.logIndex(),
                digest.replicas().get(0).items(),
                digest.replicas().stream()
                        .map(replica -> replica.digest()
                                .map(text -> text.substring(0, 8))
                                .orElse(replica.problem()))
                        .toList()));
        assertThat(digests).hasSize(ClusterFolder.PARTITIONS);
        assertThat(digests).allMatch(digest -> digest.replicas().size() == ClusterFolder.NODES);
        assertThat(digests).allMatch(PartitionDigest::agree);
        CommandRun status = CommandRun.of(
                "cluster",
                "status",
                "--digest",
                "--dir",
                cluster.spec().directory().toString());
        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(digests.stream()
                        .mapToLong(digest -> digest.replicas().get(0).items())
                        .sum())
                .isPositive();
    }

    /** Puts, updates, deletes, and conditions that fail. */
    static void load(StatorClient client, String table) throws InterruptedException {
        Loader loader = new Loader(client, table, "load", 300);
        loader.start(8);
        try {
            await().atMost(LIMIT).until(() -> loader.acknowledgedCount() >= WRITES);
        } finally {
            loader.stop();
        }
        List<Loader.Acknowledged> written = loader.acknowledged();
        AttributeValue one = Values.number(1);
        for (int index = 0; index < 100; index++) {
            String id = written.get(index).id();
            Update update = Update.of(table, Loader.key(id)).add("count", one).returning(ReturnValues.NONE);
            client.blocking().update(update);
            if (index % 3 == 0) {
                client.blocking().delete(Delete.of(table, Loader.key(id)));
            }
            if (index % 5 == 0) {
                refused(client, update.onlyIf(Condition.equalTo("count", Values.number(77))));
            }
        }
    }

    private static void refused(StatorClient client, Update update) {
        try {
            client.blocking().update(update);
            throw new AssertionError("the condition holds: " + update);
        } catch (StatorException expected) {
            assertThat(expected.code()).isEqualTo(io.stator.model.ErrorCode.CONDITIONAL_CHECK_FAILED);
        }
    }
}
