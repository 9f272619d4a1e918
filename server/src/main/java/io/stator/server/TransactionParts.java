package io.stator.server;

import io.stator.client.routing.RoutedCalls;
import io.stator.consensus.MonotonicClock;
import io.stator.partition.HybridClock;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.grpc.OwnNode;
import io.stator.server.replica.Places;
import io.stator.server.transaction.ConversationDriver;
import io.stator.server.transaction.ConversationTiming;
import io.stator.server.transaction.Coordination;
import io.stator.server.transaction.IntentWaits;
import io.stator.server.transaction.RecoveryTask;
import io.stator.server.transaction.RoutedSteps;
import io.stator.server.transaction.SnapshotReads;
import io.stator.server.transaction.StepSender;
import io.stator.server.transaction.TransactionListener;
import java.util.concurrent.ScheduledExecutorService;

/** What a node carries transactions by. */
record TransactionParts(Coordination.Means means) {
    /**
     * What they are made of.
     *
     * @param stamps of the node
     * @param clock that conversations' time goes on by
     */
    record Wiring(
            NodeSettings settings,
            Places places,
            HybridClock stamps,
            MonotonicClock clock,
            TransactionListener listener) {}

    /** @param open gets what is to be closed */
    static TransactionParts open(Wiring wiring, OpenParts open) {
        ScheduledExecutorService timer =
                Threads.scheduler("transactions-" + wiring.settings().nodeId());
        open.add("timer of transactions", timer::shutdownNow);
        ConversationDriver driver =
                open.add("transactions", new ConversationDriver(wiring.stamps(), wiring.clock(), timer));
        return new TransactionParts(new Coordination.Means(
                driver,
                new RoutedSteps(wiring.places(), timer),
                wiring.stamps(),
                new ConversationTiming(wiring.settings().number(Setting.TRANSACTION_TIMEOUT_MILLIS)),
                wiring.listener()));
    }

    /** What serves them here. */
    OwnNode.Transactions served() {
        return new OwnNode.Transactions(
                new Coordination(means),
                new SnapshotReads(means.driver(), new StepSender(means.steps())),
                new IntentWaits(means.driver(), new StepSender(means.steps()), means.times(), means.listener()));
    }

    /** Before the node serves. */
    void connect(RoutedCalls routed) {
        means.steps().connect(routed);
    }

    RecoveryTask recovery() {
        return new RecoveryTask(
                means.driver(), new StepSender(means.steps()), means.clock(), means.times(), means.listener());
    }
}
