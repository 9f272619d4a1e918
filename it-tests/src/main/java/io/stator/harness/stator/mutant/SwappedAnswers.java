package io.stator.harness.stator.mutant;

import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers each write of an entry with what became of its neighbour. */
final class SwappedAnswers extends DelegatingState {
    SwappedAnswers(StateMachine<CommandOutcome> right) {
        super(right);
    }

    @Override
    public List<CommandOutcome> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
        List<CommandOutcome> answers = new ArrayList<>(super.apply(position, commands));
        if (answers.stream().allMatch(answer -> answer instanceof CommandOutcome.Written)) {
            Collections.rotate(answers, 1);
        }
        return answers;
    }
}
