package io.stator.consensus;

import java.util.UUID;

/** Names one Raft group: the same on every node, never reused. */
public record GroupId(UUID uuid) {
    @Override
    public String toString() {
        return uuid.toString();
    }
}
