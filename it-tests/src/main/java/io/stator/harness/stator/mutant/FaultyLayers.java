package io.stator.harness.stator.mutant;

import io.stator.consensus.GroupId;
import io.stator.consensus.Replica;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import io.stator.partition.Partition;
import io.stator.partition.replica.PartitionStateMachine;
import io.stator.server.replica.ReplicaLayers;
import java.util.function.UnaryOperator;

/** One layer of each partition is another one; the catalog stays as it is. */
final class FaultyLayers implements ReplicaLayers {
    private final UnaryOperator<Partition> partitions;
    private final UnaryOperator<Replica<CommandOutcome>> replicas;
    private final UnaryOperator<StateMachine<CommandOutcome>> states;

    private FaultyLayers(
            UnaryOperator<Partition> partitions,
            UnaryOperator<Replica<CommandOutcome>> replicas,
            UnaryOperator<StateMachine<CommandOutcome>> states) {
        this.partitions = partitions;
        this.replicas = replicas;
        this.states = states;
    }

    static FaultyLayers partitions(UnaryOperator<Partition> fault) {
        return new FaultyLayers(fault, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static FaultyLayers replicas(UnaryOperator<Replica<CommandOutcome>> fault) {
        return new FaultyLayers(UnaryOperator.identity(), fault, UnaryOperator.identity());
    }

    static FaultyLayers states(UnaryOperator<StateMachine<CommandOutcome>> fault) {
        return new FaultyLayers(UnaryOperator.identity(), UnaryOperator.identity(), fault);
    }

    @Override
    @SuppressWarnings("unchecked") // R is what a partition's state machine answers
    public <R> StateMachine<R> stateMachine(GroupId group, StateMachine<R> stateMachine) {
        return stateMachine instanceof PartitionStateMachine right
                ? (StateMachine<R>) states.apply(right)
                : stateMachine;
    }

    @Override
    public Replica<CommandOutcome> replica(Replica<CommandOutcome> replica) {
        return replicas.apply(replica);
    }

    @Override
    public Partition partition(Partition partition) {
        return partitions.apply(partition);
    }
}
