package io.stator.harness.stator.mutant;

import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A partition's state machine that does what the right one does. */
abstract class DelegatingState implements StateMachine<CommandOutcome> {
    private final StateMachine<CommandOutcome> right;

    DelegatingState(StateMachine<CommandOutcome> right) {
        this.right = right;
    }

    @Override
    public long appliedIndex() {
        return right.appliedIndex();
    }

    @Override
    public List<CommandOutcome> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
        return right.apply(position, commands);
    }

    @Override
    public long checkpoint(Path directory) throws IOException {
        return right.checkpoint(directory);
    }

    @Override
    public void restore(Path directory) throws IOException {
        right.restore(directory);
    }

    @Override
    public void close() throws IOException {
        right.close();
    }
}
