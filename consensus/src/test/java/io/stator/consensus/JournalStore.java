package io.stator.consensus;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The "disk" of one host's {@link JournalMachine}s: survives the host. */
public final class JournalStore implements StateMachineFactory {
    private final Map<GroupId, JournalMachine.State> states = new ConcurrentHashMap<>();
    private final Map<GroupId, JournalMachine> open = new ConcurrentHashMap<>();

    @Override
    public JournalMachine open(GroupId group) {
        JournalMachine machine = new JournalMachine(states.computeIfAbsent(group, id -> new JournalMachine.State()));
        open.put(group, machine);
        return machine;
    }

    /** The machine last opened. */
    public JournalMachine machine(GroupId group) {
        JournalMachine machine = open.get(group);
        if (machine == null) {
            throw new AssertionError("never opened: " + group);
        }
        return machine;
    }

    public @Nullable JournalMachine machineOrNull(GroupId group) {
        return open.get(group);
    }

    /** From now on every write to a state fails, or no more. */
    public void setBroken(GroupId group, boolean broken) {
        states.computeIfAbsent(group, id -> new JournalMachine.State()).setBroken(broken);
    }

    /** What a power failure does to a state that is not forced to disk at each entry: it falls back. */
    public void loseAfter(GroupId group, long index) throws IOException {
        JournalMachine.State state = states.get(group);
        if (state == null) {
            throw new IOException("no state of " + group);
        }
        state.loseAfter(index);
    }
}
