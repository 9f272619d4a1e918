package io.stator.catalog;

/** Every limit of the control plane, with its unit and its reason. */
public final class CatalogLimits {
    /** Tables in every status. DynamoDB's quota for a region, raised: beyond it, snapshots and views grow past a few megabytes. */
    public static final int TABLES_MAX = 10_000;

    /** Tables that are CREATING, UPDATING or DELETING at one time: DynamoDB's limit on concurrent control-plane operations. */
    public static final int CONTROL_OPERATIONS_MAX = 500;

    /** Table procedures that talk to the partitions at one time; the others wait in line. Bounds the calls in flight. */
    public static final int PROCEDURES_MAX = 64;

    /** Nodes that a cluster is founded with. */
    public static final int NODES_MAX = 100;

    /** Partitions that a cluster is founded with: each is a Raft group, which costs its nodes memory and heartbeats. */
    public static final int PARTITIONS_MAX = 256;

    /** Users of the gateway: each is in every view and checkpoint, with a sealed secret of some 70 bytes. */
    public static final int USERS_MAX = 1_000;

    private CatalogLimits() {}
}
