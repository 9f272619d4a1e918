package io.stator.consensus;

/**
 * A member of a group.
 *
 * @param id of the node with its data directory's incarnation: an emptied directory is another member
 * @param address host:port of its Raft endpoint
 * @param priority the member of highest priority that is up to date becomes leader; 0 or more
 */
public record Member(String id, String address, int priority) {}
