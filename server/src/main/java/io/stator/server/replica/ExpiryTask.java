package io.stator.server.replica;

import io.stator.partition.ExpiryStep;
import io.stator.partition.WalkPlace;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Has items expire.
 *
 * @param paused whether nothing is to be deleted now
 * @param wallClock that items expire by
 */
public record ExpiryTask(BooleanSupplier paused, InstantSource wallClock) implements PartitionTask {
    @Override
    public String name() {
        return "expiry";
    }

    @Override
    public boolean isPaused() {
        return paused.getAsBoolean();
    }

    @Override
    public Pass begin(LocalPartition partition) {
        return new Pass() {
            private WalkPlace place = WalkPlace.START;

            @Override
            public CompletableFuture<Boolean> step() {
                return partition.partition().expire(place, wallClock.millis()).thenApply(this::stepped);
            }

            private boolean stepped(ExpiryStep step) {
                WalkPlace next = step.next();
                place = next == null ? place : next;
                return next == null;
            }
        };
    }
}
