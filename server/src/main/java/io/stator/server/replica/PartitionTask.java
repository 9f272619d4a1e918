package io.stator.server.replica;

import java.util.concurrent.CompletableFuture;

/** What {@link PartitionSweeps} do, over and over, to the partitions that this node leads. For one thread at a time. */
public interface PartitionTask {
    /** For logs: what is done. */
    String name();

    /** Whether nothing is to be done now. */
    boolean isPaused();

    Pass begin(LocalPartition partition);

    /** From a partition's first item to its last. */
    interface Pass {
        /** The next step. Answers whether it was the last; one that fails is to be done again. */
        CompletableFuture<Boolean> step();
    }
}
