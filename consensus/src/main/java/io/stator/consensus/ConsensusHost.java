package io.stator.consensus;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The replicas of one node. Thread-safe. */
public interface ConsensusHost extends AutoCloseable {

    /** Starts listening, and the replicas whose logs are on this node's disk. */
    void start() throws IOException;

    /** Groups with a replica here. */
    Set<GroupId> groups();

    /**
     * Starts this node's replica of a group, if it is not there yet. The same members on every node of
     * a new group.
     *
     * @param members none for a replica that waits to be taken into a group that exists ({@link Replica#changeMembers}): it
     *     neither votes nor stands for election before, and goes on waiting after a restart. Else this node is among them
     */
    void add(GroupId group, List<Member> members) throws IOException;

    /**
     * Stops this node's replica and deletes its log; its state machine is closed. No-op if absent. A replica whose member
     * has left the group stops by itself, or waits, and keeps its log until it is removed.
     */
    void remove(GroupId group) throws IOException;

    /** This node's replica. R is what the group's state machine answers. */
    <R> Optional<Replica<R>> replica(GroupId group);

    /** Closes every replica, cleanly, once. */
    @Override
    void close() throws IOException;
}
