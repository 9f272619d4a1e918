package io.stator.stories;

import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodePlace;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster for all stories that leave it whole: started by the first, ended after the last. Each
 * finds all nodes running and every partition led. Where a story fails, the nodes' last words are printed.
 */
public final class SharedCluster implements BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCluster.class);
    private static final int TAIL_LINES = 40;

    private record Held(ClusterFolder folder) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            folder.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        LocalCluster cluster = cluster(context);
        cluster.launch();
        cluster.awaitReady(LocalCluster.READY_TIMEOUT);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            printTails(cluster(context));
        }
    }

    static void printTails(LocalCluster cluster) {
        for (NodePlace place : cluster.places()) {
            System.out.printf("-- %s, %s%n", place.nodeId(), cluster.processState(place.number()));
            cluster.logTail(place.number(), TAIL_LINES).forEach(line -> System.out.println("   " + line));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static LocalCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "shared", name -> new Held(ClusterFolder.start(ClusterFolder.spec(name))), Held.class)
                .folder()
                .cluster();
    }
}
