package io.stator.server;

import io.stator.consensus.MonotonicClock;
import io.stator.server.config.NodeSettings;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.PeerChannels;
import io.stator.server.peer.ThroughputSharing;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.throughput.TableMeters;
import io.stator.server.throughput.ThroughputBooks;
import io.stator.server.throughput.ThroughputExchange;
import io.stator.server.throughput.ThroughputLimits;
import io.stator.server.throughput.ThroughputListener;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a node has for tables' provisioned throughput, put together.
 *
 * @param limits what requests go by
 * @param sharing also of a node that enforces nothing itself: it may lead the catalog of nodes that do
 */
record ThroughputParts(ThroughputLimits limits, ThroughputSharing sharing) {

    /** What they are made of. */
    record Means(
            NodeSettings settings,
            MonotonicClock clock,
            Places places,
            LocalReplicas replicas,
            PeerChannels channels,
            ScheduledExecutorService timer,
            ThroughputListener listener) {}

    /** @param open gets what is to be closed */
    static ThroughputParts open(Means means, OpenParts open) {
        Places places = means.places();
        ThroughputSharing sharing = new ThroughputSharing(
                // A report that is not answered until the next one is due is of no use.
                new CatalogLeader(
                        places, means.replicas(), means.channels(), means.timer(), ThroughputExchange.PERIOD_MILLIS),
                places,
                means.replicas(),
                new ThroughputBooks(means.clock()));
        if (!means.settings().throughputIsLimited()) {
            return new ThroughputParts(ThroughputLimits.NONE, sharing);
        }
        TableMeters meters = new TableMeters(new TableMeters.Means(
                means.clock(),
                () -> places.knownView().map(view -> view.nodes().size()).orElse(1),
                ThreadLocalRandom.current().nextLong(),
                means.listener()));
        open.add(
                "exchange of throughput",
                ThroughputExchange.start(
                        new ThroughputExchange.Means(
                                places.self().id(), meters, places::knownView, sharing::share, means.clock()),
                        means.timer()));
        return new ThroughputParts(meters, sharing);
    }
}
