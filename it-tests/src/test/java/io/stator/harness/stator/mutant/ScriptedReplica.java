package io.stator.harness.stator.mutant;

import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.partition.CommandOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A leader by its own account, with a lease, that never hears from the others. */
final class ScriptedReplica implements Replica<CommandOutcome> {
    final CompletableFuture<CommandOutcome> proposed = new CompletableFuture<>();

    @Override
    public CompletableFuture<CommandOutcome> proposeLate(byte[] command) {
        return propose(command);
    }

    @Override
    public CompletableFuture<CommandOutcome> propose(byte[] command) {
        return proposed;
    }

    @Override
    public boolean leaseValid() {
        return true;
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return new CompletableFuture<>();
    }

    @Override
    public long term() {
        return 1;
    }

    @Override
    public ReplicaStatus status() {
        return new ReplicaStatus(ReplicaStatus.Role.LEADER, "self", 1, 0, 0, 0, -1, 0, true, Map.of());
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String memberId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> members() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> changeMembers(List<Member> members) {
        throw new UnsupportedOperationException();
    }
}
