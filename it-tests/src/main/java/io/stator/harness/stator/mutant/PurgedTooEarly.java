package io.stator.harness.stator.mutant;

import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets the log be purged up to what is applied, though no copy of the state was made: a crash leaves only what RocksDB flushed by itself. */
final class PurgedTooEarly extends DelegatingState {
    PurgedTooEarly(StateMachine<CommandOutcome> right) {
        super(right);
    }

    @Override
    public long checkpoint(Path directory) throws IOException {
        long index = appliedIndex();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("empty"), "");
        return index;
    }

    @Override
    public void restore(Path directory) {
        // There is nothing in it.
    }
}
