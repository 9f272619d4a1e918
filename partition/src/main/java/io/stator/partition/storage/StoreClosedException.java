package io.stator.partition.storage;

import java.io.IOException;

/** The store was closed before, or while, it was read. */
public final class StoreClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreClosedException() {
        super("the store is closed");
    }
}
