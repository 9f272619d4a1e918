package io.stator.server.launch;

import io.stator.server.NodeParts;
import io.stator.server.StatorNode;
import io.stator.server.config.MemoryPlan;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.StartupException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/**
 * A node that is the whole process: runs until the process is told to end (Ctrl-C, SIGTERM), then closes
 * cleanly. A test that puts faulty parts into the nodes of a {@link LocalCluster} gives it a main class that
 * calls {@link #run}.
 */
public final class ForegroundNode {
    private ForegroundNode() {}

    /** What the process says meanwhile. Called on several threads, one after the other. */
    public interface Listener {
        /** It serves. */
        void ready(StatorNode node);

        /** It was told to end. */
        void stopping();

        /** Everything is closed. */
        void stopped();

        /** Says nothing. */
        Listener SILENT = new Listener() {
            @Override
            public void ready(StatorNode node) {}

            @Override
            public void stopping() {}

            @Override
            public void stopped() {}
        };
    }

    /**
     * Returns only if the node cannot take part in its cluster, and then throws; else the process ends.
     *
     * @throws StartupException with what is wrong
     */
    public static void run(NodeSettings settings, NodeParts parts, Listener listener) {
        MemoryPlan.of(settings).checkThisJvm();
        StatorNode node = StatorNode.start(settings, parts);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    listener.stopping();
                    node.close();
                    listener.stopped();
                    ended.countDown();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            node.whenReady().join();
            listener.ready(node);
            ended.await();
        } catch (CompletionException refused) {
            if (!isShuttingDown(hook)) {
                node.close();
                throw refused.getCause() instanceof StartupException startup
                        ? startup
                        : new StartupException("the node ended: " + refused.getCause(), refused);
            }
            awaitEnd(ended);
        } catch (InterruptedException e) {
            node.close();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isShuttingDown(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }

    private static void awaitEnd(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
