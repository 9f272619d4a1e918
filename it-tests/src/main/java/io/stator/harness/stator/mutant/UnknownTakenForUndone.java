package io.stator.harness.stator.mutant;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.Replica;
import io.stator.partition.CommandOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Says of a write that may or may not be in the log that it surely is not, so that it is sent once more. */
final class UnknownTakenForUndone extends DelegatingReplica {
    UnknownTakenForUndone(Replica<CommandOutcome> right) {
        super(right);
    }

    @Override
    public CompletableFuture<CommandOutcome> propose(byte[] command) {
        return super.propose(command).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return CompletableFuture.failedFuture(
                    cause instanceof ConsensusException unknown && unknown.reason() == Reason.OUTCOME_UNKNOWN
                            ? new ConsensusException(
                                    Reason.NOT_LEADER, "leadership was lost", unknown.leader(), unknown)
                            : failure);
        });
    }
}
