package io.stator.server.replica;

import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A replica that nobody asks anything. */
public class IdleReplica implements Replica<Object> {
    @Override
    public CompletableFuture<Object> proposeLate(byte[] command) {
        return propose(command);
    }

    @Override
    public CompletableFuture<Object> propose(byte[] command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long term() {
        return 0;
    }

    @Override
    public boolean leaseValid() {
        return false;
    }

    @Override
    public CompletableFuture<Void> barrier() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReplicaStatus status() {
        return new ReplicaStatus(ReplicaStatus.Role.FOLLOWER, "", 0, 0, 0, 0, -1, 0, false, Map.of());
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
