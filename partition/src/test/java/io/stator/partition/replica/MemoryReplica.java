package io.stator.partition.replica;

import io.stator.consensus.LogPosition;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.partition.CommandOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A log in memory with one replica that applies at once, on the proposer's thread. Thread-safe. */
final class MemoryReplica implements Replica<CommandOutcome> {
    private final PartitionStateMachine stateMachine;
    private final List<List<byte[]>> log = new ArrayList<>();
    private volatile boolean leaseValid = true;
    private volatile Runnable onLeaseCheck = () -> {};
    private volatile CompletableFuture<Void> barrier = CompletableFuture.completedFuture(null);
    private volatile int barriers;
    private final List<byte[]> late = Collections.synchronizedList(new ArrayList<>());

    MemoryReplica(PartitionStateMachine stateMachine) {
        this.stateMachine = stateMachine;
    }

    @Override
    public CompletableFuture<CommandOutcome> proposeLate(byte[] command) {
        late.add(command);
        return propose(command);
    }

    /** Commands that were proposed late. */
    List<byte[]> late() {
        return late;
    }

    @Override
    public CompletableFuture<CommandOutcome> propose(byte[] command) {
        return CompletableFuture.completedFuture(append(List.of(command)).get(0));
    }

    /** Appends one entry of these commands. */
    synchronized List<CommandOutcome> append(List<byte[]> commands) {
        log.add(commands);
        try {
            return apply(stateMachine, log.size() - 1, commands);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries so far, each with its commands; the index is the place. */
    synchronized List<List<byte[]>> log() {
        return List.copyOf(log);
    }

    /** Applies what the state machine does not have yet. */
    static void replay(PartitionStateMachine stateMachine, List<List<byte[]>> log) throws IOException {
        for (long index = stateMachine.appliedIndex() + 1; index < log.size(); index++) {
            apply(stateMachine, index, log.get((int) index));
        }
    }

    static List<CommandOutcome> apply(PartitionStateMachine stateMachine, long index, List<byte[]> commands)
            throws IOException {
        List<ByteBuffer> buffers = commands.stream()
                .map(command -> ByteBuffer.wrap(command).asReadOnlyBuffer())
                .toList();
        return stateMachine.apply(new LogPosition(1, index), buffers);
    }

    void leaseValid(boolean valid) {
        leaseValid = valid;
    }

    void onLeaseCheck(Runnable action) {
        onLeaseCheck = action;
    }

    void barrier(CompletableFuture<Void> next) {
        barrier = next;
    }

    int barriers() {
        return barriers;
    }

    @Override
    public boolean leaseValid() {
        onLeaseCheck.run();
        return leaseValid;
    }

    @Override
    public synchronized CompletableFuture<Void> barrier() {
        barriers++;
        return barrier;
    }

    @Override
    public long term() {
        return 1;
    }

    @Override
    public ReplicaStatus status() {
        long applied = stateMachine.appliedIndex();
        return new ReplicaStatus(ReplicaStatus.Role.LEADER, "memory", 1, applied, applied, 0, -1, 0, true, Map.of());
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        throw new UnsupportedOperationException("this log is never purged");
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String memberId) {
        throw new UnsupportedOperationException("this log has one member");
    }

    @Override
    public List<Member> members() {
        throw new UnsupportedOperationException("this log has one member");
    }

    @Override
    public CompletableFuture<Void> changeMembers(List<Member> members) {
        throw new UnsupportedOperationException("this log has one member");
    }
}
