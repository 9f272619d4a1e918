package io.stator.stories;

import io.stator.server.NodeParts;
import io.stator.server.StatorNode;
import io.stator.server.config.NodeSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Runs a node with parts that are wrong on purpose, as {@code server --config FILE} runs a right one. */
final class FaultyNode {
    private FaultyNode() {}

    /** Returns when the process is told to end. */
    static void run(String[] arguments, Function<NodeSettings, NodeParts> parts) throws InterruptedException {
        if (arguments.length != 3 || !arguments[0].equals("server") || !arguments[1].equals("--config")) {
            throw new IllegalArgumentException("expected: server --config FILE");
        }
        NodeSettings settings = NodeSettings.load(Path.of(arguments[2]), Map.of());
        CountDownLatch ended = new CountDownLatch(1);
        StatorNode node = StatorNode.start(settings, parts.apply(settings));
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
