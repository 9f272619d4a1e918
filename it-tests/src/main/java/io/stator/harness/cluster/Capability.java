package io.stator.harness.cluster;

/** A kind of fault that a driver can make. Kill, stop and restart can be done by all. */
public enum Capability {
    /** A node stands still with its sockets open, and goes on later. */
    PAUSE,
    /** Nothing passes a link, in one direction or both. */
    CUT,
    /** A link delays or throttles what passes. */
    SLOW_LINK,
    /** A link loses some of what passes. */
    LOSSY_LINK,
    /** A node's wall clock is off; its monotonic clock goes on as it was. */
    CLOCK_SKEW,
    /** A node's disk has no space left. */
    DISK_FULL,
    /** Writes to a node's disk do not end. */
    DISK_STALL,
    /** What a node writes takes long to be on its disk. */
    DISK_SLOW,
    /** A node ends at once, and what it has not fsynced is gone. */
    POWER_LOSS,
    /** A node ends at once when it is about to decide a transaction, between its preparation and its commit. */
    DECISION,
    /** A node that is lost for good makes place for a new, empty one. */
    REPLACE,
    /** A new, empty node comes in, and one that is in goes for good. */
    MEMBERS
}
