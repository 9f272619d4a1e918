package io.stator.harness.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.cluster.ClusterException;
import java.nio.file.Path;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes outlive the program that started them: a nemesis that goes on beside the end must leave none behind. */
class EndedProcessesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void noneIsStartedOnceTheyAreEnded() {
        ProcessCluster cluster = ProcessCluster.create(ProcessCluster.spec(directory.resolve("c"), 3), 1);
        cluster.close();
        refused(() -> cluster.launch(Set.of(1)));
        refused(cluster::start);
        refused(() -> cluster.replace(2));
        refused(cluster::add);
        assertThat(cluster.alive()).isEmpty();
    }

    private static void refused(ThrowingCallable start) {
        assertThatThrownBy(start).isInstanceOf(ClusterException.class).hasMessage("the cluster's processes are ended");
    }
}
