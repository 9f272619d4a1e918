package io.stator.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes one command after the other, at whoever leads, and remembers which were answered. */
public final class SteadyWriter {
    private static final long RETRY_NANOS = 2_000_000;

    private final TestCluster cluster;
    private final GroupId group;
    private final String suffix;
    private final AtomicBoolean go = new AtomicBoolean(true);
    private final List<String> answered = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> end;

    /** @param suffix of each command */
    public SteadyWriter(TestCluster cluster, GroupId group, String suffix) {
        this.cluster = cluster;
        this.group = group;
        this.suffix = suffix;
        this.end = CompletableFuture.runAsync(this::write);
    }

    private void write() {
        for (int i = 0; go.get(); i++) {
            int leader = cluster.leaderNow(group);
            if (leader < 0) {
                LockSupport.parkNanos(RETRY_NANOS);
                continue;
            }
            String command = "steady" + i + suffix;
            try {
                TestCluster.get(cluster.replica(leader, group).propose(TestCluster.bytes(command)));
                synchronized (answered) {
                    answered.add(command);
                }
            } catch (ConsensusException nobodyKnows) {
                LockSupport.parkNanos(RETRY_NANOS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    public int count() {
        synchronized (answered) {
            return answered.size();
        }
    }

    /** Waits until so many more were answered. */
    public void awaitMore(int more) {
        int before = count();
        Await.until(
                () -> more + " more answers after " + before + ", has " + count() + ", " + cluster.statuses(group),
                () -> count() >= before + more || end.isCompletedExceptionally());
    }

    public void stop() {
        go.set(false);
        end.join();
    }

    /** That all that was answered is there, and nothing twice. */
    public void check(List<String> journal) {
        assertThat(journal).doesNotHaveDuplicates();
        synchronized (answered) {
            assertThat(new HashSet<>(journal)).containsAll(answered);
        }
    }
}
