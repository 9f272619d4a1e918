package io.stator.server;

import io.stator.consensus.LeasePolicy;
import io.stator.consensus.MonotonicClock;
import io.stator.consensus.ratis.RatisSettings;
import io.stator.partition.storage.EntryWriter;
import io.stator.server.replica.ReplicaLayers;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * The parts of a node that can be replaced. Production uses {@link #production}; a test puts in doubles that are wrong
 * on purpose.
 *
 * @param clock for leases and pace
 * @param wallClock for stamps, creation times, and what items expire by
 * @param leasePolicy judges leases
 * @param layers puts something between the layers of each replica
 * @param entryWriter brings entries into the stores
 * @param log has the last word on how logs are kept
 */
public record NodeParts(
        MonotonicClock clock,
        InstantSource wallClock,
        LeasePolicy leasePolicy,
        ReplicaLayers layers,
        EntryWriter entryWriter,
        UnaryOperator<RatisSettings> log) {

    /** The JVM's clocks, the right lease policy, and nothing in between. */
    public static NodeParts production() {
        return new NodeParts(
                MonotonicClock.system(),
                InstantSource.system(),
                LeasePolicy.untilExpiry(),
                ReplicaLayers.NONE,
                EntryWriter.atOnce(),
                UnaryOperator.identity());
    }

    public NodeParts withClock(MonotonicClock newClock) {
        return new NodeParts(newClock, wallClock, leasePolicy, layers, entryWriter, log);
    }

    public NodeParts withWallClock(InstantSource newWallClock) {
        return new NodeParts(clock, newWallClock, leasePolicy, layers, entryWriter, log);
    }

    public NodeParts withLeasePolicy(LeasePolicy newPolicy) {
        return new NodeParts(clock, wallClock, newPolicy, layers, entryWriter, log);
    }

    public NodeParts withLayers(ReplicaLayers newLayers) {
        return new NodeParts(clock, wallClock, leasePolicy, newLayers, entryWriter, log);
    }

    public NodeParts withEntryWriter(EntryWriter newWriter) {
        return new NodeParts(clock, wallClock, leasePolicy, layers, newWriter, log);
    }

    public NodeParts withLog(UnaryOperator<RatisSettings> newLog) {
        return new NodeParts(clock, wallClock, leasePolicy, layers, entryWriter, newLog);
    }
}
