package io.stator.partition.apply;

import io.stator.partition.storage.StoreReads;
import java.io.IOException;

/** What a replica keeps in memory of what its store holds, so that apply need not look for it there. */
public record StoreMemory(RetryWindow window, IntentKeys intentKeys) {

    /** Of a store, whose write counts these are. */
    public static StoreMemory load(StoreReads store, WriteCounts counts, RetryWindow.Size windowSize)
            throws IOException {
        return new StoreMemory(RetryWindow.load(store, counts, windowSize), IntentKeys.load(store));
    }
}
