package io.stator.server;

import io.stator.consensus.GroupId;
import io.stator.consensus.LeasePolicy;
import io.stator.consensus.MonotonicClock;
import io.stator.consensus.StateMachine;
import io.stator.server.replica.ReplicaStateMachines;
import java.time.InstantSource;

/**
 * The parts of a node that can be replaced. Production uses {@link #production}; a test puts in doubles that are wrong
 * on purpose.
 *
 * @param clock for leases
 * @param wallClock for stamps and creation times
 * @param leasePolicy judges leases
 * @param stateMachines puts something between each log and its state machine
 */
public record NodeParts(
        MonotonicClock clock,
        InstantSource wallClock,
        LeasePolicy leasePolicy,
        ReplicaStateMachines.Wrapper stateMachines) {

    /** The JVM's clocks, the right lease policy, and nothing in between. */
    public static NodeParts production() {
        return new NodeParts(
                MonotonicClock.system(), InstantSource.system(), LeasePolicy.untilExpiry(), new Unwrapped());
    }

    public NodeParts withClock(MonotonicClock newClock) {
        return new NodeParts(newClock, wallClock, leasePolicy, stateMachines);
    }

    public NodeParts withWallClock(InstantSource newWallClock) {
        return new NodeParts(clock, newWallClock, leasePolicy, stateMachines);
    }

    public NodeParts withLeasePolicy(LeasePolicy newPolicy) {
        return new NodeParts(clock, wallClock, newPolicy, stateMachines);
    }

    public NodeParts withStateMachines(ReplicaStateMachines.Wrapper newWrapper) {
        return new NodeParts(clock, wallClock, leasePolicy, newWrapper);
    }

    private static final class Unwrapped implements ReplicaStateMachines.Wrapper {
        @Override
        public <R> StateMachine<R> wrap(GroupId group, StateMachine<R> stateMachine) {
            return stateMachine;
        }
    }
}
