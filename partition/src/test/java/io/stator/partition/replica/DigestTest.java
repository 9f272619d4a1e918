package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.put;
import static io.stator.partition.replica.PartitionFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.partition.Digest;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionSettings;
import io.stator.partition.Waiting;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.TrimSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that applied the same entries have the same digest, whatever else they did. */
class DigestTest {
    @TempDir
    private Path directory;

    @Test
    void replicasAgreeWhateverTheirFlushesCheckpointsAndTrims() throws IOException {
        long seed = System.nanoTime();
        System.out.println("DigestTest seed " + seed);
        Random random = new Random(seed);
        PartitionSettings filesFirst = new PartitionSettings(new TrimSettings(0, 10), 4);
        try (PartitionFixture leader = new PartitionFixture(directory.resolve("leader"));
                StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine follower =
                        PartitionStateMachine.open(directory.resolve("follower"), environment, filesFirst)) {
            for (int i = 0; i < 300; i++) {
                Item item = item("k" + random.nextInt(30), random.nextInt(3))
                        .set("v", random.nextInt())
                        .build();
                leader.run(
                        random.nextInt(4) == 0
                                ? write(item, new ItemWrite.Delete(), null, ReturnValues.NONE)
                                : put(item));
                if (i % 50 == 49) {
                    long tableId = 100 + i;
                    leader.partition
                            .installTable(PartitionFixture.table(tableId, 1))
                            .join();
                    leader.partition.startDigest().join();
                    leader.partition.dropTable(tableId).join();
                }
                if (random.nextInt(20) == 0) {
                    MemoryReplica.replay(follower, leader.replica.log());
                    follower.checkpoint(directory.resolve("checkpoint-" + i));
                }
            }
            leader.partition.dropTable(PartitionFixture.TABLE.id()).join();
            Digest expected = leader.digest();
            MemoryReplica.replay(follower, leader.replica.log());
            Waiting.until(
                    "the follower's digest",
                    () -> follower.digest(expected.logIndex()).isPresent());
            assertThat(follower.digest(expected.logIndex())).contains(expected);
        }
    }

    /** Trimming deletes files under snapshots: a digest of an earlier entry must be done before. */
    @Test
    void aDigestSeesTheTableThatTheNextEntryDrops() throws IOException {
        PartitionSettings filesFirst = new PartitionSettings(new TrimSettings(0, 10), 4);
        try (PartitionFixture leader = new PartitionFixture(directory.resolve("leader"));
                StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine follower =
                        PartitionStateMachine.open(directory.resolve("follower"), environment, filesFirst)) {
            leader.partition.installTable(PartitionFixture.table(2, 1)).join();
            byte[] incompressible = new byte[10_000];
            for (int i = 0; i < 1_000; i++) {
                new Random(i).nextBytes(incompressible);
                leader.run(put(item("k" + i, i).set("v", incompressible).build()));
            }
            MemoryReplica.replay(follower, leader.replica.log());
            follower.checkpoint(directory.resolve("flushed"));
            for (int i = 0; i < 2; i++) {
                leader.partition.startDigest().join();
            }
            leader.partition.dropTable(PartitionFixture.TABLE.id()).join();
            Digest after = leader.digest();
            MemoryReplica.replay(follower, leader.replica.log());
            for (long index = after.logIndex() - 3; index <= after.logIndex(); index++) {
                long each = index;
                if (leader.partition.digest(each).isPresent()) {
                    Waiting.until("digest " + each, () -> follower.digest(each).isPresent());
                    assertThat(follower.digest(each)).isEqualTo(leader.partition.digest(each));
                }
            }
            assertThat(after.items()).isZero();
            assertThat(leader.partition
                            .digest(after.logIndex() - 2)
                            .orElseThrow()
                            .items())
                    .isEqualTo(1_000);
        }
    }

    @Test
    void oneItemMoreOrOtherwiseIsAnotherDigest() throws IOException {
        try (PartitionFixture one = new PartitionFixture(directory.resolve("one"));
                PartitionFixture two = new PartitionFixture(directory.resolve("two"))) {
            one.replica.append(List.of(PartitionFixture.command(put(item("a", 1).build()), 9)));
            two.replica.append(List.of(PartitionFixture.command(put(item("a", 2).build()), 9)));
            assertThat(one.digest().hash()).isNotEqualTo(two.digest().hash());
            assertThat(one.digest().items()).isEqualTo(1);
        }
    }

    @Test
    void itIsOfItsIndexAndOnlyTheNewestAreKept() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            long first = fixture.digest().logIndex();
            for (int i = 0; i < PartitionSettings.DEFAULT.digestsMax(); i++) {
                fixture.run(put(item("a", i).build()));
                assertThat(fixture.digest().items()).isEqualTo(i + 1);
            }
            assertThat(fixture.partition.digest(first)).isEmpty();
            assertThat(fixture.partition.digest(first + 2)).isPresent();
        }
    }
}
