package io.stator.client;

/** What a read promises. */
public enum ReadConsistency {
    /** Linearizable: sees every write that was answered before it began. Served by the leader. */
    STRONG,
    /** Some earlier state of the partition. Served by any replica. */
    EVENTUAL
}
