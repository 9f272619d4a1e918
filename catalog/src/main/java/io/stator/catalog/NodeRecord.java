package io.stator.catalog;

/**
 * A node of the cluster.
 *
 * @param id its configured name, such as n1
 * @param incarnation of its data directory
 * @param clientAddress host:port of its gRPC services
 * @param raftAddress host:port of its Raft endpoint
 */
public record NodeRecord(String id, String incarnation, String clientAddress, String raftAddress) {
    /** Names the node with its data directory, as a member of Raft groups. */
    public String memberId() {
        return id + "-" + incarnation;
    }
}
