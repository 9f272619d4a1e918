package io.stator.consensus.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusContract;
import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.ConsensusHost;
import io.stator.consensus.GroupId;
import io.stator.consensus.JournalStore;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus.Role;
import io.stator.consensus.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryContractTest extends ConsensusContract {

    /** In memory. */
    static final class Cluster extends TestCluster {
        private final InMemoryCluster cluster = new InMemoryCluster();

        @SuppressWarnings("this-escape")
        Cluster(int nodes) throws IOException {
            List<Member> members = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                members.add(new Member("n" + node, "in-memory:" + node));
            }
            begin(members);
        }

        @Override
        protected ConsensusHost newHost(int node, JournalStore store) {
            return cluster.host(members().get(node).id(), store);
        }

        @Override
        public void close() throws IOException {
            super.close();
            cluster.close();
        }
    }

    @Override
    protected TestCluster newCluster(int nodes, Path directory) throws IOException {
        return new Cluster(nodes);
    }

    @Test
    void leadersAreElectedByChoice() throws Exception {
        try (Cluster cluster = new Cluster(3)) {
            GroupId group = cluster.newGroup();
            assertThat(cluster.leader(group)).isZero();
            cluster.cluster.elect(group, "n2");
            assertThat(cluster.leader(group)).isEqualTo(2);
            assertThat(cluster.replica(0, group).status().term()).isEqualTo(2);
        }
    }

    @Test
    void oneThatWasCutOffCatchesUpFromTheLogOrFromACheckpoint() throws Exception {
        try (Cluster cluster = new Cluster(3)) {
            GroupId group = cluster.newGroup();
            cluster.cluster.setCutOff(group, "n1", true);
            cluster.cluster.setCutOff(group, "n2", true);
            assertThatThrownBy(() -> TestCluster.get(cluster.replica(0, group).propose(TestCluster.bytes("a"))))
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_LEADER));
            cluster.cluster.setCutOff(group, "n2", false);
            cluster.write(group, "b");
            assertThat(cluster.machine(1, group).all()).isEmpty();
            TestCluster.get(cluster.leading(group).checkpoint());
            cluster.write(group, "c");
            cluster.cluster.setCutOff(group, "n1", false);
            assertThat(cluster.machine(1, group).all()).containsExactly("b", "c");
            assertThat(cluster.machine(1, group).restores()).isEqualTo(1);
            assertThat(cluster.replica(1, group).status().snapshotsInstalled()).isEqualTo(1);
        }
    }

    @Test
    void aLeaseCanBeMadeToExpire() throws Exception {
        try (Cluster cluster = new Cluster(3)) {
            GroupId group = cluster.newGroup();
            Replica<String> leader = cluster.leading(group);
            assertThat(leader.leaseValid()).isTrue();
            cluster.cluster.expireLease(group);
            assertThat(leader.leaseValid()).isFalse();
            TestCluster.get(leader.barrier());
            assertThat(leader.leaseValid()).isTrue();
        }
    }

    @Test
    void aStorageFailureStopsTheReplicaAndAnotherLeads() throws Exception {
        try (Cluster cluster = new Cluster(3)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            cluster.store(0).setBroken(group, true);
            assertThatThrownBy(() -> cluster.write(group, "b"))
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN));
            assertThat(cluster.replica(0, group).status().role()).isEqualTo(Role.STOPPED);
            assertThat(cluster.machine(0, group).closed()).isTrue();
            assertThat(cluster.write(group, "c")).isEqualTo("3:c");
            assertThat(cluster.leader(group)).isEqualTo(1);
        }
    }
}
