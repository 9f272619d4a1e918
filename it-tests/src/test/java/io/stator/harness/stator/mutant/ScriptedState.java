package io.stator.harness.stator.mutant;

import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A state that remembers its commands' first bytes and answers each with them. */
final class ScriptedState implements StateMachine<CommandOutcome> {
    final List<Integer> applied = new ArrayList<>();
    final List<Path> restored = new ArrayList<>();
    long appliedIndex = -1;

    /** Entries that come in while a copy is made. */
    int entriesMeanwhile;

    @Override
    public long appliedIndex() {
        return appliedIndex;
    }

    @Override
    public List<CommandOutcome> apply(LogPosition position, List<ByteBuffer> commands) {
        List<CommandOutcome> answers = new ArrayList<>();
        for (ByteBuffer command : commands) {
            applied.add((int) command.get(0));
            answers.add(MutantTest.answer(command.get(0)));
        }
        appliedIndex = position.index();
        return answers;
    }

    @Override
    public long checkpoint(Path directory) {
        long copied = appliedIndex;
        appliedIndex += entriesMeanwhile;
        return copied;
    }

    @Override
    public void restore(Path directory) {
        restored.add(directory);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
