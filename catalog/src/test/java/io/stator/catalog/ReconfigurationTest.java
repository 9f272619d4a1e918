package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.Member;
import io.stator.model.StatorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconfigurationTest {
    private static final int PARTITIONS = 4;
    private static final ProcedurePacing PACING = new ProcedurePacing(100, 10, 200, 1_000);
    private static final long LONG_MILLIS = 60_000;

    @TempDir
    Path directory = Path.of("");

    private final SharedLog log = new SharedLog();
    private final ManualScheduler scheduler = new ManualScheduler();
    private final DoublePartitions partitions = new DoublePartitions();
    private final List<SharedLog.LocalReplica> replicas = new ArrayList<>();
    private final List<ReplicatedCatalog> catalogs = new ArrayList<>();

    @BeforeEach
    void threeNodes() throws IOException {
        for (int i = 0; i < 3; i++) {
            CatalogStateMachine machine = CatalogStateMachine.open(directory.resolve("n" + i));
            SharedLog.LocalReplica replica = log.add(machine);
            replicas.add(replica);
            ReplicatedCatalog catalog = new ReplicatedCatalog(new ReplicatedCatalog.Wiring(
                    machine,
                    replica,
                    partitions,
                    scheduler,
                    InstantSource.fixed(Instant.ofEpochMilli(1234)),
                    PACING,
                    new Random(1)));
            catalog.start();
            catalogs.add(catalog);
        }
        List<NodeRecord> nodes = List.of(node("n1", "a"), node("n2", "a"), node("n3", "a"));
        catalogs.get(0).foundCluster(new Founding("c", nodes, PARTITIONS, 3)).join();
        replicas.get(0).changeMembers(catalogs.get(0).view().catalogMembers()).join();
    }

    private static NodeRecord node(String id, String incarnation) {
        return new NodeRecord(id, incarnation, id + ":1", id + ":2");
    }

    @Test
    void aReplacedNodeTakesItsPlaceInEveryGroup() {
        catalogs.get(0).admitNode(node("n2", "b"), true).join();
        scheduler.advance(LONG_MILLIS);
        assertThat(replicas.get(0).members().stream().map(Member::id))
                .containsExactlyInAnyOrder("n1-a", "n2-b", "n3-a");
        for (long partition = 1; partition <= PARTITIONS; partition++) {
            assertThat(partitions.members(partition)).containsExactlyInAnyOrder("n1-a", "n2-b", "n3-a");
        }
        assertThat(catalogs.get(2).view().partitions()).allMatch(PartitionRecord::isSettled);
        assertThat(catalogs.get(2).view().partitions()).allMatch(partition -> partition.placement() == 1);
    }

    @Test
    void atNoTimeDoTwoGroupsChange() {
        partitions.hold();
        catalogs.get(0).admitNode(node("n2", "b"), true).join();
        scheduler.advance(LONG_MILLIS);
        assertThat(partitions.held()).isEqualTo(1);
        partitions.release();
        scheduler.advance(LONG_MILLIS);
        assertThat(partitions.heldMost()).isEqualTo(1);
        assertThat(catalogs.get(0).view().partitions()).allMatch(PartitionRecord::isSettled);
    }

    @Test
    void aPartitionThatCannotChangeDoesNotHoldUpTheOthers() {
        partitions.down(1);
        catalogs.get(0).admitNode(node("n2", "b"), true).join();
        scheduler.advance(LONG_MILLIS);
        assertThat(partitions.members(1)).isEmpty();
        for (long partition = 2; partition <= PARTITIONS; partition++) {
            assertThat(partitions.members(partition)).contains("n2-b");
        }
        partitions.up(1);
        scheduler.advance(LONG_MILLIS);
        assertThat(partitions.members(1)).contains("n2-b");
        assertThat(catalogs.get(0).view().partitions()).allMatch(PartitionRecord::isSettled);
    }

    @Test
    void theNextLeaderGoesOn() {
        partitions.down(3);
        catalogs.get(0).admitNode(node("n2", "b"), true).join();
        scheduler.advance(LONG_MILLIS);
        log.elect(1);
        partitions.up(3);
        scheduler.advance(LONG_MILLIS);
        assertThat(partitions.members(3)).contains("n2-b");
        assertThat(catalogs.get(1).view().partitions()).allMatch(PartitionRecord::isSettled);
    }

    @Test
    void aNodeMoreGetsItsShareAndANodeThatGoesIsEmptiedFirst() {
        catalogs.get(0).admitNode(node("n4", "a"), false).join();
        scheduler.advance(LONG_MILLIS);
        assertThat(held("n4")).isEqualTo(3);
        catalogs.get(0).removeNode("n1").join();
        scheduler.advance(LONG_MILLIS);
        CatalogView view = catalogs.get(0).view();
        assertThat(view.nodes()).containsOnlyKeys("n2", "n3", "n4");
        assertThat(view.draining()).isEmpty();
        assertThat(view.partitions()).allMatch(PartitionRecord::isSettled);
        assertThat(held("n1")).isZero();
        for (long partition = 1; partition <= PARTITIONS; partition++) {
            assertThat(partitions.members(partition)).containsExactlyInAnyOrder("n2-a", "n3-a", "n4-a");
        }
        assertThat(replicas.get(0).members().stream().map(Member::id))
                .containsExactlyInAnyOrder("n2-a", "n3-a", "n4-a");
    }

    @Test
    void tooFewNodesMustNotBeLeft() {
        assertThatThrownBy(() -> catalogs.get(0).removeNode("n1").join())
                .hasCauseInstanceOf(StatorException.class)
                .hasMessageContaining("Partitions have 3 replicas");
        scheduler.advance(LONG_MILLIS);
        assertThat(catalogs.get(0).view().nodes()).hasSize(3);
    }

    private long held(String nodeId) {
        return catalogs.get(0).view().partitions().stream()
                .filter(partition -> partition.replicas().contains(nodeId))
                .count();
    }
}
