package io.stator.consensus.memory;

import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.StateMachine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One replica; what it does, its group does on the group's thread. */
final class InMemoryReplica implements Replica<Object> {
    private final String memberId;
    private final InMemoryGroup group;
    private final StateMachine<?> machine;

    // Written on the group's thread only.
    private volatile boolean stopped;
    private volatile boolean cutOff;
    private volatile long appliedIndex;
    private volatile long snapshotsInstalled;

    InMemoryReplica(String memberId, InMemoryGroup group, StateMachine<?> machine) {
        this.memberId = memberId;
        this.group = group;
        this.machine = machine;
        this.appliedIndex = machine.appliedIndex();
    }

    String memberId() {
        return memberId;
    }

    InMemoryGroup group() {
        return group;
    }

    StateMachine<?> machine() {
        return machine;
    }

    long appliedIndex() {
        return appliedIndex;
    }

    void applied(long index) {
        appliedIndex = index;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    void snapshotInstalled() {
        appliedIndex = machine.appliedIndex();
        snapshotsInstalled++;
    }

    long snapshotsInstalled() {
        return snapshotsInstalled;
    }

    boolean stopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    boolean cutOff() {
        return cutOff;
    }

    void setCutOff(boolean now) {
        cutOff = now;
    }

    @Override
    public CompletableFuture<Object> propose(byte[] command) {
        return group.propose(this, command);
    }

    /** An entry costs nothing here. */
    @Override
    public CompletableFuture<Object> proposeLate(byte[] command) {
        return propose(command);
    }

    @Override
    public boolean leaseValid() {
        return group.leaseValid(this);
    }

    @Override
    public CompletableFuture<@Nullable Void> barrier() {
        return group.barrier(this);
    }

    @Override
    public long term() {
        return group.term();
    }

    @Override
    public ReplicaStatus status() {
        return group.status(this);
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        return group.checkpoint(this);
    }

    @Override
    public CompletableFuture<@Nullable Void> transferLeadership(String target) {
        return group.transfer(this, target);
    }

    @Override
    public List<Member> members() {
        return group.members(this);
    }

    @Override
    public CompletableFuture<@Nullable Void> changeMembers(List<Member> members) {
        return group.changeMembers(this, members);
    }
}
