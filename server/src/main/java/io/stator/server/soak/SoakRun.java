package io.stator.server.soak;

import io.stator.client.StatorClient;
import io.stator.server.bench.Load;
import io.stator.server.bench.LoadEnd;
import io.stator.server.bench.LoadWindow;
import io.stator.server.bench.StatorTarget;
import io.stator.server.bench.SteadyLoad;
import io.stator.server.launch.LaunchException;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodePlace;
import io.stator.server.launch.NodeState;
import io.stator.server.launch.ProcessState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills a cluster, loads it for long, and looks at it at the end of each window. Starts the cluster and leaves it running.
 * Blocks its thread; use it once.
 */
public final class SoakRun {
    private static final Duration DIGEST_TIME_LIMIT = Duration.ofSeconds(120);

    private final LocalCluster cluster;
    private final SoakPlan plan;
    private final SoakListener listener;
    private final NodeProbe probe = new NodeProbe();
    private final Map<String, NodeSample> before = new HashMap<>();
    private final List<SoakWindow> windows = new ArrayList<>();
    private int killed;
    private int kills;

    public SoakRun(LocalCluster cluster, SoakPlan plan, SoakListener listener) {
        this.cluster = cluster;
        this.plan = plan;
        this.listener = listener;
    }

    /** @throws LaunchException if the cluster does not start, or a node ends that was not killed */
    public SoakResult run() throws InterruptedException {
        cluster.start();
        List<String> addresses = List.of(cluster.addresses());
        LoadEnd loadEnd;
        Duration deadline = ((Load.Rate) plan.load().load()).deadline();
        try (StatorClient client = StatorClient.builder()
                        .addresses(addresses)
                        .deadline(deadline)
                        .build();
                StatorTarget target = new StatorTarget(new StatorTarget.Connections(client, client), addresses.get(0));
                SteadyLoad load = new SteadyLoad(target, plan.load())) {
            listener.phase("filling: " + plan.load().keys() + " values of "
                    + plan.load().valueBytes() + " bytes");
            load.prepare();
            listener.phase("warming up for " + plan.load().warmupSeconds() + " s");
            load.start();
            watch(load);
            loadEnd = load.end();
        }
        startKilled();
        cluster.awaitReady(LocalCluster.READY_TIMEOUT);
        listener.phase("comparing the replicas");
        return new SoakResult(plan, windows, loadEnd, cluster.digests(DIGEST_TIME_LIMIT));
    }

    private void watch(SteadyLoad load) throws InterruptedException {
        load.awaitSecond(0);
        samples();
        for (int number = 1; number <= plan.windows(); number++) {
            startKilled();
            if (plan.killEvery() > 0 && number % plan.killEvery() == 0 && number < plan.windows()) {
                kill();
            }
            load.awaitSecond(number * plan.windowSeconds());
            LoadWindow happened = load.look();
            SoakWindow window = new SoakWindow(number, happened, samples());
            windows.add(window);
            listener.window(window);
        }
    }

    private void kill() {
        List<NodePlace> places = cluster.places();
        killed = places.get(kills++ % places.size()).number();
        listener.phase("killing node " + killed);
        cluster.kill(killed);
    }

    private void startKilled() {
        if (killed != 0) {
            listener.phase("starting node " + killed + " again");
            cluster.launch(killed);
            killed = 0;
        }
    }

    /** Of the nodes that run, with what was counted since they were looked at before. */
    private List<NodeSample> samples() throws InterruptedException {
        List<NodeSample> samples = new ArrayList<>();
        for (NodeState node : cluster.statuses()) {
            boolean down = node.process() != ProcessState.RUNNING;
            if (down && node.place().number() != killed) {
                throw LaunchException.failed("node " + node.place().number() + " ended by itself; see "
                        + node.place().logFile());
            }
            if (down || node.status().isEmpty()) {
                continue;
            }
            try {
                NodeSample sample = probe.sample(node);
                NodeSample last = before.put(sample.nodeId(), sample);
                samples.add(last == null ? sample : sample.since(last));
            } catch (IOException e) {
                // Not worth hours of measuring; a node that is not seen for a quarter is told in the verdict.
                listener.phase("node " + node.place().number() + " was not looked at: " + e);
            }
        }
        return samples;
    }
}
