package io.stator.harness.stator.mutant;

import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.partition.CommandOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Does what the right one does. */
abstract class DelegatingReplica implements Replica<CommandOutcome> {
    private final Replica<CommandOutcome> right;

    DelegatingReplica(Replica<CommandOutcome> right) {
        this.right = right;
    }

    @Override
    public CompletableFuture<CommandOutcome> propose(byte[] command) {
        return right.propose(command);
    }

    @Override
    public CompletableFuture<CommandOutcome> proposeLate(byte[] command) {
        return right.proposeLate(command);
    }

    @Override
    public boolean leaseValid() {
        return right.leaseValid();
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return right.barrier();
    }

    @Override
    public long term() {
        return right.term();
    }

    @Override
    public ReplicaStatus status() {
        return right.status();
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        return right.checkpoint();
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String memberId) {
        return right.transferLeadership(memberId);
    }

    @Override
    public List<Member> members() {
        return right.members();
    }

    @Override
    public CompletableFuture<Void> changeMembers(List<Member> members) {
        return right.changeMembers(members);
    }
}
