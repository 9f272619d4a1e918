package io.stator.server.config;

/** How a node that is part of no cluster comes into one. */
public enum JoinMode {
    /** Founds one, together with the other members. */
    FOUND,
    /** Becomes one more node of a cluster that stands. */
    ADD,
    /** Takes the place of a node that is lost. */
    REPLACE
}
