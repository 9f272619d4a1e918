package io.stator.server;

import io.stator.consensus.MonotonicClock;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.replica.ExpiryTask;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.PartitionSweeps;
import io.stator.server.replica.PartitionTask;
import io.stator.server.replica.Sweeper;
import io.stator.server.sizes.CountTask;
import io.stator.server.transaction.RecoveryTask;

/** What a node does by and by to the partitions that it leads, each on a thread of its own. */
record SweepParts(NodeSettings settings, LocalReplicas replicas, MonotonicClock clock, OpenParts open) {
    private static final long RECOVERY_PASS_MILLIS = 1_000;

    void start(ExpiryTask expiry, CountTask count) {
        start(expiry, Setting.EXPIRY_PASS_MILLIS, Setting.EXPIRY_TIME_PERCENT);
        start(count, Setting.SIZES_PASS_MILLIS, Setting.SIZES_TIME_PERCENT);
    }

    /** Looks for what transactions have left, as often as their time-out asks for. */
    void start(RecoveryTask recovery) {
        add(recovery, new PartitionSweeps.Pace(RECOVERY_PASS_MILLIS, 100));
    }

    private void start(PartitionTask task, Setting passMillis, Setting timePercent) {
        int percent = settings.count(timePercent);
        if (percent > 0) {
            add(task, new PartitionSweeps.Pace(settings.number(passMillis), percent));
        }
    }

    private void add(PartitionTask task, PartitionSweeps.Pace pace) {
        PartitionSweeps sweeps = new PartitionSweeps(task, replicas, clock, pace);
        open.add(task.name(), Sweeper.start(settings.nodeId(), sweeps));
    }
}
