package io.stator.harness.stator.mutant;

import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import java.io.IOException;
import java.nio.file.Path;

/** Takes what is applied when a copy of the state is finished for what is in the copy, which was begun earlier. */
final class ShortSnapshots extends DelegatingState {
    ShortSnapshots(StateMachine<CommandOutcome> right) {
        super(right);
    }

    @Override
    public long checkpoint(Path directory) throws IOException {
        super.checkpoint(directory);
        return appliedIndex();
    }
}
