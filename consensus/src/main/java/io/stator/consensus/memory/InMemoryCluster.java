package io.stator.consensus.memory;

import io.stator.consensus.GroupId;
import io.stator.consensus.StateMachineFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The "network" and the "disks" of some {@link InMemoryHost}s. Thread-safe. */
public final class InMemoryCluster implements AutoCloseable {
    private final Map<GroupId, InMemoryGroup> groups = new ConcurrentHashMap<>();

    /** A host that is not started yet. Only one of a member id may be open at a time. */
    public InMemoryHost host(String memberId, StateMachineFactory factory) {
        return new InMemoryHost(this, memberId, factory);
    }

    /**
     * Makes a member the leader now, in a new term.
     *
     * @throws IllegalStateException if it is not up, or no majority is
     */
    public void elect(GroupId group, String memberId) {
        existing(group).elect(memberId);
    }

    /** Cuts a member of a group off, or joins it again: then it catches up, by checkpoint if the log is purged. */
    public void setCutOff(GroupId group, String memberId, boolean cutOff) {
        existing(group).setCutOff(memberId, cutOff);
    }

    /** The leader's lease is invalid until its next entry or barrier. */
    public void expireLease(GroupId group) {
        existing(group).expireLease();
    }

    InMemoryGroup group(GroupId group) {
        return groups.computeIfAbsent(group, InMemoryGroup::new);
    }

    List<InMemoryGroup> groupsOf(String memberId) {
        return groups.values().stream().filter(group -> group.holds(memberId)).toList();
    }

    void forgetIfUnused(GroupId id) throws IOException {
        InMemoryGroup group = groups.get(id);
        if (group != null && group.unused()) {
            groups.remove(id);
            group.close();
        }
    }

    private InMemoryGroup existing(GroupId id) {
        @Nullable InMemoryGroup group = groups.get(id);
        if (group == null) {
            throw new IllegalArgumentException("no such group: " + id);
        }
        return group;
    }

    /** Ends the groups' threads and deletes their checkpoints; close the hosts first. */
    @Override
    public void close() throws IOException {
        for (InMemoryGroup group : groups.values()) {
            group.close();
        }
    }
}
