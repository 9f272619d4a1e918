package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.bytes;
import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.Await;
import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.GroupId;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the implementation on Ratis does: batches, logs and checkpoints on disk. */
@SuppressWarnings("NullAway.Init")
class RatisReplicationTest {
    private static final String KILOBYTE = "x".repeat(1000);

    @TempDir
    Path directory;

    private static RatisSettings smallLog(RatisSettings settings) {
        return settings.withLog(16 << 10, 64 << 10, 5, 2);
    }

    @Test
    void concurrentProposalsShareEntries() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            Replica<String> leader = cluster.leading(group);
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                answers.add(leader.propose(bytes("c" + i)));
            }
            for (CompletableFuture<String> answer : answers) {
                get(answer);
            }
            List<List<String>> entries = cluster.machine(cluster.leader(group), group).byEntry().stream()
                    .filter(entry -> !entry.isEmpty())
                    .toList();
            assertThat(entries).hasSizeLessThan(16);
            assertThat(entries.stream().mapToInt(List::size).sum()).isEqualTo(64);
        }
    }

    /** Found by ten minutes of overload with large values: ten thousand entries were gigabytes. */
    @Test
    void whatStaysOfTheLogIsWeighed() throws Exception {
        int writes = 600;
        int checkpointBytes = 64 << 10;
        try (RatisTestCluster cluster = new RatisTestCluster(
                1, directory, settings -> settings.withLog(16 << 10, checkpointBytes, 10_000, 2))) {
            GroupId group = cluster.newGroup();
            for (int write = 0; write < writes; write++) {
                cluster.write(group, KILOBYTE);
            }
            Replica<String> replica = cluster.replica(0, group);
            int stays = 4 * checkpointBytes / KILOBYTE.length();
            Await.until(
                    "what is more than that to go",
                    () -> replica.status().logStartIndex() > writes - stays - checkpointBytes * 2 / KILOBYTE.length());
            assertThat(replica.status().logStartIndex()).isLessThan(writes - stays / 2);
        }
    }

    @Test
    void theLargestCommandGoesThroughAndIsReplicated() throws Exception {
        int largest = 6 << 20;
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            Replica<String> leader = cluster.leading(group);
            String command = "y".repeat(largest);
            assertThat(get(leader.propose(bytes(command)))).startsWith("1:yyy").hasSize(largest + 2);
            assertThatThrownBy(() -> get(leader.propose(new byte[largest + 1])))
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
            cluster.awaitSame(cluster.leader(group), group);
        }
    }

    @Test
    void whenTheLeaderGoesAnswersAreKeptAndRefusalsLeaveNoTrace() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            Replica<String> replica = cluster.replica(leader, group);
            Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
            AtomicBoolean go = new AtomicBoolean(true);
            Thread writer = new Thread(() -> {
                for (int i = 0; go.get(); i++) {
                    String command = "c" + i;
                    CompletableFuture<String> answer = replica.propose(bytes(command));
                    answers.put(command, answer);
                    if (i % 100 == 0) {
                        Await.until("an answer or a refusal", answer::isDone);
                    }
                    if (answer.isCompletedExceptionally()) {
                        return;
                    }
                }
            });
            writer.start();
            Await.until(
                    "some answers", () -> cluster.machine(leader, group).all().size() > 500);
            cluster.stop(leader);
            go.set(false);
            writer.join();

            int next = cluster.leader(group);
            get(cluster.replica(next, group).barrier());
            List<String> applied = cluster.machine(next, group).all();
            assertThat(applied).doesNotHaveDuplicates();
            Set<String> appliedSet = new HashSet<>(applied);
            Map<Reason, Integer> failures = new EnumMap<>(Reason.class);
            for (Map.Entry<String, CompletableFuture<String>> each : answers.entrySet()) {
                try {
                    get(each.getValue());
                    assertThat(appliedSet).contains(each.getKey());
                } catch (ConsensusException e) {
                    failures.merge(e.reason(), 1, Integer::sum);
                    if (e.reason() != Reason.OUTCOME_UNKNOWN) {
                        assertThat(appliedSet).doesNotContain(each.getKey());
                    }
                }
            }
            assertThat(failures).doesNotContainKey(Reason.TOO_LARGE).isNotEmpty();
        }
    }

    @Test
    void aFollowerWhoseEntriesArePurgedIsFilledByACheckpointWhileWritesGoOn() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory, RatisReplicationTest::smallLog)) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            int lagging = (leader + 1) % 3;
            cluster.write(group, "first");
            cluster.awaitSame(leader, group);
            cluster.stop(lagging);
            long has = cluster.replica(leader, group).status().appliedIndex();
            int[] written = {0};
            Await.until(() -> "the log to be purged: " + cluster.statuses(group), () -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        cluster.write(group, "a" + written[0]++ + KILOBYTE);
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return cluster.leading(group).status().logStartIndex() > has + 1;
            });
            AtomicBoolean go = new AtomicBoolean(true);
            CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
                int count = 0;
                try {
                    while (go.get()) {
                        cluster.write(group, "b" + count++ + KILOBYTE);
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return count;
            });
            cluster.restart(lagging);
            Await.until(
                    () -> "a checkpoint to be installed: " + cluster.statuses(group),
                    () -> cluster.replica(lagging, group).status().snapshotsInstalled() > 0);
            go.set(false);
            int more = writer.join();
            cluster.awaitSame(cluster.leader(group), group);
            assertThat(cluster.machine(lagging, group).all()).hasSize(1 + written[0] + more);
            assertThat(cluster.machine(lagging, group).restores()).isGreaterThan(0);

            // What was installed is a checkpoint of its own.
            cluster.stop(lagging);
            cluster.restart(lagging);
            assertThat(cluster.replica(lagging, group).status().snapshotIndex()).isPositive();
            cluster.write(group, "last");
            cluster.awaitSame(cluster.leader(group), group);
        }
    }

    @Test
    void aReplicaThatLostItsStateStartsFromItsNewestCheckpoint() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory, RatisReplicationTest::smallLog)) {
            GroupId group = cluster.newGroup();
            for (int i = 0; i < 10; i++) {
                cluster.write(group, "a" + i);
            }
            long index = get(cluster.leading(group).checkpoint());
            for (int i = 0; i < 10; i++) {
                cluster.write(group, "b" + i);
            }
            List<String> all = cluster.machine(0, group).all();
            cluster.stop(0);
            Path checkpoints = cluster.directory(0).resolve(group.toString()).resolve("sm");
            Path incomplete = Files.createDirectory(checkpoints.resolve("checkpoint-9-" + (index + 1)));
            Files.writeString(incomplete.resolve("entries"), "nonsense");
            cluster.store(0).loseAfter(group, -1);
            cluster.restart(0);
            assertThat(cluster.replica(0, group).status().snapshotIndex()).isEqualTo(index);
            assertThat(cluster.machine(0, group).restores()).isEqualTo(1);
            assertThat(incomplete).doesNotExist();
            cluster.write(group, "c");
            assertThat(cluster.machine(0, group).all()).hasSize(21).startsWith(all.toArray(new String[0]));
            assertThat(cluster.machine(0, group).applied().get(0).index()).isGreaterThan(index);
        }
    }

    /** There is a moment, while Ratis reads the log, in which it has none to tell of. */
    @Test
    void aReplicaThatIsBeingOpenedTellsItsStatus() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory)) {
            GroupId group = cluster.newGroup();
            for (int i = 0; i < 20; i++) {
                cluster.write(group, i + KILOBYTE);
            }
            cluster.stop(0);
            AtomicBoolean go = new AtomicBoolean(true);
            CompletableFuture<Set<Role>> reader = CompletableFuture.supplyAsync(() -> {
                Set<Role> seen = new HashSet<>();
                while (go.get()) {
                    if (cluster.up(0)) {
                        cluster.host(0)
                                .replica(group)
                                .ifPresent(replica -> seen.add(replica.status().role()));
                    }
                }
                return seen;
            });
            cluster.restart(0);
            cluster.leader(group);
            go.set(false);
            assertThat(reader.join()).contains(Role.STOPPED);
        }
    }

    @Test
    void theLogIsPurgedBySize() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory, RatisReplicationTest::smallLog)) {
            GroupId group = cluster.newGroup();
            Replica<String> leader = cluster.leading(group);
            for (int i = 0; i < 300; i++) {
                get(leader.propose(bytes(i + KILOBYTE)));
            }
            Await.until(
                    () -> "two checkpoints at least: " + leader.status(),
                    () -> leader.status().snapshotIndex() > 150
                            && leader.status().logStartIndex() > 100);
            Path checkpoints = cluster.directory(0).resolve(group.toString()).resolve("sm");
            Await.until("old checkpoints to be deleted", () -> DurableFilesProbe.count(checkpoints) == 4);
        }
    }

    @Test
    void aStorageFailureStopsThatReplicaOnly() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            GroupId other = cluster.newGroup();
            cluster.write(group, "a");
            cluster.leader(other);
            int leader = cluster.leader(group);
            Replica<String> replica = cluster.replica(leader, group);
            cluster.store(leader).setBroken(group, true);
            assertThatThrownBy(() -> get(replica.propose(bytes("b"))))
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN));
            Await.until(
                    "its state to be closed",
                    () -> cluster.machine(leader, group).closed());
            assertThat(replica.status().role()).isEqualTo(Role.STOPPED);
            assertThat(replica.leaseValid()).isFalse();
            assertThatThrownBy(() -> get(replica.propose(bytes("c"))))
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.STOPPED));
            assertThat(cluster.machine(leader, group).all()).containsExactly("a");

            assertThat(cluster.write(other, "a")).isEqualTo("1:a");
            assertThat(cluster.write(group, "d")).endsWith(":d");
            int next = cluster.leader(group);
            assertThat(next).isNotEqualTo(leader);
            cluster.store(leader).setBroken(group, false);
            cluster.stop(leader);
            cluster.restart(leader);
            cluster.awaitSame(next, group);
        }
    }

    /** By default it abstains for 10 s; and of two, the one that alone has the newest entry is to lead. */
    @Test
    void aLeaderThatLostTouchLeadsAgainAtOnce() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            int leader = cluster.leader(group);
            Replica<String> alone = cluster.replica(leader, group);
            FutureTask<Void> othersStop = new FutureTask<>(() -> {
                cluster.stop((leader + 1) % 3);
                cluster.stop((leader + 2) % 3);
                return null;
            });
            new Thread(othersStop).start();
            Await.until("the others to be stopped, while it takes entries", () -> {
                boolean stopped = othersStop.isDone();
                alone.propose(bytes("b"));
                return stopped;
            });
            othersStop.get();
            Await.until("it to step down", () -> alone.status().role() != Role.LEADER);
            long steppedDown = System.nanoTime();
            cluster.restart((leader + 1) % 3);
            assertThat(cluster.leader(group)).isEqualTo(leader);
            assertThat(Duration.ofNanos(System.nanoTime() - steppedDown)).isLessThan(Duration.ofSeconds(8));
            assertThat(cluster.write(group, "c")).endsWith(":c");
        }
    }

    @Test
    void whatACrashLeftOfARemovalOrAnAdditionIsCleared() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory)) {
            GroupId removed = cluster.newGroup();
            GroupId kept = cluster.newGroup();
            cluster.write(removed, "a");
            cluster.write(kept, "a");
            cluster.stop(0);
            Files.createFile(cluster.directory(0).resolve(removed + ".removed"));
            Path begun = Files.createDirectories(
                    cluster.directory(0).resolve(UUID.randomUUID().toString()).resolve("current"));
            cluster.restart(0);
            assertThat(cluster.host(0).groups()).containsExactly(kept);
            assertThat(cluster.directory(0).resolve(removed.toString())).doesNotExist();
            assertThat(begun).doesNotExist();
        }
    }
}
