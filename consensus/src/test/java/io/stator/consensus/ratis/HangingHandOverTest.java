package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.Await;
import io.stator.consensus.GroupId;
import io.stator.consensus.ReplicaStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class HangingHandOverTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> steppedDown = new ArrayList<>();
    private final HangingHandOver<String> handOver = new HangingHandOver<>(nanos::get, steppedDown::add);

    @TempDir
    Path directory;

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void aLeaderThatRefusesForTooLongStepsDown() {
        handOver.refused("leader", 3);
        pass(HangingHandOver.PATIENCE_MILLIS);
        handOver.refused("leader", 3);
        assertThat(steppedDown).isEmpty();
        pass(1);
        handOver.refused("leader", 3);
        handOver.refused("leader", 3);
        assertThat(steppedDown).containsExactly("leader");
    }

    @Test
    void aHandOverThatEndsCountsNoMore() {
        handOver.refused("leader", 3);
        pass(1);
        handOver.accepted();
        pass(HangingHandOver.PATIENCE_MILLIS);
        handOver.refused("leader", 3);
        assertThat(steppedDown).isEmpty();
    }

    @Test
    void eachTermBeginsAnew() {
        handOver.refused("leader", 3);
        pass(HangingHandOver.PATIENCE_MILLIS + 1);
        handOver.refused("leader", 4);
        assertThat(steppedDown).isEmpty();
    }

    @Test
    void aLeaderCanStepDownAndTheGroupGoesOn() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "before");
            int leader = cluster.leader(group);
            ReplicaStatus before = cluster.replica(leader, group).status();
            ((RatisReplica) (Object) cluster.replica(leader, group)).stepDown();
            Await.until(
                    () -> "another term after " + before + ": " + cluster.statuses(group),
                    () -> cluster.leading(group).status().term() > before.term());
            assertThat(cluster.write(group, "after")).isNotEmpty();
        }
    }
}
