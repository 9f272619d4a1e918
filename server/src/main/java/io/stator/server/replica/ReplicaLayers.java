package io.stator.server.replica;

import io.stator.consensus.GroupId;
import io.stator.consensus.Replica;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import io.stator.partition.Partition;

/**
 * What stands between the layers of each replica of a node: a method gets a layer and answers with what the layer
 * above is to see in its place. Production puts nothing there; tests put faults there. Thread-safe.
 */
public interface ReplicaLayers {

    /** Nothing in between. */
    ReplicaLayers NONE = new ReplicaLayers() {};

    /** Between a log and its state machine, of a partition or of the catalog. */
    default <R> StateMachine<R> stateMachine(GroupId group, StateMachine<R> stateMachine) {
        return stateMachine;
    }

    /** Between a partition and the log that it proposes to and asks for leave to read. */
    default Replica<CommandOutcome> replica(Replica<CommandOutcome> replica) {
        return replica;
    }

    /** In front of a partition. */
    default Partition partition(Partition partition) {
        return partition;
    }
}
