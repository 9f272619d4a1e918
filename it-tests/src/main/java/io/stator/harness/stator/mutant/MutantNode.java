package io.stator.harness.stator.mutant;

import io.stator.server.NodeParts;
import io.stator.server.StatorNode;
import io.stator.server.config.NodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a node that is a mutant, as {@code server --config FILE} runs a right one. Which mutant it is, and on which
 * nodes, its cluster says by {@link #options}.
 */
public final class MutantNode {
    private static final String MUTANT = "stator.mutant";

    private MutantNode() {}

    /** What the JVM of each node must be started with. */
    public static List<String> options(Mutant mutant) {
        return List.of("-D" + MUTANT + "=" + mutant.name());
    }

    /** Returns when the process is told to end. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 3 || !arguments[0].equals("server") || !arguments[1].equals("--config")) {
            throw new IllegalArgumentException("expected: server --config FILE");
        }
        Mutant mutant = Mutant.valueOf(System.getProperty(MUTANT, ""));
        NodeSettings settings = NodeSettings.load(Path.of(arguments[2]), Map.of());
        CountDownLatch ended = new CountDownLatch(1);
        StatorNode node = StatorNode.start(settings, mutant.breaking(NodeParts.production()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            node.close();
                            ended.countDown();
                        },
                        "shutdown"));
        ended.await();
    }
}
