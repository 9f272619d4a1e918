package io.stator.harness.nemesis;

import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.nemesis.Fault.Injury;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/**
 * Nodes that come and go. Each harm begins with a cluster that has got over the one before: two data directories of three that
 * are lost at the same time are more than is promised for. And each ends with as many nodes as it began with.
 */
final class Members {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private Members() {}

    /** A node is lost for good, and later an empty one takes its place. */
    static Injury replace(ClusterUnderTest cluster, Random choices) {
        settle(cluster);
        Set<Integer> lost = Targets.one(cluster, choices);
        cluster.kill(lost);
        return Injury.of("replace " + Targets.names(lost), () -> {
            // Another fault that was healed meanwhile may have started it again.
            cluster.kill(lost);
            lost.forEach(cluster::replace);
        });
    }

    /** An empty node comes in; once it has its share, one of all of them goes. */
    static Injury grow(ClusterUnderTest cluster, Random choices) {
        settle(cluster);
        int added = cluster.add();
        int going = Targets.any(cluster, choices);
        return Injury.of("n" + added + " comes, and then n" + going + " goes", () -> {
            settle(cluster);
            cluster.remove(going, TIMEOUT);
        });
    }

    /** When an empty node has come in and has its share, one of all of them is drained, and goes. */
    static Injury shrink(ClusterUnderTest cluster, Random choices) {
        settle(cluster);
        int added = cluster.add();
        cluster.awaitSettled(TIMEOUT);
        int going = Targets.any(cluster, choices);
        cluster.drain(going);
        return Injury.of("n" + going + " goes after n" + added + " has come", () -> {
            cluster.launch(cluster.nodes());
            cluster.remove(going, TIMEOUT);
        });
    }

    private static void settle(ClusterUnderTest cluster) {
        cluster.launch(cluster.nodes());
        cluster.awaitSettled(TIMEOUT);
    }
}
