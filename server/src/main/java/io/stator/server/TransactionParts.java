package io.stator.server;

import io.stator.client.routing.RoutedCalls;
import io.stator.partition.HybridClock;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.grpc.OwnNode;
import io.stator.server.replica.Places;
import io.stator.server.transaction.ConversationDriver;
import io.stator.server.transaction.Coordination;
import io.stator.server.transaction.IntentWaits;
import io.stator.server.transaction.RecoveryTask;
import io.stator.server.transaction.RoutedSteps;
import io.stator.server.transaction.SnapshotReads;
import io.stator.server.transaction.TransactionListener;
import io.stator.server.transaction.TransactionTimes;
import java.util.concurrent.ScheduledExecutorService;

/** What a node carries transactions by. */
record TransactionParts(Coordination.Means means) {
    /** @param open gets what is to be closed */
    static TransactionParts open(
            NodeSettings settings, Places places, HybridClock clock, TransactionListener listener, OpenParts open) {
        ScheduledExecutorService timer = Threads.scheduler("transactions-" + settings.nodeId());
        open.add("timer of transactions", timer::shutdownNow);
        ConversationDriver driver = open.add("transactions", new ConversationDriver(clock, timer));
        return new TransactionParts(new Coordination.Means(
                driver,
                new RoutedSteps(places, timer),
                clock,
                new TransactionTimes(settings.number(Setting.TRANSACTION_TIMEOUT_MILLIS)),
                listener));
    }

    /** What serves them here. */
    OwnNode.TransactionParts served() {
        return new OwnNode.TransactionParts(
                new Coordination(means),
                new SnapshotReads(means.driver(), means.steps()),
                new IntentWaits(means.driver(), means.steps(), means.times(), means.listener()));
    }

    /** Before the node serves. */
    void connect(RoutedCalls routed) {
        means.steps().connect(routed);
    }

    RecoveryTask recovery() {
        return new RecoveryTask(means.driver(), means.steps(), means.clock(), means.times(), means.listener());
    }
}
