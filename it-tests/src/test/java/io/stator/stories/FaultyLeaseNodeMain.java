package io.stator.stories;

import io.stator.server.NodeParts;

/** A node whose leases never expire. */
public final class FaultyLeaseNodeMain {
    private FaultyLeaseNodeMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        FaultyNode.run(arguments, settings -> NodeParts.production().withLeasePolicy((nowNanos, expiryNanos) -> true));
    }
}
