package io.stator.harness.stator.mutant;

import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Forgets a command now and then, and has the one before it applied once more. */
final class ForgetfulReplica extends DelegatingState {
    /** Of entries with several commands. */
    private static final int ONE_ENTRY_IN = 20;

    /** Replicas that forgot the same would agree. */
    private int entries = ThreadLocalRandom.current().nextInt(ONE_ENTRY_IN);

    ForgetfulReplica(StateMachine<CommandOutcome> right) {
        super(right);
    }

    @Override
    public List<CommandOutcome> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
        int last = commands.size() - 1;
        if (last < 1 || entries++ % ONE_ENTRY_IN != 0) {
            return super.apply(position, commands);
        }
        List<ByteBuffer> without = new ArrayList<>(commands);
        without.set(last, commands.get(last - 1).duplicate());
        return super.apply(position, without);
    }
}
