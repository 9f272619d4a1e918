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

/** What a node does by and by to the partitions that it leads, each on a thread of its own. */
record SweepParts(NodeSettings settings, LocalReplicas replicas, MonotonicClock clock, OpenParts open) {
    void start(ExpiryTask expiry, CountTask count) {
        start(expiry, Setting.EXPIRY_PASS_MILLIS, Setting.EXPIRY_TIME_PERCENT);
        start(count, Setting.SIZES_PASS_MILLIS, Setting.SIZES_TIME_PERCENT);
    }

    private void start(PartitionTask task, Setting passMillis, Setting timePercent) {
        int percent = settings.count(timePercent);
        if (percent > 0) {
            PartitionSweeps sweeps = new PartitionSweeps(
                    task, replicas, clock, new PartitionSweeps.Pace(settings.number(passMillis), percent));
            open.add(task.name(), Sweeper.start(settings.nodeId(), sweeps));
        }
    }
}
