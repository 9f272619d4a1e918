package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusListener;
import io.stator.consensus.LeasePolicy;
import io.stator.consensus.MonotonicClock;

/** What a {@link RatisHost} takes from outside; a test puts others in their place. */
public record RatisPorts(MonotonicClock clock, LeasePolicy leasePolicy, ConsensusListener listener) {

    /** The JVM's clock, the right lease policy, and nobody listening. */
    public static RatisPorts production() {
        return new RatisPorts(MonotonicClock.system(), LeasePolicy.untilExpiry(), ConsensusListener.NONE);
    }

    public RatisPorts withListener(ConsensusListener newListener) {
        return new RatisPorts(clock, leasePolicy, newListener);
    }

    public RatisPorts withLeasePolicy(LeasePolicy newPolicy) {
        return new RatisPorts(clock, newPolicy, listener);
    }
}
