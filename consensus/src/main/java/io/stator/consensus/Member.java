package io.stator.consensus;

/**
 * A member of a group.
 *
 * @param id of the node with its data directory's incarnation: an emptied directory is another member
 * @param address host:port of its Raft endpoint
 */
public record Member(String id, String address) {}
